"""Belly pain named in passing: one sentence comes first, then what was asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from content import library
from content.safety import phrases, templates
from content.safety.patterns import PatternSet

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATH = "safety/pain.yaml"
_PAIN, _NONE = "pain", "none"


def in_pain(texts: Iterable[str]) -> bool:
    """Return whether somebody says that their belly hurts."""
    return any(_spans(phrases.plain(text)) for text in texts)


def without_pain(text: str) -> str:
    """Return what else was said, without the words of pain and what joined them to the rest."""
    words = phrases.plain(text)
    inside = {at for begin, end in _spans(words) for at in range(begin, end)}
    if not inside:
        return text
    joins = frozenset(library.read(_PATH)["joins"])
    before = _trimmed(words[: min(inside)], joins)
    after = _trimmed(tuple(reversed(words[max(inside) + 1 :])), joins)
    return " ".join((*before, *reversed(after)))


def _trimmed(words: tuple[str, ...], joins: frozenset[str]) -> tuple[str, ...]:
    kept = list(words)
    while kept and kept[-1] in joins:
        kept.pop()
    while kept and kept[0] in joins:
        kept.pop(0)
    return tuple(kept)


def _spans(words: tuple[str, ...]) -> list[tuple[int, int]]:
    found = [*_patterns().find(words)]
    if any(match.label == _NONE for match in found):
        return []
    return [(match.begin, match.end) for match in found]


@cache
def _patterns() -> PatternSet:
    raw = library.read(_PATH)
    rules = dict(phrases.rules())
    for name, template in raw["rules"].items():
        rules[name] = templates.parse(template, rules)
    labelled = [
        (label, templates.parse(text, rules)) for label in (_PAIN, _NONE) for text in raw[label]
    ]
    return PatternSet(labelled, phrases.plain)
