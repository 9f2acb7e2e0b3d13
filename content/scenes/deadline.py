"""A named deadline ("a meeting in two minutes"): everything is over by then ("experience", E).

The time runs from the end of the request, the question about a pain and its answer included.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.dialogue.reply import Kind, Pace, Reply, Say
from content.dialogue.session import PainBefore, Session
from content.dialogue.turn import SlotValue, Turn
from content.number_words import capital
from content.phrases import line
from content.safety.helplines import helplines
from content.scenes.choosing import Choice, by_us, needs
from content.scenes.closing import spoken_length
from content.scenes.guiding import Due, guide
from content.scenes.practice_words import is_new, safety_lines
from content.storage.store import Store

LONGEST_MINUTES = 10.0
"""Somebody whose meeting is further off than that has not asked to breathe until then."""


def begin(turn: Turn, session: Session, store: Store, choice: Choice) -> tuple[Reply, Session]:
    """Breathe until the deadline; with a pain, ask first whether it is the usual one."""
    minutes = _minutes(turn)
    need = needs().get(choice.need)
    due_at = turn.at + timedelta(minutes=minutes)
    if need is not None and need.pain:
        open_question = PainBefore(need.need, minutes, due_at, session.turns)
        words = line("deadline.usual_pain", length=_length(minutes))
        reprompt = line("deadline.usual_pain_reprompt")
        asked = Reply((Say(words),), open=True, reprompt=reprompt)
        return asked, replace(session, pain=open_question)
    lines = [line("deadline.lead_in", length=_length(minutes))]
    lines += safety_lines(turn, store, has_hold=choice.has_hold)
    return guide(turn, session, store, choice, Due(due_at, minutes, " ".join(lines)))


def is_named(turn: Turn) -> bool:
    """Whether the minutes are those until a deadline near enough to breathe until it."""
    return turn.deadline and "minutes" in turn.slots and _minutes(turn) <= LONGEST_MINUTES


def is_open(session: Session) -> bool:
    """Whether the question about the pain waits for its answer."""
    return session.pain is not None and session.turns == session.pain.asked_in_turn + 1


def answer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A yes means the usual pain, a no another one."""
    if turn.intent == "no":
        return other_pain(turn, session)
    return usual_pain(turn, session, store)


def usual_pain(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """It is the usual pain: breathe, for what is left of the time."""
    asked, closed = session.pain, replace(session, pain=None)
    if asked is None:
        return Reply(()), closed
    slots: dict[str, SlotValue] = {"need": asked.need, "minutes": asked.minutes}
    choice = by_us(slots, new_listener=is_new(turn, store))
    words = line("deadline.usual_pain_lead_in")
    return guide(turn, closed, store, choice, Due(asked.due_at, asked.minutes, words))


def other_pain(turn: Turn, session: Session) -> tuple[Reply, Session]:
    """It is another or a worse pain: a red flag (evidence 4.4), no breathing, no reassurance."""
    emergency = helplines(turn.locale).emergency_spoken
    words = Say(line("check_in.urgent", emergency=emergency), Pace.NUMBER)
    reply = Reply((words,), kind=Kind.EMERGENCY, interruptible=False)
    return reply, replace(session, pain=None)


def _minutes(turn: Turn) -> float:
    minutes = turn.slots.get("minutes")
    return float(minutes) if isinstance(minutes, int | float) else LONGEST_MINUTES


def _length(minutes: float) -> str:
    return capital(spoken_length(minutes * 60))
