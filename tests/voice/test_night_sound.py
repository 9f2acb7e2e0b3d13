"""A practice at night as it sounds: low, slow, falling into its bed."""

# ruff: noqa: T201  (the figures are part of the report)

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
from fakes.voices import BuzzVoice

from content.dialogue.reply import Breath, Chime, ChimeName, Pace, Pause, Phase, Reply, Say
from content.practices import practices
from offline.audio.clips import Stem
from offline.mouth import Mouth
from offline.sound.kit import Kit
from offline.sound.levels import Signal
from offline.timeline import SoundChoice, Timeline, Wishes, compile_timeline, render
from offline.voices.pick import open_voice

RATE = 48_000
NIGHT = Kit(night=True)
PRACTICE = practices()["extended_exhale"]


def at_night(cycles, breathed=0, *after):
    segments = (Say("Nothing to do."), Pause(4), *PRACTICE.segments(cycles), *after)
    return compile_timeline(segments, BuzzVoice(), NIGHT, Wishes(breathed=breathed))


def tones(timeline):
    return [clip for clip in timeline.clips if clip.stem is Stem.TONES]


def test_everything_falls_three_decibels_every_two_minutes_and_no_lower_than_the_bed():
    timeline = at_night(60)
    first = timeline.marks[0].start
    for clip in tones(timeline):
        minutes = (clip.start - first) / RATE / 60
        if minutes < 9:
            assert clip.gain_db == pytest.approx(-1.5 * minutes, abs=0.01)
    levels = [clip.gain_db for clip in tones(timeline)]
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] == pytest.approx(-15, abs=0.5)
    (bed,) = [clip for clip in timeline.clips if clip.stem is Stem.BED]
    assert bed.gain_db == 0


def test_the_last_swell_lies_in_the_bed_of_a_short_practice_too():
    timeline = at_night(12)
    loudness = pyloudnorm.Meter(RATE).integrated_loudness
    last = tones(timeline)[-1]
    swell = loudness(last.samples.astype(float)) + last.gain_db
    bed = loudness(np.tile(NIGHT.bed(), 2).astype(float))
    print(f"last swell {swell:.1f} LUFS, bed {bed:.1f} LUFS")
    assert swell < bed + 1
    assert tones(timeline)[4].gain_db > -1.5


def test_the_bed_fades_over_five_minutes_and_no_bell_rings():
    timeline = at_night(6, 0, Chime(ChimeName.END_BELL))
    last = timeline.marks[-1]
    end = last.start + round(last.seconds * RATE)
    assert timeline.length == end + 300 * RATE
    assert not [clip for clip in timeline.clips if clip.stem in {Stem.BELL, Stem.CHIME}]
    alone = Timeline(tuple(c for c in timeline.clips if c.stem is Stem.BED), (), timeline.length)
    levels = [
        float(np.sqrt((render(alone, end + at * RATE, RATE) ** 2).mean())) for at in (0, 150, 280)
    ]
    assert levels[0] > 1.5 * levels[1] > 10 * levels[2]


def test_a_practice_that_is_changed_goes_on_where_its_level_was():
    later = at_night(30, breathed=300 * RATE)
    assert tones(later)[0].gain_db == pytest.approx(-7.5)


def test_speech_is_ten_decibels_lower_and_slow():
    pytest.importorskip("hibari")
    voice = open_voice("hibari")
    text = "Nothing to do. Out, with the sound. It can take as long as it likes."
    day = compile_timeline((Say(text),), voice, Kit())
    night = compile_timeline((Say(text),), voice, NIGHT)
    loudness = pyloudnorm.Meter(RATE).integrated_loudness
    found = [loudness(render(one, 0, one.length).astype(float)) for one in (day, night)]
    print(f"speech by day {found[0]:.1f}, by night {found[1]:.1f} LUFS")
    assert found[1] - found[0] == pytest.approx(-10, abs=1)
    lengths = [
        sum(len(clip.samples) for clip in one.clips if clip.stem is Stem.SPEECH)
        for one in (day, night)
    ]
    assert lengths[1] / lengths[0] == pytest.approx(165 / 140, rel=0.12)


def test_the_mouth_takes_the_night_from_the_reply():
    mouth = Mouth(BuzzVoice(), SoundChoice.TONES, print)
    segments = (Breath(Phase.IN, 4, "x"), Breath(Phase.HOLD, 4, "x"), Breath(Phase.OUT, 6, "x"))
    day, night = (mouth.timeline(Reply(segments, night=night)) for night in (False, True))
    assert len(tones(day)) == 3
    assert len(tones(night)) == 2, "a hold is silent at night"
    assert day.marks == night.marks
    assert len(mouth.signal(Signal.LISTENING))
    assert not len(mouth.signal(Signal.LISTENING, night=True))


def test_a_voice_speaks_every_pace_at_night():
    voice = open_voice("espeak_sync")
    for pace in Pace:
        assert len(voice.speak("And out.", pace, night=True)) >= 0.9 * len(
            voice.speak("And out.", pace)
        )
