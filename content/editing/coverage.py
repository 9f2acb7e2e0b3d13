"""What the bank covers: the article's claims, the planned questions, and who reaches what."""

from __future__ import annotations

from dataclasses import dataclass

from content import library
from content.answers import answers
from content.article import claims
from content.editing.article_checks import CLAIMS
from content.understanding.routing import route

PLANNED = 205
"""How many questions evidence, section 3, plans."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is missing; all empty when everything is covered."""

    claims_without_answer: tuple[int, ...]
    questions_without_answer: tuple[str, ...]
    """Numbers of evidence, section 3, as "Q007"."""

    answers_unreached: tuple[str, ...]
    """Ids of answers that none of their own phrasings gets."""


def coverage() -> Coverage:
    """Return what is missing; asks the index every phrasing until one reaches its answer."""
    plan = library.read("plan.yaml")
    planned = (f"Q{number:03}" for number in range(1, PLANNED + 1))
    return Coverage(
        tuple(number for number in range(1, CLAIMS + 1) if number not in claims()),
        tuple(name for name in planned if name not in plan),
        tuple(name for name in answers() if not _is_reached(name)),
    )


def _is_reached(name: str) -> bool:
    decisions = (route(question).decision for question in answers()[name].questions)
    return any(one is not None and one.answer == name for one in decisions)
