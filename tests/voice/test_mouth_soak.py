"""A thousand renders by each voice, interrupted at random: whole, right, or not there at all."""

from __future__ import annotations

import random
import resource
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from content.answers import answers
from content.dialogue.reply import Pace
from offline.voices.pick import open_voice
from offline.voices.speakable import sentences
from offline.voices.synthesiser import VoiceError, synthesiser

RENDERS, TEXTS, INTERRUPTED = 1_000, 40, 0.1
RESIDENT_KB_MORE = 15_000
"""In the second half: until each length has been rendered once, onnxruntime's arena still grows.
A leak of one sentence a render would be 200 MB."""


def resident_kb():
    text = Path("/proc/self/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0])


def spoken_again(one, other):
    """Whether two renders are the same words: eSpeak keeps pauses from the text before."""
    return abs(len(one) - len(other)) <= 0.06 * len(other)


@pytest.mark.long
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("name", ["hibari", "espeak_sync"])
def test_a_thousand_renders_interrupted_at_random(name, tmp_path, monkeypatch):
    pytest.importorskip("hibari")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    voice = open_voice(name)
    chance = random.Random(name)  # noqa: S311 - a test, not a secret
    engine = synthesiser(name)._engine
    bank = [one for told in answers().values() for one in sentences(told.short) if "{" not in one]
    jobs = [(text, pace) for text in chance.sample(bank, TEXTS) for pace in Pace]
    first = {job: voice.speak(*job) for job in jobs}
    begun, before, longest, outcomes = time.monotonic(), 0, 0.0, {"same": 0, "stopped": 0}

    for turn in range(RENDERS):
        job = chance.choice(jobs)
        stopper = threading.Timer(chance.uniform(0, 0.03), engine.stop)
        if interrupted := chance.random() < INTERRUPTED:
            stopper.start()
        started = time.monotonic()
        try:
            samples = voice.speak(*job)
        except VoiceError:
            assert interrupted
            outcomes["stopped"] += 1
        else:
            exact = np.array_equal(samples, first[job])
            assert exact if name == "hibari" else spoken_again(samples, first[job])
            outcomes["same"] += 1
        longest = max(longest, time.monotonic() - started)
        if interrupted:
            stopper.join()
        if turn == RENDERS // 2:
            before = resident_kb()

    grown = resident_kb() - before
    print(  # noqa: T201 - a soak is run for its figures
        f"{name}: {outcomes}, {time.monotonic() - begun:.0f} s, longest {longest:.2f} s, "
        f"{grown / 1000:+.1f} MB since the 500th, peak "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB"
    )
    assert outcomes["stopped"]
    assert grown < RESIDENT_KB_MORE
    assert list(tmp_path.iterdir()) == []
