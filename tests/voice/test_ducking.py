"""Sounds step back under words: how far, how quickly, and never with a click."""

from __future__ import annotations

import numpy as np
import pytest

from offline.audio.clips import Clip, Stem
from offline.audio.ducking import DOWN, UP, Follower
from offline.audio.mixer import Mixer
from offline.audio.mixing import mix
from offline.timeline import Timeline

RATE = 48_000
WORDS = Clip(2 * RATE, np.full(RATE, 0.1, np.float32), Stem.SPEECH)
DUCKS = {Stem.BED: 6.0, Stem.TONES: 4.0, Stem.CHIME: 0.0, Stem.BELL: 0.0}


def steady(stem, seconds=6):
    return Clip(0, np.full(seconds * RATE, 0.2, np.float32), stem)


def decibels(samples):
    return 20 * np.log10(np.abs(samples) / 0.2)


@pytest.mark.parametrize(("stem", "ducked"), DUCKS.items())
def test_a_timelines_sounds_are_down_before_the_first_word_and_up_after_the_last(stem, ducked):
    found = decibels(mix((steady(stem), WORDS), 0, 6 * RATE, only=stem))
    assert found[: WORDS.start - DOWN] == pytest.approx(0, abs=1e-4)
    assert found[WORDS.start : WORDS.end] == pytest.approx(-ducked, abs=1e-4)
    assert found[WORDS.end + UP :] == pytest.approx(0, abs=1e-4)
    assert DOWN == 0.15 * RATE
    assert UP == 0.7 * RATE


def test_a_short_gap_between_sentences_does_not_pump():
    after = Clip(WORDS.end + 21_600, WORDS.samples, Stem.SPEECH)
    found = decibels(mix((steady(Stem.BED), WORDS, after), 0, 6 * RATE, only=Stem.BED))
    gap = found[WORDS.end : after.start]
    assert gap.max() < -1.5
    assert np.abs(np.diff(found)).max() < 0.01


def test_a_window_anywhere_is_cut_from_the_whole():
    clips = (steady(Stem.BED), WORDS)
    whole = mix(clips, 0, 6 * RATE)
    for start in (0, WORDS.start - 100, WORDS.end - 7, WORDS.end + UP - 3):
        assert np.array_equal(mix(clips, start, 777), whole[start : start + 777])


@pytest.mark.parametrize("block", [37, 480, 4_800])
def test_words_over_a_practice_push_it_down_from_their_first_sample(block):
    mixer = Mixer()
    mixer.play(Timeline((steady(Stem.TONES),), (), 6 * RATE))
    mixer.pull(RATE)
    words = Timeline((Clip(0, np.zeros(RATE, np.float32), Stem.SPEECH),), (), RATE)
    mixer.over(words)
    out = np.concatenate([mixer.pull(block) for _ in range(3 * RATE // block)])
    found = decibels(out)
    assert found[0] > -0.1
    assert found[DOWN:RATE] == pytest.approx(-4, abs=1e-3)
    assert found[RATE + UP : 2 * RATE + RATE // 2] == pytest.approx(0, abs=1e-3)
    assert np.abs(np.diff(out)).max() < 0.0002


def test_two_voices_never_speak_at_once():
    mixer = Mixer()
    mixer.play(Timeline((steady(Stem.SPEECH),), (), 6 * RATE))
    mixer.over(Timeline((Clip(0, np.zeros(RATE, np.float32), Stem.SPEECH),), (), RATE))
    out = mixer.pull(3 * RATE)
    assert not out[DOWN:RATE].any()
    assert out[RATE + UP + 10] == pytest.approx(0.2)


def test_the_curve_at_rest_costs_nothing():
    follower = Follower()
    assert follower.follow((), 0, 480) is None
    assert follower.follow((WORDS,), 0, 480) is None
    assert follower.follow((WORDS,), WORDS.start, 480) is not None


def test_bells_quieter_leaves_everything_else():
    mixer = Mixer()
    both = (steady(Stem.BELL), steady(Stem.TONES))
    mixer.play(Timeline(both, (), 6 * RATE))
    mixer.set_bells(-4)
    out = [mixer.pull(480) for _ in range(3)]
    assert out[0][0] == pytest.approx(0.4, abs=0.001)
    assert out[2][-1] == pytest.approx(0.2 + 0.2 * 10 ** (-4 / 20), abs=1e-4)
    assert (mixer.bells_db, mixer.volume_db) == (-4, 0)
    mixer.set_bells(-99)
    assert mixer.bells_db == -80
