"""What became of a practice: seconds done, kept as a record; and what "the usual" is.

A practice ends by itself without a turn, and a process may end before its practice does. So what is
under way stands in a preference, and whichever turn comes next finds out what became of it.

A record of the kind "practice" holds `practice` (an id), `seconds` of breathing that were done, and
`rating` ("better", "same", "worse") once its listener said one. Nothing is kept of a practice for
panic ("experience", scene A), nor of one that ended in words of crisis.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from content.breath_form import Stretch
from content.dialogue.reply import Kind
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import Turn
from content.practices import practice
from content.scenes.choosing import Choice
from content.settings import Profile
from content.storage.record import Record
from content.storage.store import Store

KIND = "practice"
FINISHED = "usual"
"""Preference: id and number of breaths of the practice finished last."""

UNDER_WAY = "practice_under_way"
"""Preference: what runs, until when, and what to keep of it then; empty when nothing does."""

PAUSE_ENDS = timedelta(hours=1)
"""A practice that waits as long as that will not be gone on with."""


def settle(turn: Turn, session: Session, store: Store) -> None:
    """Keep the practice that was under way, if its time is over by this turn."""
    left = _under_way(turn, store)
    if left is None or _running(session) is not None:
        return
    over = datetime.fromisoformat(left["over"])
    if over <= turn.at:
        _keep(turn, store, left, float(left["seconds"]))


def follow(turn: Turn, before: Session, after: Session, kind: Kind, store: Store) -> None:
    """Keep what this turn ended, and remember what it began or changed.

    Args:
        turn: what was said.
        before: the session that it found; a practice whose time was over does not run in it.
        after: the session that it left.
        kind: of the reply.
        store: where both are kept.
    """
    was, now = _running(before), _running(after)
    if was is not None and (now is None or not _is_same(was, now)):
        left = _under_way(turn, store)
        if kind in {Kind.CRISIS, Kind.EMERGENCY}:
            store.set_preference(turn.listener, UNDER_WAY, "")
        elif left is not None:
            left["whole"] = False
            _keep(turn, store, left, was.seconds_done(turn.at, turn.cycles_begun))
    if now is not None and now != was:
        note(turn.listener, now, store)


def note(listener: str, running: Breathing, store: Store) -> None:
    """Remember what is under way, and what to keep of it if no turn comes to stop it."""
    if running.need == "panic":
        store.set_preference(listener, UNDER_WAY, "")
        return
    waits = running.paused_at
    state = {
        "practice": running.practice,
        "cycles": running.cycles,
        "begun": running.asked_at.isoformat(),
        "over": (waits + PAUSE_ENDS if waits else running.ends_at).isoformat(),
        "seconds": running.seconds_done(waits or running.ends_at, None),
        "whole": waits is None,
    }
    store.set_preference(listener, UNDER_WAY, json.dumps(state))


def usual(turn: Turn, store: Store) -> Choice | None:
    """Return the practice finished last, as written, or None if there is none."""
    practice_id, _, cycles = (store.preference(turn.listener, FINISHED) or "").partition(" ")
    found = practice(practice_id)
    if found is None or not cycles.isdigit():
        return None
    return Choice(found, (Stretch(found.form, int(cycles)),))


def _under_way(turn: Turn, store: Store) -> dict[str, Any] | None:
    remembered = store.preference(turn.listener, UNDER_WAY) or ""
    # A diary of an older version holds words here instead of an object: nothing to be kept.
    return json.loads(remembered) if remembered.startswith("{") else None


def _keep(turn: Turn, store: Store, left: dict[str, Any], seconds: float) -> None:
    store.set_preference(turn.listener, UNDER_WAY, "")
    if left["whole"] and left["cycles"]:
        store.set_preference(turn.listener, FINISHED, f"{left['practice']} {left['cycles']}")
    done = round(seconds)
    if done < 1 or turn.profile is Profile.STORE:
        return
    begun = datetime.fromisoformat(left["begun"])
    data = {"practice": left["practice"], "seconds": done}
    store.add_record(Record(uuid4().hex, turn.listener, begun, begun.date(), KIND, data))


def _running(session: Session) -> Breathing | None:
    return session.breathing if session.scene is Scene.BREATHING else None


def _is_same(was: Breathing, now: Breathing) -> bool:
    return was.asked_at == now.asked_at and was.practice == now.practice
