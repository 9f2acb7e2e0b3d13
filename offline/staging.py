"""Puts a conversation where a caller says it is (`chat --while`, `expecting`, `last_slots`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.breath_form import Stretch
from content.dialogue.session import Breathing, CheckingIn, Scene, Session
from content.dialogue.turn import SlotValue, Turn
from content.practices import practices
from content.scenes.check_in import ASKED, log
from content.scenes.choosing import DEFAULT
from content.storage.store import Store


def breathing(session: Session, now: datetime) -> Session:
    """Return the session with the usual practice under way, its first breath just begun."""
    chosen = practices()[DEFAULT]
    running = Breathing(
        practice=chosen.id,
        stretches=(Stretch(chosen.form, chosen.cycles),),
        lead_in_seconds=0,
        started_at=now,
    )
    return replace(session, scene=Scene.BREATHING, breathing=running)


def checking_in(session: Session, scale: str) -> Session:
    """Return the session with the question about one scale open; those before it were skipped."""
    before = ASKED[: ASKED.index(scale)] if scale in ASKED else ASKED
    form = CheckingIn(asked=scale, said={}, skipped=before)
    return replace(session, scene=Scene.CHECK_IN, check_in=form)


def logged(
    session: Session, store: Store, listener: str, now: datetime, slots: dict[str, SlotValue]
) -> Session:
    """Return the session as if this check-in had just been confirmed; it is stored."""
    turn = Turn(intent="checkin.log", listener=listener, at=now, slots=slots)
    _, after = log(turn, session, store)
    return after
