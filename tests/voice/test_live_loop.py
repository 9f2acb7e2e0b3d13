"""The whole companion on a sound card that is not there: PulseAudio's null sinks.

A synthetic person speaks into the room, our loudspeaker is recorded, and the cues that the
companion tells are compared with the recording to the sample.
"""

from __future__ import annotations

import os
import pty
import time

import numpy as np
import pytest
from fakes.box_minute import MODEL, REQUEST, box_minute
from fakes.live_companion import companion, in_the_room
from fakes.pulse import pulse_server

from offline.audio.player import as_int16
from offline.audio.samples import MOUTH_RATE
from offline.timeline import render

CUES = 5
"""In, hold, out, rest and the next in: one whole cycle of box breathing."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pulse")
    with pytest.MonkeyPatch.context() as patch, pulse_server(folder, patch) as running:
        yield running


@pytest.mark.needs_sound
@pytest.mark.timeout(300)
def test_a_practice_asked_for_aloud_is_played_to_the_sample(server, tmp_path):
    timeline = box_minute()
    wanted = as_int16s(timeline)
    for attempt in range(3):  # a machine with other work may leave a gap in the stream: once more
        events, recorded = hear_one_cycle(server, tmp_path / f"home{attempt}")
        heard = after_the_tone(recorded)[: len(wanted)]
        if np.abs(heard.astype(int) - wanted).max() <= 1:
            break
    assert np.abs(heard.astype(int) - wanted).max() <= 1
    begun = next(event["at_seconds"] for event in events if event["event"] == "reply")
    cues = [event for event in events if event["event"] == "cue"][:CUES]
    assert [cue["phase"] for cue in cues] == ["in", "hold", "out", "rest", "in"]
    for cue in cues:
        at = round((cue["at_seconds"] - begun) * MOUTH_RATE)
        sounds = [clip for clip in timeline.clips if clip.start == at]
        assert len(sounds) == (0 if cue["phase"] == "rest" else 1)
        for clip in sounds:
            without = as_int16s(timeline, without=clip)
            assert np.flatnonzero(np.abs(wanted.astype(int) - without))[0] == at


def as_int16s(timeline, without=None):
    """Return the reply up to a tenth of a second of the last cue that is compared."""
    length = timeline.marks[CUES - 1].start + 4_800
    return np.frombuffer(as_int16(render(timeline, 0, length, without=without)), "<i2")


def after_the_tone(recorded):
    """Return the recording from the first sample of the reply on: half a second after the tone."""
    loud = np.flatnonzero(np.abs(recorded.astype(int)) > 0)
    later = loud[loud > loud[0] + MOUTH_RATE // 2]
    return recorded[later[0] :]


def hear_one_cycle(server, home):
    """Ask for box breathing aloud; return the events and what the loudspeaker played."""
    with (
        server.recording() as recorded,
        companion(home, "--recogniser", "vosk", "--model", str(MODEL)) as running,
    ):
        running.until("listening")
        time.sleep(0.5)
        with server.speaking(in_the_room(REQUEST)):
            running.until("cue", CUES)
            time.sleep(0.5)
        assert running.interrupt() == 130
        assert running.events[-1]["event"] == "closed"
        assert "Traceback" not in (home / "stderr").read_text()
    return running.events, recorded[0]


@pytest.mark.needs_sound
def test_a_key_stops_the_sound_at_once(server, tmp_path):
    screen, keyboard = pty.openpty()
    home = tmp_path / "home"
    home.mkdir()
    (home / "first-run-done").touch()
    with (
        server.recording() as recorded,
        companion(home, "--recogniser", "vosk", "--model", str(MODEL), stdin=keyboard) as running,
    ):
        running.until("listening")
        time.sleep(0.5)
        with server.speaking(in_the_room(REQUEST)):
            running.until("reply")
            time.sleep(1.5)
            os.write(screen, b" ")
            stopped = running.until("stopped")
            time.sleep(1.0)
        assert running.interrupt() == 130
    os.close(screen)
    os.close(keyboard)

    assert stopped["by"] == "key"
    assert not recorded[0][-MOUTH_RATE // 2 :].any()
