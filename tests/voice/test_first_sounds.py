"""How soon the first sound comes in the scenes that must not wait (reference, section 3).

The reply is rendered to a WAV file as `breathe` does it, and the first sample of the swell is found
in the file, as the first that differs from the same file without swells.
"""

# ruff: noqa: T201  (the figures are part of the report)

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
import soundfile

from content.dialogue.reply import Phase
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.storage.memory import MemoryStore
from offline.audio.clips import Stem
from offline.audio.samples import MOUTH_RATE
from offline.mouth import Mouth
from offline.practice_sound import EDGE_SAMPLES, write
from offline.timeline import SoundChoice
from offline.voices.pick import open_voice

NIGHT = datetime(2026, 11, 25, 3, tzinfo=UTC)
DAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def mouth():
    pytest.importorskip("hibari")
    return Mouth(open_voice("hibari"), SoundChoice.VOICE_AND_TONES, print)


def first_swell(mouth, folder, slots, *, night=False, at=DAY):
    """Return (seconds to the first swell in the WAV, seconds of words before it, its phase)."""
    store = MemoryStore()
    turn = Turn("breathing.start", "me", at, slots)
    reply, session = respond(turn, Session(), store)
    if not reply.did.practice:  # "Is this your usual kind of pain?"
        reply, session = respond(replace(turn, intent="yes", slots={}), session, store)
    timeline = mouth.timeline(replace(reply, night=night or reply.night))
    silent = tuple(clip for clip in timeline.clips if clip.stem is not Stem.TONES)
    until = timeline.marks[2].start
    for name, clips in (("all", timeline.clips), ("silent", silent)):
        write(replace(timeline, clips=clips, length=until), folder / f"{name}.wav")
    heard, without = (
        soundfile.read(folder / f"{name}.wav", dtype="int16")[0] for name in ("all", "silent")
    )
    first = int(np.flatnonzero(heard != without)[0]) - EDGE_SAMPLES
    assert first == timeline.marks[0].start
    words = sum(
        clip.length for clip in timeline.clips if clip.stem is Stem.SPEECH and clip.start < first
    )
    return first / MOUTH_RATE, words / MOUTH_RATE, timeline.marks[0].phase


def test_scene_a_panic_the_out_breath_comes_within_4_1_seconds(mouth, tmp_path):
    for night in (False, True):
        first, words, phase = first_swell(mouth, tmp_path, {"need": "panic"}, night=night)
        print(f"A, panic, {'night' if night else 'day'}: swell {first:.2f} s, words {words:.2f} s")
        assert phase is Phase.OUT
        assert first <= 4.1


def test_scene_b_sleep_at_three_in_the_morning(mouth, tmp_path):
    first, words, _ = first_swell(mouth, tmp_path, {"need": "sleep"}, night=True, at=NIGHT)
    print(f"B, sleep, night: first swell {first:.2f} s, words {words:.2f} s")
    assert first <= 8
    assert words <= 6


def test_scene_e_a_flare_before_a_meeting(mouth, tmp_path):
    first, words, _ = first_swell(mouth, tmp_path, {"need": "flare", "minutes": 2})
    print(f"E, flare: first swell {first:.2f} s, words {words:.2f} s")
    assert words <= 6
    assert first <= 8
