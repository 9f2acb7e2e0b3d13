"""A whole practice as segments: lead-in, breaths, ending."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from content.breath_form import first_cycles, total_seconds, within, without_first
from content.dialogue.reply import Did, Reply, Say
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import Turn
from content.practices import breaths_left
from content.scenes.choosing import Choice
from content.scenes.closing import closing
from content.scenes.practice_words import before_first_cycle, lead_in, with_words_in_panic
from content.scenes.suiting import known, suited
from content.speech_length import seconds_of
from content.storage.store import Store

SLOWEST = 1.15
"""Our slowest voice takes this much longer than the estimate (tests/voice/test_deadline.py)."""

TURN_SECONDS = 2.0
"""From the end of a request to the first word of its reply, at most (whisper on two cores)."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that somebody named."""

    at: datetime
    minutes: float
    first_words: str = ""
    """Said in the place of the usual lead-in."""


def guide(
    turn: Turn, session: Session, store: Store, choice: Choice, due: Due | None = None
) -> tuple[Reply, Session]:
    """Return a practice from its first word to its last, and the session with it under way."""
    choice = suited(choice, known(turn, session, store))
    words = (Say(due.first_words),) if due and due.first_words else lead_in(turn, store, choice)
    before = (*words, *before_first_cycle(choice))
    running = Breathing(
        practice=choice.practice.id,
        stretches=choice.stretches,
        lead_in_seconds=seconds_of(before),
        started_at=turn.at,
        need=choice.need,
        seed=session.turns,
        begun_at=turn.at,
        due_at=due.at if due else None,
        due_minutes=due.minutes if due else None,
    )
    running = fitting(turn, session, running, 0, running.lead_in_seconds)
    guided = with_words_in_panic(choice, breaths_left(running), turn.locale)
    end = closing(turn, session, running)
    reply = Reply(
        (*before, *guided, *end.segments),
        did=Did(practice=choice.practice.id, seconds=total_seconds(running.stretches)),
        open=end.open,
        reprompt=end.reprompt,
    )
    return reply, replace(session, scene=Scene.BREATHING, breathing=running, check_in=None)


def fitting(
    turn: Turn, session: Session, running: Breathing, done: int, before_seconds: float
) -> Breathing:
    """Return the practice with as many breaths as end, words and all, by its deadline.

    Args:
        turn: from whose end the time runs.
        session: decides how it ends.
        running: any practice; one without a deadline stays as it is.
        done: how many of its breaths are over; at least one more is left.
        before_seconds: what is said, or waited, before the next breath.
    """
    if running.due_at is None:
        return running
    end_seconds = seconds_of(closing(turn, session, running).segments)
    room = (running.due_at - turn.at).total_seconds() - TURN_SECONDS
    room -= SLOWEST * (before_seconds + end_seconds)
    left = within(without_first(running.stretches, done), room)
    return replace(running, stretches=(*first_cycles(running.stretches, done), *left))
