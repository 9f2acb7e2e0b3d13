"""Brief: a check-in is answered by the two notes alone."""

from __future__ import annotations

from content.dialogue.registry import handles
from content.dialogue.reply import Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.storage.store import Store

BRIEF = "brief"
"""Preference: "on" or "off"."""


def is_brief(turn: Turn, store: Store) -> bool:
    """Whether this listener asked for notes instead of words."""
    return store.preference(turn.listener, BRIEF) == "on"


@handles("brief")
def choose(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Remember it, and say what it means; a practice goes on meanwhile."""
    choice = "off" if turn.slots.get("choice") == "off" else "on"
    store.set_preference(turn.listener, BRIEF, choice)
    running = session.scene is Scene.BREATHING
    playback = Playback.KEEP if running else Playback.REPLACE
    return Reply((Say(line(f"check_in.brief_{choice}")),), playback=playback), session
