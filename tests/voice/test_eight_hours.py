"""A night beside the bed, accelerated: memory stays flat, and nothing is left behind.

Every hour of the virtual room: fifty minutes of silence, of noise and of sounds that open the voice
gate, people who speak to somebody else, and a few requests with their replies. An hour takes one to
two minutes of a core; GUTFEELING_SOAK_HOURS shortens the night.
"""

# ruff: noqa: T201  (the figures are part of the report)

from __future__ import annotations

import os
import random
import threading
import time
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
from fakes.box_minute import MODEL
from fakes.ears_here import REQUESTS, WAKE_WORDS
from fakes.speakers import recorded
from fakes.virtual_room import VirtualRoom

from offline.audio.samples import EAR_RATE

HOURS = int(os.environ.get("GUTFEELING_SOAK_HOURS", "8"))
RESIDENT_KB_AN_HOUR = 1_500
"""In the second half of the night: until then the allocators of the recognisers still fill up."""

ASKED = (
    ("Hey gut feeling, start box breathing for one minute.", "breathing.start"),
    ("Hey gut feeling, what is the vagus nerve?", "ask"),
    ("Hey gut feeling, anxiety four, gut six.", "checkin.log"),
    ("Hey gut feeling, how was my week?", "checkin.history"),
)
FOREIGN_AN_HOUR = 60
QUIET_MINUTES = 50


def resident_kb():
    text = Path("/proc/self/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0])


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def an_hour(room, foreign, chance):
    """Let an hour pass; return the intents that were answered, and what foreigners set off."""
    replies, started = [], room.seconds
    for number in range(QUIET_MINUTES):
        level = chance.choice((0.0, 0.0, 0.002, 0.02))
        for _ in range(6):
            noise = np.random.default_rng(number).normal(0, level, 10 * EAR_RATE)
            room.hear(noise.astype(np.float32))
            room.played.clear()
    before = len(room.events)
    for _ in range(FOREIGN_AN_HOUR):
        room.hear(recorded(next(foreign)))
        room.wait(1.0)
        room.played.clear()
    misled = [e.event for e in room.events[before:] if e.event in {"wake", "reply"}]
    for text, _ in ASKED:
        replies += [e.fields["intent"] for e in room.say(text) if e.event == "reply"]
        room.wait_until_silent()
        room.wait(15.0)
        room.played.clear()
    while room.seconds - started < 3_600:
        room.wait(10.0)
        room.played.clear()
    room.events.clear()
    room.delays.clear()
    return replies, misled


@pytest.mark.long
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize(("recogniser", "model"), [("vosk", MODEL), ("whisper", None)])
def test_a_night_leaves_memory_flat_and_nothing_behind(recogniser, model, tmp_path, monkeypatch):
    temporary, home = tmp_path / "temporary", tmp_path / "home"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    speaker = "espeak" if model else "hibari"
    room = VirtualRoom(home, recogniser=recogniser, model=model, speaker=speaker)
    foreign = cycle(sorted([*REQUESTS.glob("*.flac"), *WAKE_WORDS.glob("*.flac")]))
    chance = random.Random(recogniser)  # noqa: S311 - a test, not a secret
    wanted, right, misled, resident = [intent for _, intent in ASKED], 0, [], []
    for hour in range(1, HOURS + 1):
        began = time.process_time()
        replies, wrong = an_hour(room, foreign, chance)
        right += replies == wanted
        misled += wrong
        resident.append(resident_kb())
        if hour == 1:
            files, threads = open_files(), threading.active_count()
            left = sorted(path.name for path in home.iterdir())
        print(
            f"{recogniser} hour {hour}: {resident[-1] / 1000:.1f} MB, {open_files()} files open, "
            f"answered {replies}, CPU {time.process_time() - began:.0f} s",
            flush=True,
        )

    assert right == HOURS
    assert misled == []
    half = HOURS // 2
    assert resident[-1] - resident[max(0, half - 1)] < RESIDENT_KB_AN_HOUR * max(1, half)
    assert open_files() <= files
    assert threading.active_count() <= threads
    assert sorted(path.name for path in home.iterdir()) == left
    assert list(temporary.iterdir()) == []
