"""How people ask: enough ways, from different mouths, no two of them nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from content.answers import Answer
from content.editing.finding import Finding, Place
from content.editing.rules import rules
from content.safety.screen import screen
from content.understanding.normalise import normalise
from content.understanding.terms import stem

LEAST_PHRASINGS = 15
RAMBLING_WORDS = 18
ALIKE = 0.8
"""Share of common words from which two phrasings are nearly the same."""

SAME_OPENING = 1 / 6
"""Largest share of an answer's phrasings that may begin with the same three words, and at least
`SAME_OPENING_TIMES` of them."""

SAME_OPENING_TIMES = 4

OPENING_WORDS = 3


def check_phrasings(told: Iterable[Answer], at: dict[str, Place]) -> list[Finding]:
    """Return all that is wrong with the phrasings, in the order of the files."""
    answers = list(told)
    found = [
        finding
        for one in answers
        for check in (_enough, _alike, _like_a_template, _harmless)
        for finding in check(one, at[one.id])
    ]
    return sorted([*found, *_shared(answers, at)])


def telling(phrasing: str) -> tuple[str, ...]:
    """Return the stems of a phrasing without filler words, in order."""
    words = normalise(phrasing).split()
    kept = tuple(stem(word) for word in words if word not in rules().fillers)
    return kept or tuple(words)


def alike(one: str, other: str) -> bool:
    """Return whether two phrasings are nearly the same once filler words are removed."""
    first, second = set(telling(one)), set(telling(other))
    return len(first & second) / len(first | second) >= ALIKE


def _enough(one: Answer, at: Place) -> Iterator[Finding]:
    if len(one.questions) < LEAST_PHRASINGS:
        why = f"at least {LEAST_PHRASINGS} ways to ask"
        yield at.finding(f"{len(one.questions)} phrasings", why, "questions:")
    if all(len(said.split()) < RAMBLING_WORDS for said in one.questions):
        why = f"one of them rambles ({RAMBLING_WORDS} words or more)"
        yield at.finding(one.id, why, "questions:")
    for said in one.questions:
        if said != said.lower():
            yield at.finding(said, "speech has no capitals", said)


def _alike(one: Answer, at: Place) -> Iterator[Finding]:
    for first, second in combinations(one.questions, 2):
        if alike(first, second):
            yield at.finding(second, f"nearly the same as: {first}", f"- {second}")


def _like_a_template(one: Answer, at: Place) -> Iterator[Finding]:
    openings = Counter(" ".join(said.split()[:OPENING_WORDS]) for said in one.questions)
    most = max(SAME_OPENING_TIMES, SAME_OPENING * len(one.questions))
    for opening, times in openings.items():
        if times > most and len(opening.split()) == OPENING_WORDS:
            why = f"{times} phrasings begin like this; people differ more"
            yield at.finding(opening, why, f"- {opening}")


def _harmless(one: Answer, at: Place) -> Iterator[Finding]:
    for said in one.questions:
        if screen([said]) is not None:
            yield at.finding(said, "the safety screen takes it, so it never gets here", said)


def _shared(told: list[Answer], at: dict[str, Place]) -> Iterator[Finding]:
    owner: dict[str, Answer] = {}
    for one in told:
        for said in one.questions:
            other = owner.setdefault(normalise(said), one)
            if other is not one:
                yield at[one.id].finding(said, f"is a phrasing of {other.id} as well", said)
