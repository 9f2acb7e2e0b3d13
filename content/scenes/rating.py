"""Values of a check-in: which can be kept, and how."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date

from content.dialogue.turn import Turn
from content.storage.store import SCALES, Entry
from content.understanding.rating_words import DIRECTED, VAGUE_WORDS

HIGHEST = 10
WORD_SCORES = {"badly": 2, "okay": 5, "well": 8}
"""The words of the sleep and mood scales as numbers (contract, section 3)."""


def values(turn: Turn) -> dict[str, int | str]:
    """Return what the turn says about scales; halves go up, as `scales` says."""
    return {name: _whole(value) for name, value in turn.slots.items() if name in SCALES}


def unclear(scale: str, value: int | str) -> bool:
    """Whether a value is to be asked for again: out of range, a contradiction, or a bare word."""
    if isinstance(value, str):
        return scale not in DIRECTED or value not in WORD_SCORES
    return not 0 <= value <= HIGHEST


def kept_word(scale: str, value: int | str) -> bool:
    """Whether a word may stand for a number that was asked for and not given (evidence 5.2)."""
    return scale not in DIRECTED and value in VAGUE_WORDS


def scored(said: Mapping[str, int | str]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the numbers of all scales that have one, and the words where words were said."""
    words = {name: value for name, value in said.items() if isinstance(value, str)}
    numbers = {
        name: WORD_SCORES[value] if isinstance(value, str) else value
        for name, value in said.items()
        if not isinstance(value, str) or (name in DIRECTED and value in WORD_SCORES)
    }
    return numbers, words


def as_said(entry: Entry) -> dict[str, int | str]:
    """Return an entry's values as they were said: a word where there was one, else the number."""
    return {**entry.scores, **entry.words}


def said_on(day: date, entries: Iterable[Entry]) -> dict[str, int | str]:
    """Return the last value of each scale on a day, as it was said."""
    found: dict[str, int | str] = {}
    for entry in entries:
        if entry.day == day:
            found.update(entry.scores)
            found.update(entry.words)
    return found


def _whole(value: object) -> int | str:
    if isinstance(value, float):
        return math.floor(value + 0.5)
    return value if isinstance(value, int) else str(value)
