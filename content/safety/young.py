"""Whether it is a child who speaks: their age, their school, a parent who must not know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from content import library
from content.dialogue.turn import Danger
from content.safety import phrases, templates
from content.safety.patterns import PatternSet

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATH = "safety/young.yaml"
_SELF, _HOME, _NEVER = "self", "home", "never"


@dataclass(frozen=True, slots=True)
class _YoungFile:
    """As written in the bank."""

    becomes: list[Danger]
    others: list[Danger]
    also: list[Danger]
    self: list[str]
    home: list[str]
    never: list[str]


def of_a_child(dangers: Iterable[Danger], text: str) -> frozenset[Danger]:
    """Return the classes that dangers in a text are where a child says it; else the same ones."""
    found = frozenset(dangers)
    file = _file()
    if found.isdisjoint((*file.becomes, *file.others)):
        return found
    marks = _marks(text)
    turned = {*(file.becomes if marks else ()), *(file.others if _SELF in marks else ())}
    if found.isdisjoint(turned):
        return found
    return (found - turned) | {Danger.CHILD}


def is_young(texts: Iterable[str]) -> bool:
    """Return whether any of the texts sounds like a child's."""
    return any(_marks(text) for text in texts)


def _marks(text: str) -> frozenset[str]:
    found = {match.label for match in _patterns().find(phrases.plain(text))}
    return frozenset() if _NEVER in found else frozenset(found)


@cache
def _file() -> _YoungFile:
    return library.structure(library.read(_PATH), _YoungFile, _PATH)


@cache
def _patterns() -> PatternSet:
    file = _file()
    groups = ((_SELF, file.self), (_HOME, file.home), (_NEVER, file.never))
    labelled = [
        (label, templates.parse(text, phrases.rules())) for label, texts in groups for text in texts
    ]
    return PatternSet(labelled, phrases.plain)
