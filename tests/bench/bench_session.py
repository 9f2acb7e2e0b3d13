"""A ten-minute session as a WAV file, measured: `python tests/bench/bench_session.py`.

Cues are looked for on their own stems with the bed off: the swells' onset is their first sample
that is not silent, the cue words' onset is the reference's (first sample over 100 of 32,768 after
50 ms at or under it). Nothing is read out of the timeline but what should be there.
"""

# ruff: noqa: T201  (printing is what it is for)

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyloudnorm
import soundfile
import soxr

from content.dialogue.reply import Breath
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.storage.memory import MemoryStore
from offline.audio.clips import Stem
from offline.cue_placing import WORDS_AFTER_TONE
from offline.mouth import Mouth
from offline.practice_sound import EDGE_SAMPLES, write
from offline.timeline import SoundChoice
from offline.voices.pick import pick_voice

RATE = 48_000
THRESHOLD = 100
QUIET = RATE // 20
ASKED = datetime(2026, 11, 25, 12, tzinfo=UTC)


def reply_to(slots):
    return respond(Turn("breathing.start", "me", ASKED, slots), Session(), MemoryStore())[0]


def written(timeline, folder, *stems):
    """Return the file with only those stems in it, as int16."""
    kept = tuple(clip for clip in timeline.clips if not stems or clip.stem in stems)
    path = folder / "stem.wav"
    write(replace(timeline, clips=kept), path)
    return soundfile.read(path, dtype="int16")[0]


def word_onsets(samples, threshold):
    """Return the onsets of trimmed words without a bed."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > threshold)
    return loud[np.concatenate(([True], np.diff(loud) > QUIET))]


def swell_onsets(samples, starts):
    """Return the first sample that is not silent from half a second of silence or the last on."""
    loud = np.flatnonzero(samples)
    return np.array([loud[np.searchsorted(loud, start)] for start in starts])


def edges(timeline):
    """Return the largest first or last sample of a spoken clip: what a step there can be."""
    spoken = [clip for clip in timeline.clips if clip.stem is Stem.SPEECH]
    return max(float(np.abs(clip.samples[[0, -1]]).max()) for clip in spoken)


def onsets(reply, timeline, folder):
    """Print how far words and swells begin from where the segments' seconds put them."""
    breaths = [segment for segment in reply.segments if isinstance(segment, Breath)]
    begins = np.concatenate(([0], np.cumsum([breath.seconds for breath in breaths])[:-1]))
    due = np.round(begins * RATE).astype(int) + timeline.marks[0].start + EDGE_SAMPLES
    tones = written(timeline, folder, Stem.TONES)
    silent = [breath.phase == "rest" for breath in breaths]
    sounding = due[~np.array(silent)]
    late = swell_onsets(tones, sounding) - sounding
    drift = (sounding[-1] + late[-1] - sounding[0] - late[0]) - (sounding[-1] - sounding[0])
    print(f"  swells {len(late)}: error {late.min()} to {late.max()} samples, drift {drift}")
    # Words are trimmed at the threshold by day and 10 dB lower at night, where they fall besides.
    threshold = THRESHOLD * (10 ** (-12 / 20) if reply.night else 1)
    words = word_onsets(written(timeline, folder, Stem.SPEECH), threshold)
    worded = due[[bool(breath.cue) for breath in breaths]] + WORDS_AFTER_TONE
    nearest = np.array([words[np.abs(words - at).argmin()] for at in worded])
    errors = nearest - worded
    print(f"  cue words {len(worded)}: error {errors.min()} to {errors.max()} samples")
    print(f"  cues left out {len(timeline.faults)}; step at a word's edge {edges(timeline):.4f}")


def decibels(value):
    return 20 * np.log10(max(float(value), 1e-9))


def loudness(timeline, folder):
    """Print level, peak and largest step of each class and of the whole."""
    meter = pyloudnorm.Meter(RATE)
    print(f"  {'':<8}{'LUFS':>8}{'true peak dBTP':>16}{'largest step':>14}")
    for name, stems in [*((stem.value, (stem,)) for stem in Stem), ("all", ())]:
        samples = written(timeline, folder, *stems).astype(np.float32) / 32_767
        if not samples.any():
            continue
        peak = max(
            np.abs(soxr.resample(samples[at : at + 60 * RATE], RATE, 4 * RATE, "HQ")).max()
            for at in range(0, len(samples), 60 * RATE)
        )
        step = np.abs(np.diff(samples)).max()
        level = meter.integrated_loudness(samples.astype(float))
        print(f"  {name:<8}{level:>8.1f}{decibels(peak):>16.1f}{step:>14.4f}")
        if not stems:
            quiet = max(np.abs(samples[: RATE // 4]).max(), np.abs(samples[-RATE // 4 :]).max())
            print(f"  first and last quarter of a second: {decibels(quiet):.0f} dBFS at most")


def main():
    mouth = Mouth(pick_voice(), SoundChoice.VOICE_AND_TONES, print)
    with tempfile.TemporaryDirectory(prefix="gutfeeling-bench-") as name:
        for night in (False, True):
            for slots in (
                {"practice": "extended_exhale", "minutes": 10},
                {"practice": "box", "minutes": 10},
            ):
                if night and slots["practice"] == "box":
                    continue
                reply = replace(reply_to(slots), night=night)
                timeline = mouth.timeline(reply)
                when = "by night" if night else "by day"
                length = timeline.length / RATE
                print(f"{slots['practice']}, ten minutes, {when}: {length:.1f} s of sound")
                onsets(reply, timeline, Path(name))
                loudness(timeline, Path(name))


if __name__ == "__main__":
    main()
