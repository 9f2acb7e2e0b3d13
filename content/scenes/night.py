"""Quiet mode: somebody says that it is night, or that it is not, whatever the clock says."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.registry import handles
from content.dialogue.reply import Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.scenes import steering
from content.storage.store import Store


@handles("night")
def choose(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Speak low from here on, or not; a practice goes on in it from its next breath."""
    quiet = turn.slots.get("choice") != "off"
    chosen = replace(session, night=quiet)
    running = session.breathing
    if session.scene is Scene.BREATHING and running is not None:
        if running.stretches and not running.paused_at:
            return steering.going_on(turn, chosen, running)
        return Reply((), playback=Playback.KEEP), chosen
    words = Say(line("basics.night_on" if quiet else "basics.night_off"))
    return Reply((words,)), chosen
