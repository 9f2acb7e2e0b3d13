"""Answers to questions, each with its sources; only those about ourselves have none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from content import library
from content import sources as source_list
from content.library import BankError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Grade(StrEnum):
    """How certain an answer is: spoken once in it, at the end (evidence, section 0)."""

    WELL_ESTABLISHED = "well established"
    SOME = "some evidence"
    EARLY = "early evidence"
    ANIMALS = "mostly from animals"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the bank."""

    id: str
    title: str
    """What it is about, as it fits into a sentence."""

    grade: Grade | None
    """None for answers about the product itself, which stand on no study."""

    questions: tuple[str, ...]
    short: str
    more: str
    plain: str
    sure: str
    sources: tuple[str, ...]

    @property
    def says_who(self) -> str:
        """Where it comes from, as spoken, and whether we have read it."""
        return source_list.says_who(self.sources)


@cache
def answers() -> Mapping[str, Answer]:
    """Return every answer by id, in the order of the bank.

    Raises:
        BankError: an id is used twice, or a source is unknown.
    """
    found: dict[str, Answer] = {}
    for one in library.load("answers", Answer):
        if one.id in found:
            raise BankError(f"two answers are called {one.id}")
        unknown = [key for key in one.sources if key not in source_list.sources()]
        if unknown:
            raise BankError(f"{one.id}: unknown sources: {', '.join(unknown)}")
        found[one.id] = one
    return found


def answer(answer_id: str) -> Answer | None:
    """Return the answer with this id, or None."""
    return answers().get(answer_id)
