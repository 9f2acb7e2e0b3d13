"""Our own sound is taken out of the microphone."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from fakes.speakers import said

from offline.audio.mixer import Mixer
from offline.audio.samples import EAR_RATE, EAR_TICK, MOUTH_RATE, MOUTH_TICK
from offline.echo import Decimator, EchoCanceller, HalfDuplex, duplex
from offline.sound.kit import Kit, Signal
from offline.timeline import of_sound


def through(sound, milliseconds):
    """Play a sound (48 kHz) in a room with an echo; return microphone and cleaned microphone."""
    at_ear = soxr.resample(sound, MOUTH_RATE, EAR_RATE).astype(np.float32) * 0.5
    late = np.zeros(milliseconds * EAR_RATE // 1_000)
    noise = np.random.default_rng(0).normal(0, 1e-3, len(late) + len(at_ear))
    heard = np.concatenate((late, at_ear)) + noise
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
