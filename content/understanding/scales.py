"""Reads a spoken check-in: any scales, in any order, with hesitations and corrections.

Templates alone parse a third of free speech (measured: `reference/understanding.md` section 3),
so the scales are found word by word. What is not clear is never guessed: a number that stands next
to no scale makes the sentence no check-in, and two numbers that contradict each other come out as
a text ("4 or 8") for which the scene asks again.

Between two whole numbers the higher one is kept: "six and a half", "six or seven" and "about a
six, maybe seven" are all seven (`Reading.rounded` says so, and so does the reply).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from content.dialogue.turn import SlotValue
from content.understanding.rating_items import Item, Kind, items
from content.understanding.rating_order import scales_first
from content.understanding.rating_scan import Scan
from content.understanding.rating_tokens import pauses, tokens, whole_number
from content.understanding.rating_words import (
    CHANGES,
    CORRECTIONS,
    FILLERS,
    HESITATIONS,
    MOVES,
    ONLY_CHANGES,
    OTHER_DAYS,
    OWN_POSSESSIVES,
    PEOPLE,
    QUESTION_STARTS,
    SCALE_NOUNS,
    SCALE_WORDS,
    SOMEBODY_ELSE,
    STARTS,
)

SAME = "same"
"""Value of a scale of which only "same as yesterday" was said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says about scales."""

    scores: dict[str, SlotValue]
    """Scale to a whole number as said (also out of range), to a word, or to a text that is no
    value ("4 or 8")."""

    day: str | None = None
    """"yesterday", or the word of a day that we do not keep ("monday")."""

    rounded: frozenset[str] = frozenset()
    """Scales whose number lay between two whole ones."""

    same: bool = False
    """"Same as yesterday" without a scale: all of yesterday's."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a sentence changes."""

    scores: dict[str, SlotValue]
    """Scale to value; "" for a value without a scale ("make that five")."""

    is_explicit: bool
    """It asks for a change in so many words ("change gut to three")."""

    rounded: frozenset[str] = field(default_factory=frozenset)


def read_check_in(text: str) -> Reading | None:
    """Return the scales that a sentence gives values to, or None if it is no check-in.

    A sentence counts only if it begins like one (a scale, "my", "log") and every number in it
    belongs to a scale: a shopping list with a number in it stores nothing.
    """
    words, breaks = tokens(text), pauses(text)
    if not words or text.strip().endswith("?") or words[0] in QUESTION_STARTS:
        return None
    found = items(words, breaks)
    is_other = _is_somebody_else_s(words, breaks) or bool(ONLY_CHANGES & set(words))
    if is_other or not _begins(words, found):
        return None
    same = "same" in words and "yesterday" in words
    if same and not any(item.kind is Kind.SCALE for item in found):
        others = {item.kind for item in found} - {Kind.SAME}
        return None if others else Reading({}, same=True)
    if same and _is_about_the_rest(words, found):
        return _except(words, [item for item in found if item.kind is not Kind.SAME])
    scan = _scanned(words, found, None)
    scores, rounded = scan.result()
    if not scores or scan.is_astray:
        return None
    return _dated(words, Reading(scores, rounded=rounded), same=same)


def _is_about_the_rest(words: list[str], found: list[Item]) -> bool:
    """Whether "same as yesterday" is about all that is not named besides ("... but gut four")."""
    first = next((item.kind for item in found if item.kind in {Kind.SCALE, Kind.SAME}), None)
    return first is Kind.SAME or bool({"else", "rest", "everything"} & set(words))


def _except(words: list[str], found: list[Item]) -> Reading | None:
    scan = _scanned(words, found, None)
    scores, rounded = scan.result()
    return None if scan.is_astray else Reading(scores, rounded=rounded, same=True)


def read_answer(text: str, asked: str) -> Reading | None:
    """Return the answer to a question about one scale, or None if the words hold none.

    More scales may be named with it ("four, and gut six"). A word that is no part of a rating
    makes it no answer.
    """
    words = tokens(text)
    if words:
        words = _misheard(words)
    found = items(words)
    if any(item.kind is Kind.OTHER for item in found):
        return None
    scan = _scanned(words, found, asked)
    scores, rounded = scan.result()
    return Reading(scores, rounded=rounded) if scores and not scan.is_astray else None


def read_correction(text: str) -> Correction | None:
    """Return what "no wait, make that five" or "change gut to three" changes, or None."""
    words = tokens(text)
    opening = next((word for word in words if word not in FILLERS or word in CORRECTIONS), "")
    found = items(words)
    if opening not in CORRECTIONS or any(item.kind is Kind.OTHER for item in found):
        return None
    scan = _scanned(words, found, "")
    scores, rounded = scan.result()
    if not scores or scan.is_astray:
        return None
    return Correction(scores, bool(CHANGES & set(words)), rounded)


def was_rounded(text: str, asked: str | None) -> bool:
    """Whether a number in the text lay between two whole ones; `asked` as in `read_answer`."""
    reading = (read_answer(text, asked) if asked else None) or read_check_in(text)
    change = read_correction(text)
    return bool((reading and reading.rounded) or (change and change.rounded))


def _is_somebody_else_s(words: list[str], breaks: frozenset[int]) -> bool:
    """Whether a scale is another person's ("my sister's anxiety is nine", "she's stressed")."""
    of_another = any(
        following in SCALE_NOUNS
        and (word in SOMEBODY_ELSE or (word.endswith("'s") and word not in OWN_POSSESSIVES))
        for word, following in pairwise(words)
    )
    first = next((index for index, word in enumerate(words) if word in SCALE_WORDS), 0)
    start = max((index + 1 for index in breaks if index < first), default=0)
    return of_another or bool(PEOPLE & set(words[start:first]))


def _begins(words: list[str], found: list[Item]) -> bool:
    opening = next((word for word in words if word not in FILLERS - STARTS), "")
    if opening in STARTS or opening in SCALE_WORDS or opening in {"same", "both"}:
        return True
    if whole_number(opening) is not None or opening in OTHER_DAYS:
        return True
    first = [item.kind for item in found[:2]]
    return first in ([Kind.WORD, Kind.SCALE], [Kind.NOT, Kind.SCALE])


def _scanned(words: list[str], found: list[Item], asked: str | None) -> Scan:
    scan = Scan(asked, moves=bool(MOVES & set(words)), same="yesterday" in words)
    ordered = scales_first(found)
    scan.read(ordered)
    scan.leave_open(ordered)
    return scan


def _dated(words: list[str], reading: Reading, *, same: bool) -> Reading | None:
    """Add the day; two days in one sentence are not taken apart."""
    other = next((word for word in words if word in OTHER_DAYS), None)
    if other is None and ("yesterday" not in words or same):
        return reading
    if {"today", "now"} & set(words):
        return None
    return Reading(reading.scores, other or "yesterday", reading.rounded)


def _misheard(words: list[str]) -> list[str]:
    """Return "four" for a lone "for" or "um for": after the question only a number is meant."""
    *hesitation, last = words
    as_rating = items(["anxiety", last])[1:]
    if set(hesitation) <= HESITATIONS and [one.kind for one in as_rating] == [Kind.NUMBER]:
        return [str(int(as_rating[0].number))]
    return words
