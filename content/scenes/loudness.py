"""Louder and quieter: a practice goes on without a word."""

from __future__ import annotations

from content.dialogue.registry import handles
from content.dialogue.reply import Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.storage.store import Store

STEP_DB = 4.0
"""Decibels of one "louder" or "quieter" ("experience", scene B)."""

BELLS_STEP_DB = 6.0
"""Decibels for the bells alone, which ring seldom: more, so that it is heard; our choice."""


@handles("volume.up", "volume.down")
def move(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Move the level of everything that sounds; only outside a practice is that said."""
    up = turn.intent == "volume.up"
    word = line("basics.louder" if up else "basics.quieter")
    segments = () if session.scene is Scene.BREATHING else (Say(word),)
    reply = Reply(segments, playback=Playback.KEEP, volume_db=STEP_DB if up else -STEP_DB)
    return reply, session


def move_bells(session: Session, *, up: bool) -> tuple[Reply, Session]:
    """Move the level of the bells alone, without a word."""
    moved = BELLS_STEP_DB if up else -BELLS_STEP_DB
    return Reply((), playback=Playback.KEEP, bells_db=moved), session
