"""One spelling for what recognisers write: lower case, no punctuation, numbers as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from content import library
from content.number_words import number_words

UNKNOWN: Final = "[unk]"
"""Vosk's word for what is none of its grammar's words."""

LARGEST_NUMBER: Final = 200
NUMBER_WORDS_AT_MOST: Final = 5

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_OTHER: Final = re.compile(r"[^a-z' ]")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """Words `start` to `end` (exclusive) of a text, which may be read as the number `words`."""

    start: int
    end: int
    words: str


def normalise(text: str) -> str:
    """Return the words alone: "Anxiety: 4, gut 6!" is "anxiety four gut six"."""
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace(UNKNOWN, " ")
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    plain = _NUMBER.sub(lambda found: f" {number_words(float(found[0]))} ", plain)
    return " ".join(word.strip("'") for word in _OTHER.sub(" ", plain).split() if word.strip("'"))


def number_spans(words: list[str]) -> Iterator[NumberSpan]:
    """Yield each stretch of words that is, or sounds like, a number, the longest reading first."""
    numbers, homophones = _numbers(), _homophones()
    at = 0
    while at < len(words):
        for length in range(min(NUMBER_WORDS_AT_MOST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length])
            if text in numbers or (length == 1 and text in homophones):
                yield NumberSpan(at, at + length, homophones.get(text, text))
                at += length
                break
        else:
            at += 1


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text, without what only sounds like one."""
    words = text.split()
    return [span.words for span in number_spans(words) if is_number(words[span.end - 1])]


def without_small_words(text: str) -> str:
    """Return the words that make the difference between two phrases."""
    return " ".join(word for word in text.split() if word not in _small_words())


def is_number(word: str) -> bool:
    """Return whether one word is, or ends, a spoken number."""
    return word in _number_endings()


def not_a_turn(text: str) -> bool:
    """Return whether a whole utterance is what recognisers make of breath and noise."""
    return normalise(text) in _lone_noise()


def similarity(one: str, other: str) -> float:
    """Return the edit ratio of two texts, 0 to 100: 100 * 2 * LCS / (both lengths).

    The longest common subsequence is counted with whole integers as bit rows (Hyyro 2004).
    """
    if not one or not other:
        return 0.0
    rows: dict[str, int] = {}
    for index, letter in enumerate(one):
        rows[letter] = rows.get(letter, 0) | 1 << index
    full = (1 << len(one)) - 1
    state = full
    for letter in other:
        matched = state & rows.get(letter, 0)
        state = (state + matched) | (state - matched)
    common = len(one) - (state & full).bit_count()
    return 200.0 * common / (len(one) + len(other))


def bigrams(text: str) -> Iterator[int]:
    """Yield the letter pairs of a text as numbers below 784 (26 letters, blank, all else)."""
    codes = [ord(letter) - 96 if "a" <= letter <= "z" else 27 * (letter != " ") for letter in text]
    yield from (first * 28 + second for first, second in pairwise([0, *codes, 0]))


@cache
def _numbers() -> frozenset[str]:
    return frozenset(number_words(number) for number in range(LARGEST_NUMBER + 1))


@cache
def _number_endings() -> frozenset[str]:
    return frozenset(number.split()[-1] for number in _numbers())


@cache
def _homophones() -> dict[str, str]:
    return dict(library.read("ears/spelling.yaml")["homophones"])


@cache
def _small_words() -> frozenset[str]:
    return frozenset(library.read("ears/spelling.yaml")["small_words"])


@cache
def _lone_noise() -> frozenset[str]:
    return frozenset(["", *map(normalise, library.read("ears/spelling.yaml")["not_a_turn"])])
