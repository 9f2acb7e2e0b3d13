"""Seconds counted aloud, minute bells, and the key that moves."""

# ruff: noqa: T201  (the figures are part of the report)

from __future__ import annotations

import numpy as np
import pytest
from fakes.voices import SAMPLES_PER_LETTER, BuzzVoice

from content.dialogue.reply import Breath, Pace, Phase
from content.number_words import number_words
from content.practices import practices
from offline.audio.clips import Stem
from offline.sound.kit import Kit
from offline.timeline import SoundChoice, Wishes, compile_timeline
from offline.voices.cues import CueCache
from offline.voices.pick import open_voice

RATE = 48_000
KIT = Kit()
NUMBERS = tuple(number_words(number) for number in range(2, 11))


def spoken(timeline):
    return [clip for clip in timeline.clips if clip.stem is Stem.SPEECH]


def counted(phase, seconds, cue=""):
    return Breath(phase, seconds, "x", cue, NUMBERS[: int(seconds) - 1])


def test_each_number_stands_at_its_second():
    voice = BuzzVoice()
    timeline = compile_timeline((counted(Phase.IN, 4, "In."), counted(Phase.OUT, 6)), voice, KIT)
    starts = [clip.start for clip in spoken(timeline)]
    seconds = [0, 1, 2, 3, 4 + 1, 4 + 2, 4 + 3, 4 + 4, 4 + 5]
    assert starts == [second * RATE + 5_760 for second in seconds]
    assert ("two", Pace.ANSWER) in voice.spoken
    assert timeline.faults == ()


def test_a_number_that_its_second_cannot_hold_is_left_out():
    too_long = "n" * (RATE // SAMPLES_PER_LETTER)
    breath = Breath(Phase.IN, 3, "x", "In.", (too_long, "three"))
    timeline = compile_timeline((breath,), BuzzVoice(), KIT)
    assert [clip.start for clip in spoken(timeline)] == [5_760, 2 * RATE + 5_760]


def test_a_number_waits_for_no_cue():
    breath = Breath(Phase.OUT, 6, "x", "o" * 44, NUMBERS[:5])
    starts = [clip.start for clip in spoken(compile_timeline((breath,), BuzzVoice(), KIT))]
    assert starts == [5_760, *(second * RATE + 5_760 for second in (2, 3, 4, 5))]


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("name", ["hibari", "espeak_sync"])
def test_every_number_fits_its_second(name, night):
    if name == "hibari":
        pytest.importorskip("hibari")
    cues = CueCache(open_voice(name), night=night)
    lengths = {word: len(cues.speak(word, Pace.ANSWER)) / RATE for word in NUMBERS}
    longest = max(lengths, key=lengths.get)
    print(f"{name}, {'night' if night else 'day'}: {longest!r} {lengths[longest]:.2f} s")
    assert lengths[longest] <= 0.85


def test_no_word_stands_on_a_minutes_bell():
    breaths = practices()["extended_exhale"].segments(13)
    counting = tuple(counted(one.phase, one.seconds, one.cue) for one in breaths)
    wishes = Wishes(SoundChoice.VOICE_AND_TONES, minute_bells=True)
    timeline = compile_timeline(counting, BuzzVoice(), KIT, wishes)
    bells = [clip for clip in timeline.clips if clip.stem is Stem.BELL]
    assert [bell.start for bell in bells] == [60 * RATE, 120 * RATE]
    for bell in bells:
        assert not [w for w in spoken(timeline) if bell.start - RATE // 10 < w.start < bell.end]
    plain = compile_timeline(counting, BuzzVoice(), KIT)
    assert not [clip for clip in plain.clips if clip.stem is Stem.BELL]
    assert plain.marks == timeline.marks


def test_every_five_minutes_the_kit_moves_by_a_semitone_at_a_breath():
    timeline = compile_timeline(practices()["extended_exhale"].segments(130), BuzzVoice(), KIT)
    pitches = []
    for clip in timeline.clips:
        if clip.stem is Stem.TONES and len(clip.samples) == 6 * RATE:
            tail = clip.samples[RATE : 3 * RATE] * np.hanning(2 * RATE)
            power = np.abs(np.fft.rfft(tail, 8 * RATE))
            pitches.append(np.argmax(power[: 8 * 400]) / 8)
    steps = [round(12 * np.log2(pitch / pitches[0])) for pitch in pitches]
    assert steps == [0] * 30 + [1] * 30 + [2] * 30 + [1] * 30 + [0] * 10
