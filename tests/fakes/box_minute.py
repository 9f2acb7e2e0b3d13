"""One minute of box breathing as a new listener hears it: what a recording is compared with."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np

from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.scenes.breathing import start
from content.storage.memory import MemoryStore
from offline.audio.player import as_int16
from offline.sound.kit import Kit, Signal
from offline.timeline import compile_timeline, render
from offline.voices.pick import pick_voice

MODEL = Path(__file__).parents[1] / "fixtures" / "vosk-test-en"
REQUEST = "Hey gut feeling, start box breathing for one minute."


@cache
def box_minute():
    """Return the timeline of the reply to REQUEST."""
    slots = {"practice": "box", "minutes": 1}
    turn = Turn("breathing.start", "me", datetime.now(UTC), slots)
    reply, _ = start(turn, Session(), MemoryStore())
    return compile_timeline(reply.segments, pick_voice(), Kit())


def as_played(timeline, begun, length, without=None):
    """Return the loudspeaker's samples: the opening tone, then the reply from sample `begun`."""
    whole = np.zeros(length, np.float32)
    tone = Kit().signal(Signal.LISTENING)
    whole[: len(tone)] += tone
    whole[begun:] += render(timeline, 0, length - begun, without=without)
    return np.frombuffer(as_int16(whole), "<i2")
