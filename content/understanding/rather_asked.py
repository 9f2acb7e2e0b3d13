"""Sentences that hold words of a command and surely ask: "i keep waking at three with belly pain".

Only where a second judge has been brought: the index alone is not sure enough of such sentences.
"""

from __future__ import annotations

from content.answers import Tier, answers
from content.dialogue.turn import Turn
from content.understanding import question_index, second_opinion

SURE = 0.95
SURE_OF_A_PROFESSIONAL = 0.75
"""Likelihood from which a sentence is a question and no command; the second for answers that send
to somebody with a licence. Chosen on the spent hold-outs and the asking-for lists."""

FEWEST_WORDS = 7
_ASKS = frozenset({"is", "are", "can", "could", "should", "may", "will", "would", "does"})
_MEAL = "plants.log"


def is_rather_asked(turn: Turn) -> bool:
    """Whether a sentence understood as that command is a question instead."""
    said = turn.heard or ""
    is_short = len(said.split()) < FEWEST_WORDS
    if second_opinion.brought() is None or is_short or not _is_loose(turn, said):
        return False
    best = question_index.rank(said)[0]
    if answers()[best.answer_id].tier is Tier.GENERAL:
        return turn.intent != _MEAL and best.score >= SURE
    return best.score >= (SURE_OF_A_PROFESSIONAL if turn.intent == _MEAL else SURE)


def _is_loose(turn: Turn, said: str) -> bool:
    """Whether a command was read from single words: a need, or words where numbers could stand."""
    match turn.intent:
        case "breathing.start":
            return set(turn.slots) == {"need"} and turn.slots["need"] != "panic"
        case "checkin.log":
            return not any(str(value)[:1].isdigit() for value in turn.slots.values())
        case "plants.log":
            return not _ASKS.isdisjoint(said.split())
        case _:
            return False
