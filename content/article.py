"""The article that the product came from, claim by claim: what stands, and what to say instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from content import library
from content.answers import answers
from content.library import BankError
from content.sources import sources
from content.understanding import terms
from content.understanding.normalise import normalise
from content.understanding.term_index import TermIndex

_PATH = "article.yaml"
_FIRST = (35, 10, 18, 20, 30, 65, 57)
"""Where the tour begins: what changes most (evidence, section 0); the rest follows the article."""

_MOST_TERMS = 8


class Verdict(StrEnum):
    """How a claim stands; the values are the evidence's own."""

    SOLID = "solid"
    SIMPLIFIED = "simplified"
    OUTDATED = "outdated"
    CONTESTED = "contested"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the article."""

    claim: int
    """Number in evidence, section 1."""

    verdict: Verdict
    says: str
    """What completes "The article says"."""

    line: str
    """What to say instead."""

    answer: str
    """Id of the answer that tells more."""

    sources: tuple[str, ...]


@cache
def claims() -> dict[int, Claim]:
    """Return every claim by its number.

    Raises:
        BankError: an answer or a source is unknown, or a number is used twice.
    """
    found: dict[int, Claim] = {}
    for raw in library.read(_PATH):
        one = library.structure(raw, Claim, _PATH)
        if one.claim in found:
            raise BankError(f"{_PATH}: two claims are number {one.claim}")
        if one.answer not in answers():
            raise BankError(f"{_PATH}: claim {one.claim}: no answer {one.answer!r}")
        if lost := [key for key in one.sources if key not in sources()]:
            raise BankError(f"{_PATH}: claim {one.claim}: unknown sources {', '.join(lost)}")
        found[one.claim] = one
    return found


@cache
def tour() -> tuple[int, ...]:
    """Return the numbers in the order of telling: what is wrong first, then what stands."""
    wrong = [n for n, one in claims().items() if one.verdict is not Verdict.SOLID]
    stands = [n for n, one in claims().items() if one.verdict is Verdict.SOLID]
    return (*_FIRST, *(n for n in wrong if n not in _FIRST), *stands)


def about(words: str) -> int | None:
    """Return the claim that the words are about, or None where none shares a word with them."""
    cosines = _index().cosines(terms.telling_terms(normalise(words)))
    return tuple(claims())[int(cosines.argmax())] if cosines.any() else None


@cache
def _index() -> TermIndex:
    texts = [f"{one.says} {one.says} {one.line}" for one in claims().values()]
    return TermIndex([terms.telling_terms(normalise(text)) for text in texts], _MOST_TERMS)
