"""The words "can I try that": the practice that belongs to the answer told last."""

from __future__ import annotations

from dataclasses import replace

from content.answers import answer
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.phrases import line


def named(turn: Turn, session: Session) -> Turn | None:
    """Return the turn with the practice in it, or None where that answer has none."""
    told = answer(session.asking.answer) if session.asking and session.asking.answer else None
    if told is None or told.practice is None:
        return None
    return replace(turn, slots={**turn.slots, "practice": told.practice}, tries_it=False)


def nothing(session: Session) -> tuple[Reply, Session]:
    """Say that there is nothing to try, and what there is."""
    words = line("asking.nothing_to_try")
    return Reply((Say(words),), open=True, reprompt=words), session
