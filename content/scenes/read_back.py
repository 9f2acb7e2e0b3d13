"""What was kept, said back in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content.number_words import capital, number_words
from content.phrases import line
from content.storage.store import SCALES, Entry

PLAIN = frozenset({"anxiety", "gut"})
"""Scales whose number stands alone in the short form; the others are named, because on mood and
sleep ten is best (contract, section 3)."""

WORDED = frozenset({"badly", "okay", "well"})


def read_back(scores: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Return the values with their names: "Anxiety four, belly six, slept badly"."""
    return _joined(_named(scale, scores, words) for scale in SCALES)


def short(entry: Entry) -> str:
    """Return the values as briefly as they stay clear: "Four, six, slept badly"."""
    return _joined(
        number_words(entry.scores[scale])
        if scale in PLAIN and scale in entry.scores
        else _named(scale, entry.scores, entry.words)
        for scale in SCALES
    )


def listed(told: str, *more: str) -> str:
    """Return values that are told already with more behind them: "Four, six, bowels loose"."""
    return _joined((told, *more))


def _named(scale: str, scores: Mapping[str, int], words: Mapping[str, str]) -> str:
    word = words.get(scale)
    if word in WORDED:
        return line(f"check_in.name_{scale}_{word}")
    if word is not None:
        return line(f"check_in.name_{scale}", value=word)
    if scale in scores:
        return line(f"check_in.name_{scale}", value=number_words(scores[scale]))
    return ""


def _joined(parts: Iterable[str]) -> str:
    return capital(", ".join(part for part in parts if part))
