"""A bare yes or no after a practice: to "shall I stay?", or to "better, or about the same?"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.dialogue.reply import Reply
from content.dialogue.session import Breathing, Session
from content.dialogue.turn import Turn
from content.scenes.basics import nothing_asked
from content.scenes.breathing import again
from content.storage.store import Store

ANSWERED_WITHIN = timedelta(minutes=2)
"""A yes later than that is no answer to what was asked at the end."""


def answer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Stay after a yes in panic; to the other question a yes says neither of the two."""
    ended = session.breathing
    if ended is None or not _has_just_ended(turn, ended):
        return nothing_asked(turn, session, store)
    closed = replace(session, breathing=None)
    if ended.need == "panic" and turn.intent == "yes":
        return again(turn, session, store)
    return Reply(()), closed


def _has_just_ended(turn: Turn, ended: Breathing) -> bool:
    return timedelta() <= turn.at - ended.ends_at <= ANSWERED_WITHIN
