"""`listen --from-wav`: a spoken request goes in, the practice comes out, exact to the sample.

Two synthetic speakers in room noise at -50 dBFS; with the fixture Vosk model, and with the two
ears that need none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from fakes.box_minute import MODEL, REQUEST, as_played, box_minute
from fakes.speakers import in_room, said

from offline.audio.clips import Stem
from offline.audio.samples import EAR_RATE, MOUTH_RATE

LISTEN = (sys.executable, "-m", "offline", "listen")


def listen(tmp_path, sound, *options):
    """Run the command on a sound; return its events and OUT (int16)."""
    source, target = tmp_path / "in.wav", tmp_path / "out.wav"
    soundfile.write(source, np.frombuffer(sound, "<i2"), EAR_RATE)
    done = subprocess.run(
        [*LISTEN, "--from-wav", source, "--to-wav", target, "--json", *options],
        env={**os.environ, "GUTFEELING_HOME": str(tmp_path / "home"), "GUTFEELING_COUNTRY": "US"},
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    out, rate = soundfile.read(target, dtype="int16")
    assert rate == MOUTH_RATE
    return [json.loads(line) for line in done.stdout.splitlines()], out


@pytest.mark.parametrize(
    ("speaker", "ears"),
    [
        ("espeak", ("--recogniser", "vosk", "--model", str(MODEL))),
        pytest.param("espeak", ("--recogniser", "whisper"), marks=pytest.mark.long),
        ("hibari", ("--recogniser", "whisper")),
    ],
    ids=["eSpeak, Vosk", "eSpeak, two ears", "hibari, two ears"],
)
def test_a_spoken_request_starts_box_breathing_to_the_sample(tmp_path, speaker, ears):
    timeline = box_minute()
    sound = in_room(said(speaker, REQUEST), noise_dbfs=-50.0)

    events, out = listen(tmp_path, sound, *ears)

    names = [event["event"] for event in events]
    assert names[0] == "listening"
    assert names[1:4] == ["wake", "heard", "reply"]
    assert names[-1] == "closed"
    cues = [event for event in events if event["event"] == "cue"]
    assert [cue["phase"] for cue in cues] == ["in", "hold", "out", "rest"] * 4
    begun = round(events[3]["at_seconds"] * MOUTH_RATE)
    for cue, mark in zip(cues, timeline.marks, strict=True):
        assert round(cue["at_seconds"] * MOUTH_RATE) == begun + mark.start
        sounds = [
            clip for clip in timeline.clips if clip.stem is Stem.TONES and clip.start == mark.start
        ]
        assert len(sounds) == (0 if cue["phase"] == "rest" else 1)
        for clip in sounds:
            without = as_played(timeline, begun, len(out), without=clip)
            differs = np.flatnonzero(out != without)
            assert differs[0] == begun + mark.start
    assert spoken_before(timeline, cues[0], out, begun)


def spoken_before(timeline, cue, out, begun):
    """Whether the lead-in sounds: OUT differs from the same render without its words."""
    silent = replace(timeline, clips=tuple(c for c in timeline.clips if c.stem is not Stem.SPEECH))
    first_cue = round(cue["at_seconds"] * MOUTH_RATE)
    without = as_played(silent, begun, len(out))[:first_cue]
    return np.count_nonzero(out[:first_cue] != without) > 2 * MOUTH_RATE


def test_stop_said_over_the_breathing_stops_it(tmp_path):
    sound = in_room(said("hibari", REQUEST), 30.0, said("hibari", "Stop."))

    events, out = listen(tmp_path, sound)

    stopped = next(event for event in events if event["event"] == "stopped")
    assert stopped["by"] == "voice"
    assert not out[round((stopped["at_seconds"] + 0.26) * MOUTH_RATE) :].any()


def test_a_cry_for_help_over_the_breathing_gets_the_right_words(tmp_path):
    sound = in_room(said("hibari", REQUEST), 30.0, said("hibari", "I want to kill myself."))

    events, _ = listen(tmp_path, sound)

    names = [event["event"] for event in events if event["event"] != "cue"]
    assert "stopped" in names
    reply = [event for event in events if event["event"] == "reply"][-1]
    assert reply["kind"] == "crisis"
    assert "nine eight eight" in reply["speech"]
    assert not any(
        cue["at_seconds"] > reply["at_seconds"] for cue in events if cue["event"] == "cue"
    )


def test_noise_alone_starts_nothing_and_out_is_as_long_as_in(tmp_path):
    noise = in_room(4.0, noise_dbfs=-30.0)

    events, out = listen(tmp_path, noise)

    assert [event["event"] for event in events] == ["listening", "closed"]
    assert len(out) >= len(noise) // 2 * 3
    assert not out[MOUTH_RATE // 5 :].any()


@pytest.mark.parametrize("name", ["empty", "binary", "missing"])
def test_a_file_that_is_no_recording_is_one_sentence_and_exit_1(tmp_path, name):
    source = tmp_path / "in.wav"
    if name != "missing":
        source.write_bytes(b"" if name == "empty" else bytes(range(256)) * 40)

    done = subprocess.run(
        [*LISTEN, "--quiet", "--from-wav", source, "--to-wav", tmp_path / "out.wav"],
        env={**os.environ, "GUTFEELING_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(source) in done.stderr
    assert not (tmp_path / "out.wav").exists()
