"""Cues of an eating disorder that are no crisis (evidence 4.6): care, not an alarm."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from content import library
from content.safety import phrases, templates
from content.safety.patterns import PatternSet

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATH = "safety/eating.yaml"
_CUE, _HARMLESS = "cues", "harmless"
PLANTS = "plants"
"""Preference of the food features; "off" pauses them for this listener."""


def is_eating_cue(texts: Iterable[str]) -> bool:
    """Return whether somebody tells of bingeing, purging, restricting, or hating their body."""
    return any(_is_cue(text) for text in texts)


def _is_cue(text: str) -> bool:
    found = [*_patterns().find(phrases.plain(text))]
    harmless = [match for match in found if match.label == _HARMLESS]
    return any(
        not any(other.begin < match.end and match.begin < other.end for other in harmless)
        for match in found
        if match.label == _CUE
    )


@cache
def _patterns() -> PatternSet:
    raw = library.read(_PATH)
    labelled = [
        (label, templates.parse(text, phrases.rules()))
        for label in (_CUE, _HARMLESS)
        for text in raw[label]
    ]
    return PatternSet(labelled, phrases.plain)
