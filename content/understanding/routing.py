"""A question's way: to an answer of ours, to two of them, or to a person with a licence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from content.answers import Tier, answers
from content.safety.boundaries import boundary
from content.understanding import question_index, second_opinion
from content.understanding.normalise import normalise
from content.understanding.question_index import Decision

SURE_ENOUGH = 0.93
SURE_ENOUGH_ALONE = 0.98
"""Likelihood from which a medical question gets our answer instead of the redirect: it must be just
what was asked. The second is for the index without a second judge, whose answer must name the
professional as well."""

NEAR_ENOUGH = 0.25
"""The same for a sign that wants a doctor: every red flag sends to one, so the nearest will do."""

_SIGNS = frozenset({"redirect_doctor", "redirect_check"})


@dataclass(frozen=True, slots=True)
class Route:
    """Exactly one of the two."""

    decision: Decision | None = None
    sent_on: str | None = None
    """Key in `phrases/asking.yaml` of the line that sends someone to a professional."""


def route(question: str) -> Route:
    """Return where a question goes.

    What only a professional can answer is sent on, unless the bank has an answer to it that sends
    there too (contract, section 2: `redirect` is a medical question that we have no answer for).
    """
    sent_on = boundary(question)
    if sent_on is None:
        return Route(question_index.decide(question))
    ours = variants().get(normalise(question)) or _ours(question, sent_on)
    if ours is None:
        return Route(sent_on=sent_on)
    return Route(Decision(answer=ours, nearest=(ours,)))


@cache
def variants() -> dict[str, str]:
    """Return the answer id of every phrasing of the bank, normalised."""
    written = question_index.written
    return {written(said): one.id for one in answers().values() for said in one.questions}


def _ours(question: str, sent_on: str) -> str | None:
    """The nearest red flag for a sign; else the surely wanted answer."""
    ranked = question_index.rank(question)
    if sent_on in _SIGNS:
        flags = (one for one in ranked if answers()[one.answer_id].tier is Tier.RED_FLAG)
        nearest = next(flags, None)
        return nearest.answer_id if nearest and nearest.score >= NEAR_ENOUGH else None
    if not ranked or _asks_how_much(question):
        return None
    best = ranked[0]
    if second_opinion.brought() is not None:
        return best.answer_id if best.score >= SURE_ENOUGH else None
    is_general = answers()[best.answer_id].tier is Tier.GENERAL
    return best.answer_id if best.score >= SURE_ENOUGH_ALONE and not is_general else None


def _asks_how_much(question: str) -> bool:
    """Whether a dose may be asked for: only words of the bank's own are answered then."""
    words = set(normalise(question).split())
    return not words.isdisjoint({"many", "much", "dose", "dosage", "milligrams", "double"})
