"""Everyday requests that are not ours: timers, weather, jokes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from content import library
from content.safety import phrases, templates
from content.safety.patterns import PatternSet

_PATH = "out_of_scope.yaml"


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The file, read."""

    ours: frozenset[str]
    patterns: PatternSet


def is_out_of_scope(text: str) -> bool:
    """Return whether a text asks for what any assistant does and we do not."""
    words = phrases.plain(text)
    if not _elsewhere().ours.isdisjoint(words):
        return False
    return any(True for _ in _elsewhere().patterns.find(words))


@cache
def _elsewhere() -> _Elsewhere:
    raw = library.read(_PATH)
    labelled = [("", templates.parse(text, phrases.rules())) for text in raw["templates"]]
    return _Elsewhere(frozenset(raw["ours"]), PatternSet(labelled, phrases.plain))
