"""Why a question leads to an answer: the phrasing that is nearest, and the words they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.editing.phrasing_checks import telling
from content.understanding.normalise import normalise
from content.understanding.terms import stem

if TYPE_CHECKING:
    from content.answers import Answer


@dataclass(frozen=True, slots=True)
class Why:
    """What of an answer's phrasings met the question."""

    phrasing: str
    shared: tuple[str, ...]
    """The question's own words, in its order."""


def why(question: str, one: Answer) -> Why:
    """Return the phrasing that shares most telling words with the question."""
    asked = set(telling(question))
    phrasing = max(one.questions, key=lambda said: _overlap(asked, set(telling(said))))
    stems = set(telling(phrasing))
    shared = tuple(word for word in normalise(question).split() if stem(word) in stems & asked)
    return Why(phrasing, tuple(dict.fromkeys(shared)))


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
