"""What plays a practice: it ends in a fade, holds off sleep, and passes no fault over."""

from __future__ import annotations

import numpy as np
import pytest

from offline import practice_sound
from offline.audio.clips import Clip, Stem
from offline.audio.shaping import SOUND_FADE
from offline.timeline import Timeline


def steady(seconds):
    samples = np.full(round(seconds * 48_000), 0.2, np.float32)
    return Timeline((Clip(0, samples, Stem.TONES),), (), len(samples))


class Speaker:
    """A loudspeaker that takes 0.1 s when it is opened and 0.3 s when it is closed."""

    taken: list[np.ndarray]
    name: str | None

    def __init__(self, pull, notice, name):
        self._pull = pull
        Speaker.name = name

    def __enter__(self):
        Speaker.taken = [self._pull(4_800)]
        return self

    def check(self):
        return None

    def __exit__(self, *_):
        Speaker.taken.append(self._pull(14_400))


class Keys:
    """A keyboard whose one key is pressed by the test."""

    def __init__(self, pressed):
        Keys.press = pressed

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(practice_sound, "Player", Speaker)
    monkeypatch.setattr(practice_sound, "key_watch", Keys)
    return monkeypatch


def assert_faded():
    _, last = Speaker.taken
    assert last[0] > 0.19
    assert last[SOUND_FADE // 2] == pytest.approx(0.1, abs=0.002)
    assert not last[SOUND_FADE:].any()


def test_a_pressed_key_fades_and_ends_it(desk):
    desk.setattr(practice_sound, "_follow", lambda *_: Keys.press())
    practice_sound.play(steady(10), print, speaker="Headset")
    assert_faded()
    assert Speaker.name == "Headset"


def test_ctrl_c_fades_and_is_raised_on(desk):
    def interrupt(*_):
        raise KeyboardInterrupt

    desk.setattr(practice_sound, "_follow", interrupt)
    with pytest.raises(KeyboardInterrupt):
        practice_sound.play(steady(10), print)
    assert_faded()


def test_sleep_is_held_off_while_it_plays_and_no_longer(desk):
    kept = []

    class Awake:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            kept.append("over")

        def keep(self, wanted):
            kept.append(wanted)

    desk.setattr(practice_sound, "StayAwake", Awake)
    desk.setattr(practice_sound, "_follow", lambda *_: Keys.press())
    practice_sound.play(steady(10), print)
    assert kept == [True, "over"]


def test_a_loudspeaker_that_breaks_is_never_passed_over_in_silence(desk):
    desk.setattr(Speaker, "check", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        practice_sound.play(steady(10), print)
