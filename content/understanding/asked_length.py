"""How long somebody wants to breathe, out of the words of a request: minutes, or breaths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from content.number_words import number_words

MOST = 200
"""Numbers up to here are read; a longer practice is not asked for in breaths or minutes."""

NAME = "<name>"
"""Stands where the name of a practice stood: "ten <name>" are ten of its breaths."""

_MINUTES = frozenset({"minute", "minutes", "min", "mins"})
_SECONDS = frozenset({"second", "seconds", "secs"})
_BREATHS = frozenset({"breath", "breaths", "round", "rounds", "cycle", "cycles", "times"})
_BEFORE = frozenset({"for", "about", "like", "around", "maybe", "just", "another", "of", "only"})
_BETWEEN = frozenset({"slow", "gentle", "easy", "long", "small", "more", "full"})
_HALF = ("and", "a", "half")


@dataclass(frozen=True, slots=True)
class AskedLength:
    """A length that was said; at most one of the two is there."""

    minutes: float | None = None
    breaths: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    begin: int
    end: int
    length: AskedLength


def take_length(words: tuple[str, ...]) -> tuple[AskedLength, tuple[str, ...]]:
    """Return the length in the words of a request, and the words without it.

    Args:
        words: as `normalise.tokens` writes them, `NAME` in the place of a practice's name.
    """
    for begin in range(len(words)):
        found = _fixed(words, begin) or _counted(words, begin)
        if found is not None:
            first = found.begin
            while first and words[first - 1] in _BEFORE:
                first -= 1
            return found.length, (*words[:first], *words[found.end :])
    return AskedLength(), words


def _fixed(words: tuple[str, ...], begin: int) -> _Found | None:
    for said, minutes in _FIXED.items():
        if words[begin : begin + len(said)] == said:
            return _Found(begin, begin + len(said), AskedLength(minutes=minutes))
    return None


def _counted(words: tuple[str, ...], begin: int) -> _Found | None:
    number, end = _number(words, begin)
    if number is None:
        return None
    half = words[end : end + 3] == _HALF
    end += 3 * half
    value = number + 0.5 * half
    unit = words[end] if end < len(words) else ""
    if unit in _MINUTES:
        if words[end + 1 : end + 4] == _HALF:
            return _Found(begin, end + 4, AskedLength(minutes=value + 0.5))
        return _Found(begin, end + 1, AskedLength(minutes=_whole(value)))
    if unit in _SECONDS:
        return _Found(begin, end + 1, AskedLength(minutes=_whole(value / 60)))
    return _breaths(words, begin, end, number)


def _breaths(words: tuple[str, ...], begin: int, end: int, number: int) -> _Found | None:
    """Read "ten breaths", "six <name>", "eight rounds of <name>"."""
    at = end
    while at < len(words) and words[at] in _BETWEEN:
        at += 1
    if at < len(words) and words[at] in _BREATHS:
        return _Found(begin, at + 1, AskedLength(breaths=number))
    if at < len(words) and words[at] == NAME:
        return _Found(begin, end, AskedLength(breaths=number))
    return None


def _number(words: tuple[str, ...], begin: int) -> tuple[int | None, int]:
    for size in (4, 3, 2, 1):
        number = _numbers().get(words[begin : begin + size])
        if number is not None and begin + size <= len(words):
            return number, begin + size
    return None, begin


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


@cache
def _numbers() -> Mapping[tuple[str, ...], int]:
    numbers = {tuple(number_words(number).split()): number for number in range(1, MOST + 1)}
    return {**numbers, ("a", "dozen"): 12, ("half", "a", "dozen"): 6}


_FIXED: Mapping[tuple[str, ...], float] = {
    ("a", "minute", "and", "a", "half"): 1.5,
    ("half", "a", "minute"): 0.5,
    ("a", "couple", "of", "minutes"): 2,
    ("couple", "of", "minutes"): 2,
    ("a", "few", "minutes"): 3,
    ("a", "quarter", "of", "an", "hour"): 15,
    ("quarter", "of", "an", "hour"): 15,
    ("half", "an", "hour"): 30,
    ("an", "hour"): 60,
    ("a", "minute"): 1,
}
