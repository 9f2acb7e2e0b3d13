"""One way of writing what was said, so that words can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from content import library
from content.number_words import number_words

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+(?:\.[0-9]+)?")
_READ_BY_DIGIT = 3
"""Numbers of this many digits and more are read digit by digit: "911" is "nine one one"."""


@dataclass(frozen=True, slots=True)
class Words:
    """How words are rewritten (`bank/understanding/words.yaml`)."""

    contractions: dict[str, str]
    apostrophes: dict[str, str]
    spellings: dict[str, str]
    fillers: frozenset[str]
    address: tuple[str, ...]


def tokens(text: str) -> tuple[str, ...]:
    """Return the words in lower case: contractions in full, numbers in words, no punctuation."""
    plain = text.lower().replace("\u2019", "'").replace("-", " ")
    words = _words()
    found: list[str] = []
    for word in _WORD.findall(plain):
        if word.isalpha() and word not in words.contractions and word not in words.apostrophes:
            found.append(word)
        else:
            found += _written_out(word)
    return tuple(found)


def normalise(text: str) -> str:
    """Return the words for the question index: one spelling, no fillers, not addressed to us.

    Where nothing would be left, the words stay as they were said.
    """
    words = _words()
    said = " ".join(tokens(text))
    kept = " ".join(word for word in said.split() if word not in words.fillers)
    kept = _spelled(_unaddressed(kept))
    return kept or said


def _written_out(word: str) -> tuple[str, ...]:
    words = _words()
    if word[0].isdigit():
        return _number(word)
    if word in words.apostrophes:
        return tuple(words.apostrophes[word].split())
    bare = word.replace("'", "")
    if bare in words.contractions:
        return tuple(words.contractions[bare].split())
    return (word.removesuffix("'s").replace("'", ""),)


def _number(digits: str) -> tuple[str, ...]:
    if "." not in digits and len(digits) >= _READ_BY_DIGIT:
        return tuple(number_words(int(digit)) for digit in digits)
    return tuple(number_words(float(digits)).split())


def _unaddressed(text: str) -> str:
    for address in _words().address:
        if text.startswith(f"{address} "):
            return text.removeprefix(address).strip()
    return text


def _spelled(text: str) -> str:
    padded = f" {text} "
    for said, written in _words().spellings.items():
        if f" {said} " in padded:
            padded = padded.replace(f" {said} ", f" {written} ")
    return padded.strip()


@cache
def _words() -> Words:
    path = "understanding/words.yaml"
    return library.structure(library.read(path), Words, path)
