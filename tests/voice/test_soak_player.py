"""Ten minutes through a real sound server with every core busy: no gap, no drift."""

# ruff: noqa: T201  (the figures are part of the report)

from __future__ import annotations

import os
import subprocess
import sys
import time

import numpy as np
import pytest
from fakes.pulse import pulse_server
from fakes.voices import BuzzVoice

from content.practices import practices
from offline.audio.clips import Stem
from offline.audio.mixer import Mixer
from offline.audio.player import Player
from offline.sound.kit import Kit
from offline.timeline import Timeline, compile_timeline

RATE = 48_000
MINUTES = float(os.environ.get("GUTFEELING_SOAK_MINUTES", "10"))
BUSY = "while True: pass"


@pytest.fixture
def server(tmp_path, monkeypatch):
    with pulse_server(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def busy_cores():
    """Keep every core busy with a program that only counts."""
    cores = range(os.cpu_count() or 1)
    spinning = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in cores]
    yield len(spinning)
    for one in spinning:
        one.kill()
        one.wait(10)


def swells():
    """Return a practice of that length without its bed, and where its swells begin."""
    practice = practices()["extended_exhale"]
    whole = compile_timeline(practice.segments(practice.cycles_in(MINUTES)), BuzzVoice(), Kit())
    tones = tuple(clip for clip in whole.clips if clip.stem is Stem.TONES)
    return Timeline(tones, whole.marks, whole.length), np.array([clip.start for clip in tones])


def place(recorded, clip, expected):
    """Return where a swell begins in the recording: the lag at which the two agree best."""
    reach = RATE // 20
    heard = recorded[max(0, expected - reach) : expected + RATE + reach].astype(float)
    wanted = clip.samples[:RATE].astype(float)
    size = len(heard) + len(wanted)
    agreement = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size)), size)[
        : len(heard) - len(wanted) + 1
    ]
    return max(0, expected - reach) + int(np.argmax(agreement))


@pytest.mark.long
@pytest.mark.needs_sound
@pytest.mark.timeout(1_200)
def test_ten_minutes_with_every_core_busy_have_no_gap_and_no_drift(server, busy_cores):
    timeline, starts = swells()
    mixer = Mixer()
    with server.recording() as recorded, Player(mixer.pull) as player:
        time.sleep(3)
        mixer.play(timeline)
        while mixer.playing:
            time.sleep(0.2)
            player.check()
        late, buffer = player.late_calls, player.buffer_milliseconds
    (samples,) = recorded
    first = int(np.flatnonzero(np.abs(samples.astype(int)) > 0)[0])
    found = np.array([place(samples, clip, first + clip.start) for clip in timeline.clips])
    errors = (found - found[0]) - (starts - starts[0])
    milliseconds = 1_000 * np.abs(errors).max() / RATE
    print(
        f"{MINUTES:g} minutes, {busy_cores} cores busy, load {os.getloadavg()[0]:.1f}: "
        f"{len(found)} onsets, worst {milliseconds:.2f} ms, late calls {late}, buffer {buffer} ms, "
        f"errors in samples {sorted(set(errors.tolist()))}"
    )
    assert milliseconds <= 2
    assert late == 0
