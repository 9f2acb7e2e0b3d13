"""Our own sound is taken out of the microphone."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from fakes.speakers import said

from offline.audio.mixer import Mixer
from offline.audio.samples import EAR_RATE, EAR_TICK, MOUTH_RATE, MOUTH_TICK
from offline.echo import Decimator, EchoCanceller, HalfDuplex, duplex
from offline.echo_path import EchoPath
from offline.sound.kit import Kit, Signal
from offline.timeline import of_sound


def through(sound, milliseconds, beside=0.0):
    """Play a sound (48 kHz) in a room with an echo; return microphone and cleaned microphone."""
    at_ear = soxr.resample(sound, MOUTH_RATE, EAR_RATE).astype(np.float32) * 0.5
    late = np.zeros(milliseconds * EAR_RATE // 1_000)
    noise = np.random.default_rng(0).normal(0, 1e-3, len(late) + len(at_ear))
    heard = np.concatenate((late, at_ear)) + noise
    heard[: len(at_ear)] += beside
    mixer = Mixer()
    mixer.play(of_sound(sound))
    canceller = EchoCanceller(mixer.pull)
    cleaned = []
    for frame in heard[: len(heard) // EAR_TICK * EAR_TICK].reshape(-1, EAR_TICK):
        canceller.pull(MOUTH_TICK)
        taken = (np.clip(frame, -1, 1) * 32_767).astype("<i2").tobytes()
        cleaned.append(np.frombuffer(canceller.clean(taken), "<i2") / 32_768)
    return heard, np.concatenate(cleaned)


def level(samples):
    return 20 * np.log10(np.sqrt(np.mean(np.square(samples))) + 1e-9)


@pytest.mark.parametrize("milliseconds", [5, 52, 120])
def test_speech_of_our_own_is_gone_after_the_learning_time_however_near_it_is(milliseconds):
    sentence = soxr.resample(said("hibari", "Keep it small and easy."), EAR_RATE, MOUTH_RATE)

    heard, cleaned = through(np.tile(sentence, 5).astype(np.float32), milliseconds)

    learnt = slice(4 * EAR_RATE, 6 * EAR_RATE)
    assert level(heard[learnt]) - level(cleaned[learnt]) > 20


@pytest.mark.parametrize(("hertz", "decibels"), [(200, 0), (6_000, 0), (8_600, -50), (20_000, -50)])
def test_the_reference_holds_what_the_ears_can_hear_and_nothing_else(hertz, decibels):
    tone = np.sin(2 * np.pi * hertz * np.arange(MOUTH_RATE) / MOUTH_RATE).astype(np.float32)

    heard = Decimator().push(tone)

    found = level(heard[EAR_RATE // 10 :]) - level(tone)
    assert found < decibels if decibels else abs(found) < 0.1


@pytest.mark.parametrize("size", [1, 2, 7, 480, 961])
def test_the_reference_comes_sample_by_sample_whatever_the_device_asks_for(size):
    sound = np.random.default_rng(0).normal(0, 0.1, 3 * 961).astype(np.float32)
    down = Decimator()

    pieces = [down.push(sound[at : at + size]) for at in range(0, len(sound), size)]

    assert np.allclose(np.concatenate(pieces), Decimator().push(sound), atol=1e-6)
    assert sum(map(len, pieces)) == 961


def test_where_there_is_no_canceller_the_ears_rest_while_we_sound():
    mixer = Mixer()
    between = HalfDuplex(mixer)
    frame = b"\x01\x02" * EAR_TICK

    assert between.clean(frame) == frame
    mixer.play(of_sound(Kit().signal(Signal.LISTENING)))
    assert between.clean(frame) == bytes(len(frame))
    for _ in range(20):
        between.pull(MOUTH_TICK)
    assert between.clean(frame) == frame


def test_a_machine_with_the_wheel_gets_the_canceller():
    assert isinstance(duplex(Mixer()), EchoCanceller)


def test_a_quiet_sound_beneath_our_own_voice_is_left_as_it_was():
    """The "s" of "stop" lies 15 dB under our words; a canceller that suppresses would eat it."""
    random = np.random.default_rng(4)
    ours = np.tile(said("hibari", "Keep it small and easy."), 5)
    hiss = np.zeros_like(ours)
    at = slice(5 * EAR_RATE, 5 * EAR_RATE + EAR_RATE // 5)
    hiss[at] = random.normal(0, 0.008, EAR_RATE // 5)

    _, cleaned = through(soxr.resample(ours, EAR_RATE, MOUTH_RATE).astype(np.float32), 52, hiss)

    assert abs(level(cleaned[at]) - level(hiss[at])) < 3


def test_the_way_is_learnt_anew_when_the_computer_is_moved():
    """And on the way there it never makes things worse than the microphone has them."""
    path, random = EchoPath(), np.random.default_rng(5)
    ours = random.normal(0, 0.1, 12 * EAR_RATE).astype(np.float32)
    left, added = [], []
    for number, played in enumerate(ours.reshape(-1, EAR_TICK)):
        ticks_late, sign = (2, 1) if number < 600 else (5, -1)
        at = (number - ticks_late) * EAR_TICK
        heard = sign * ours[at : at + EAR_TICK] if at >= 0 else np.zeros(EAR_TICK, np.float32)
        left.append(level(path.clean(heard, played)))
        added.append(left[-1] - level(heard))
    assert np.mean(left[500:600]) < -40
    assert max(added) <= 0
    assert np.mean(left[1_100:]) < -40


def test_the_way_costs_nothing_in_silence():
    path = EchoPath()
    heard, silence = np.full(EAR_TICK, 0.1, np.float32), np.zeros(EAR_TICK, np.float32)

    assert path.clean(heard, silence) is heard
