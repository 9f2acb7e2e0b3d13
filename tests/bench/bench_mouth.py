"""Figures of the mouth, printed: `python tests/bench/bench_mouth.py` from the top of the tree."""

# ruff: noqa: T201  (printing is what it is for)

from __future__ import annotations

import time
from functools import partial

import numpy as np

from content.dialogue.reply import Chime, ChimeName, Pace, Pause, Say
from content.practices import practices
from offline.audio.mixer import Mixer
from offline.audio.samples import MOUTH_RATE, MOUTH_TICK
from offline.sound.kit import Kit
from offline.timeline import compile_timeline
from offline.voices.pick import open_voice, voice_names
from offline.voices.synthesiser import VoiceError

ANSWER = "Mostly, yes. Around ninety percent or more is made in the gut. But it stays there."


def cpu(work):
    """Return CPU seconds and the result."""
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def voices():
    for name in voice_names():
        try:
            opened, voice = cpu(partial(open_voice, name))
        except VoiceError as error:
            print(error)
            continue
        first, _ = cpu(partial(voice.speak, "In.", Pace.ANSWER))
        runs = [cpu(partial(voice.speak, ANSWER, Pace.ANSWER)) for _ in range(10)]
        seconds = len(runs[0][1]) / MOUTH_RATE
        took = np.median([one for one, _ in runs])
        print(
            f"{name}: open {opened:.2f} s CPU, first text {first:.2f} s (levelling included), "
            f"{seconds:.1f} s of speech in {1000 * took:.0f} ms ({100 * took / seconds:.1f} %)"
        )
        yield voice


def practice(voice):
    chosen = practices()["extended_exhale"]
    segments = (
        Say("Ten minutes.", Pace.GUIDANCE),
        Pause(3),
        *chosen.segments(60),
        Chime(ChimeName.END_BELL),
    )
    took, timeline = cpu(lambda: compile_timeline(segments, voice, Kit()))
    arrays = {id(clip.samples): clip.samples.nbytes for clip in timeline.clips}
    print(
        f"ten minutes: compiled in {took:.2f} s CPU, {len(timeline.clips)} clips, "
        f"{sum(arrays.values()) / 1e6:.1f} MB, cues left out {len(timeline.faults)}"
    )
    mixer = Mixer()
    mixer.play(timeline)
    ticks, longest = timeline.length // MOUTH_TICK, 0.0
    before = time.process_time()
    for _ in range(ticks):
        begun = time.perf_counter()
        mixer.pull(MOUTH_TICK)
        longest = max(longest, time.perf_counter() - begun)
    took = time.process_time() - before
    print(
        f"mixed in {took:.2f} s CPU ({100 * took / (timeline.length / MOUTH_RATE):.2f} % of real "
        f"time), {1e6 * took / ticks:.0f} us a 10 ms block, longest {1000 * longest:.1f} ms"
    )


if __name__ == "__main__":
    for number, spoken in enumerate(voices()):
        if number == 0:
            practice(spoken)
