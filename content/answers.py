"""Answers to questions, each with its sources; only those about ourselves have none."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


class Tier(StrEnum):
    """How an answer has to end (evidence, section 3)."""

    GENERAL = "general"
    PROFESSIONAL = "professional"
    """Names the pharmacist, doctor, midwife or team who has to look."""

    RED_FLAG = "red flag"
    """Sends to a doctor or to the emergency number, and offers no exercise."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the bank.

    In `short` and `more` of a red flag, `{emergency}` stands for the listener's number.
    """

    id: str
    title: str
    """What it is about, as it fits into a sentence."""

    grade: Grade | None
    """None for answers about the product itself, which stand on no study."""

    tier: Tier
    questions: tuple[str, ...]
    """How people ask for it, those of `bank/phrasings` last."""

    short: str
    more: str
    plain: str
    sure: str
    sources: tuple[str, ...]
    related: tuple[str, ...]
    """Ids of answers for "next" and for "and what about kefir", the nearest first."""

    reviewed_by: str | None
    """The clinician who signed it, or None."""

    practice: str | None = None
    """What "can I try that?" leads to: an id of `evidence/protocols.csv` or an unpaced one."""

    @property
    def says_who(self) -> str:
        """Where it comes from, as spoken, and whether we have read it."""
        return source_list.says_who(self.sources)


@dataclass(frozen=True, slots=True)
class MorePhrasings:
    """Further ways to ask for an answer, by hands that did not write it (`bank/phrasings`)."""

    id: str
    questions: tuple[str, ...]


@cache
def answers() -> Mapping[str, Answer]:
    """Return every answer by id, in the order of the bank.

    Raises:
        BankError: an id is used twice, or a source or a related answer is unknown.
    """
    found: dict[str, Answer] = {}
    more = {one.id: one.questions for one in library.load("phrasings", MorePhrasings)}
    for one in library.load("answers", Answer):
        if one.id in found:
            raise BankError(f"two answers are called {one.id}")
        unknown = [key for key in one.sources if key not in source_list.sources()]
        if unknown:
            raise BankError(f"{one.id}: unknown sources: {', '.join(unknown)}")
        found[one.id] = replace(one, questions=(*one.questions, *more.pop(one.id, ())))
    if more:
        raise BankError(f"phrasings of no answer: {', '.join(more)}")
    for one in found.values():
        if lost := [name for name in one.related if name not in found]:
            raise BankError(f"{one.id}: unknown related answers: {', '.join(lost)}")
    return found


def answer(answer_id: str) -> Answer | None:
    """Return the answer with this id, or None."""
    return answers().get(answer_id)
