"""Slower, lower, softer: what is asked of a voice, what is remembered and what it does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.dialogue.reply import Pace
from offline.audio.loudness import integrated_loudness
from offline.mouth import own_voice, taste_here
from offline.voices.pick import open_voice
from offline.voices.taste import (
    FASTEST,
    FILE,
    LOUDEST,
    LOWEST,
    PLAIN,
    SLOWEST,
    Taste,
    TasteError,
    Wish,
    remember,
    remembered,
)
from offline.voices.wishing import chosen, differences, three_ways

TEXT = "Mostly, yes. Around ninety percent or more is made in the gut."
WAYS = three_ways(PLAIN)


@pytest.mark.parametrize(
    ("said", "taste", "final"),
    [
        ("the second one", WAYS[1], True),
        ("3", WAYS[2], True),
        ("one", WAYS[0], True),
        ("the first one, please", WAYS[0], True),
        ("Slower!", PLAIN.with_wish(Wish.SLOWER), False),
        ("lower and softer", PLAIN.with_wish(Wish.LOWER).with_wish(Wish.SOFTER), False),
        ("the third one but slower", WAYS[2].with_wish(Wish.SLOWER), False),
        ("again", PLAIN, False),
    ],
)
def test_what_is_typed_is_understood(said, taste, final):
    choice = chosen(said, WAYS)
    assert (choice.taste, choice.is_final) == (taste, final)


@pytest.mark.parametrize("said", ["", "hm", "the voice of my aunt", "42"])
def test_what_asks_for_nothing_is_told_apart(said):
    assert chosen(said, WAYS) is None


def test_three_ways_are_named_by_what_differs():
    assert [differences(way, PLAIN) for way in WAYS] == [
        (),
        (Wish.SLOWER, Wish.LOWER),
        (Wish.SOFTER,),
    ]


@given(st.lists(st.sampled_from(Wish), max_size=40))
def test_wishes_never_leave_what_a_voice_can_do_and_survive_the_file(tmp_path_factory, wishes):
    taste, home = Taste("hibari"), tmp_path_factory.mktemp("home")
    for wish in wishes:
        taste = taste.with_wish(wish)
    assert SLOWEST <= taste.rate <= FASTEST
    assert taste.pitch >= LOWEST
    assert taste.level_db <= LOUDEST
    remember(home, taste)
    assert remembered(home) == taste
    assert [path.name for path in home.iterdir()] == [FILE]


def test_nothing_chosen_is_the_voice_as_it_is(tmp_path):
    assert remembered(tmp_path) == PLAIN
    assert remembered(tmp_path / "missing") == PLAIN


@pytest.mark.parametrize("text", ["rate = ", 'rate = "slow"', "rate = []", "\x00", "rate = nan"])
def test_a_damaged_file_is_one_sentence_and_the_voice_as_it_is(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    shown = []
    with pytest.raises(TasteError, match="delete it"):
        remembered(tmp_path)
    assert taste_here(tmp_path, shown.append) == PLAIN
    assert len(shown) == 1


def pitch_hz(samples):
    """Return the strongest rate of the voice's folds, from the mean autocorrelation."""
    windows = samples[: len(samples) // 4_800 * 4_800].reshape(-1, 4_800)
    spectrum = np.abs(np.fft.rfft(windows * np.hanning(4_800), 16_384)) ** 2
    lags = np.fft.irfft(spectrum.sum(axis=0))[: 48_000 // 80]
    return 48_000 / (160 + np.argmax(lags[160:]))


@pytest.mark.parametrize("name", [pytest.param("hibari", marks=pytest.mark.long), "espeak_sync"])
def test_a_taste_is_heard_and_guidance_keeps_its_time(name):
    pytest.importorskip("hibari")
    plain, calm = open_voice(name), open_voice(name, Taste(rate=0.8, pitch=-4, level_db=-6))
    before, after = plain.speak(TEXT, Pace.ANSWER), calm.speak(TEXT, Pace.ANSWER)
    assert 1.12 < len(after) / len(before) < 1.4
    assert integrated_loudness(after) - integrated_loudness(before) == pytest.approx(-6, abs=1.5)
    assert pitch_hz(after) / pitch_hz(before) == pytest.approx(2 ** (-4 / 12), rel=0.08)
    kept = len(calm.speak(TEXT, Pace.GUIDANCE)) / len(plain.speak(TEXT, Pace.GUIDANCE))
    assert kept == pytest.approx(1, abs=0.06)


def test_a_chosen_voice_speaks_first_and_one_that_is_gone_is_passed_over(tmp_path):
    pytest.importorskip("hibari")
    remember(tmp_path, Taste("espeak_sync"))
    assert own_voice(tmp_path, pytest.fail).name == "espeak_sync"
    assert own_voice(tmp_path, pytest.fail, name="hibari").name == "hibari"
    remember(tmp_path, Taste("gone"))
    assert own_voice(tmp_path, pytest.fail).name == "hibari"
