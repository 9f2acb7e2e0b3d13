"""What "the usual" means: the practice that was finished last, as preferences of the listener."""

from __future__ import annotations

from datetime import datetime

from content.breath_form import Stretch, total_cycles
from content.dialogue.session import Breathing
from content.dialogue.turn import Turn
from content.practices import practice
from content.scenes.choosing import Choice
from content.storage.store import Store

FINISHED = "usual"
"""Preference: id and number of breaths of the practice finished last."""

UNDER_WAY = "practice_under_way"
"""Preference: the same, and when it will be over; empty once it was stopped. A practice that ends
by itself ends without a turn, so whoever asks next finds out whether it did."""


def begun(turn: Turn, store: Store, running: Breathing) -> None:
    """Remember that a practice began."""
    _settle(turn, store)
    cycles = total_cycles(running.stretches)
    ends_at = running.ends_at.isoformat()
    store.set_preference(turn.listener, UNDER_WAY, f"{running.practice} {cycles} {ends_at}")


def stopped(turn: Turn, store: Store) -> None:
    """Remember that the practice under way did not come to its end."""
    store.set_preference(turn.listener, UNDER_WAY, "")


def usual(turn: Turn, store: Store) -> Choice | None:
    """Return the practice finished last, as written, or None if there is none."""
    _settle(turn, store)
    practice_id, _, cycles = (store.preference(turn.listener, FINISHED) or "").partition(" ")
    found = practice(practice_id)
    if found is None or not cycles.isdigit():
        return None
    return Choice(found, (Stretch(found.form, int(cycles)),))


def _settle(turn: Turn, store: Store) -> None:
    """Call the practice that was under way finished, if its time is over."""
    remembered = store.preference(turn.listener, UNDER_WAY)
    if not remembered:
        return
    practice_id, cycles, ends_at = remembered.split(" ")
    if datetime.fromisoformat(ends_at) <= turn.at:
        store.set_preference(turn.listener, FINISHED, f"{practice_id} {cycles}")
        stopped(turn, store)
