"""What fills a wait, and what ends one: a noise after a second, a tone when nobody answers."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.knowing_room import TICK, KnowingRoom

from offline.audio.samples import MOUTH_RATE
from offline.ears.events import VoiceStarted, Woke
from offline.sound.kit import Kit, Signal
from offline.turn_taking import ANSWER_TICKS

GAVE_UP = Kit().signal(Signal.GAVE_UP)


@pytest.fixture
def room():
    """Somebody called us; the tone that answers is over."""
    room = KnowingRoom()
    room.ears.next = [Woke(0, 0)]
    room.wait(1.0)
    return room


def speak(room, seconds):
    room.ears.next = [VoiceStarted(0)]
    room.ears.is_hearing = True
    room.wait(seconds)


def fall_quiet(room, seconds):
    """Nobody speaks, and the ears have not said yet what it was."""
    for _ in range(round(seconds * 100)):
        room.ears.quiet_frames += 1
        room.wait(0.01)


def heard(room, seconds):
    return np.concatenate(room.sound)[-round(seconds * MOUTH_RATE) :]


def is_silent(sound):
    """Whether it is under -80 dBFS."""
    return bool(np.abs(sound).max() < 1e-4)


def decide(room, text):
    room.ears.is_hearing, room.ears.quiet_frames = False, 0
    room.say(text)


def test_a_wait_over_a_second_is_filled_and_the_answer_ends_that(room):
    speak(room, 1.0)
    fall_quiet(room, 0.95)
    assert is_silent(heard(room, 0.95))
    fall_quiet(room, 2.0)
    assert not is_silent(heard(room, 1.0))

    decide(room, "stop")
    room.wait(0.5)
    assert is_silent(heard(room, 0.2))


def test_whoever_speaks_on_hears_nothing_of_ours(room):
    speak(room, 1.0)
    fall_quiet(room, 0.9)
    room.ears.quiet_frames = 0
    room.wait(3.0)
    assert is_silent(heard(room, 3.5))


def test_an_answer_within_a_second_has_no_noise_before_it(room):
    speak(room, 1.0)
    fall_quiet(room, 0.5)
    decide(room, "what can you do")
    words = heard(room, 0.02)
    assert np.abs(words[: TICK * 2]).max() > 0.1


def test_asleep_nothing_fills_a_wait():
    room = KnowingRoom()
    room.wait(1.0)
    room.ears.is_hearing = True
    fall_quiet(room, 3.0)
    assert is_silent(heard(room, 2.9))


def test_a_call_and_then_silence_ends_with_a_falling_tone(room):
    room.wait(ANSWER_TICKS / 100 - 1.0)
    room.wait(0.3)
    sound = np.trim_zeros(heard(room, 0.5))
    assert len(sound) == pytest.approx(len(np.trim_zeros(GAVE_UP)), abs=2)
    room.wait(20)
    assert is_silent(heard(room, 20))


def test_after_an_answer_the_pause_in_a_talk_ends_in_silence(room):
    room.say("what can you do")
    while room.mixer.playing:
        room.wait(0.1)
    room.companion._turns.fell_silent(asked=False, may_reprompt=False)
    room.wait(15)
    assert is_silent(heard(room, 14.5))


def test_nobody_who_rests_after_a_practice_is_given_up():
    room = KnowingRoom()
    room.say("box breathing for one minute")
    room.wait(5)
    while room.mixer.playing:
        room.wait(0.5)
    room.wait(12)
    assert is_silent(heard(room, 11))


def seconds_kept(room):
    return [record.data["seconds"] for record in room.store.records("me", "practice")]


@pytest.mark.parametrize("way", ["ends", "key"])
def test_only_what_was_breathed_of_a_practice_is_kept(way):
    room = KnowingRoom()
    room.say("box breathing for two minutes")
    while len(room.cues()) < 6:
        room.wait(0.1)
    if way == "ends":
        room.companion.end()
    else:
        room.companion.hush("key")
    (seconds,) = seconds_kept(room)
    assert 16 <= seconds <= 24


def test_a_practice_that_was_breathed_to_its_end_is_kept_whole():
    room = KnowingRoom()
    room.say("box breathing for one minute")
    room.wait(5)
    while room.mixer.playing:
        room.wait(0.5)
    room.companion.end()
    assert seconds_kept(room) == [64]
