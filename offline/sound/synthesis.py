"""Building blocks of the kit: glides, noise, bells, edges. Arrays are float64 at MOUTH_RATE."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offline.audio.samples import MOUTH_RATE

Wave = NDArray[np.float64]

_PARTIALS: Final = ((1, 0.0), (2, -12.0), (3, -20.0))
"""Multiple of the fundamental and level in dB."""

BELL: Final = ((1, 0.0, 6.5), (1.002, -3.0, 6.2), (2.71, -10.0, 3.0), (5.15, -20.0, 1.4))
"""Partials of a struck bowl: multiple, level in dB, seconds until it is 60 dB lower."""

SMALL_BELL: Final = ((1, 0.0, 1.5), (2.71, -16.0, 0.8))
"""Small bells ring higher, so their second partial is low: 1.5 to 4 kHz stay empty."""


def decibels(level: float) -> float:
    """Return a level in dB as a factor."""
    return float(10.0 ** (level / 20))


def samples_in(seconds: float) -> int:
    """Return how many samples a length has, rounded."""
    return round(seconds * MOUTH_RATE)


def clock(count: int) -> Wave:
    """Return the time of each sample in seconds."""
    return np.arange(count) / MOUTH_RATE


def rise(count: int) -> Wave:
    """Return a raised cosine from just over 0 to just under 1."""
    return 0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 1) / (count + 1))


def with_edges(wave: Wave, attack_seconds: float, release_seconds: float) -> Wave:
    """Return the wave faded in and out; a short one shares itself between the two."""
    attack = min(samples_in(attack_seconds), len(wave) // 2)
    release = min(samples_in(release_seconds), len(wave) - attack)
    edged = wave.copy()
    edged[:attack] *= rise(attack)
    edged[len(wave) - release :] *= rise(release)[::-1]
    return edged


def at_unit_power(wave: Wave) -> Wave:
    """Return the wave at a root mean square of 1."""
    scaled: Wave = wave / np.sqrt((wave**2).mean())
    return scaled


def glide(from_hertz: float, to_hertz: float, count: int) -> Wave:
    """Return a tone whose pitch moves by a raised cosine of the logarithm of frequency."""
    hertz = from_hertz * (to_hertz / from_hertz) ** rise(count)
    phase = 2 * np.pi * np.cumsum(hertz) / MOUTH_RATE
    tones = [decibels(level) * np.sin(multiple * phase) for multiple, level in _PARTIALS]
    return at_unit_power(np.sum(tones, axis=0))


def noise(count: int, low_hertz: float, high_hertz: float, slope: float, seed: int) -> Wave:
    """Return noise between two corners, seamless if repeated, at a root mean square of 1.

    Args:
        count: samples.
        low_hertz: corner below which it falls by 24 dB an octave.
        high_hertz: corner above which it falls likewise.
        slope: power of frequency that its amplitude follows in between.
        seed: the same seed and count give the same noise.
    """
    hertz = np.maximum(np.fft.rfftfreq(count, 1 / MOUTH_RATE), 1.0)
    amplitude = hertz**slope / (1 + (low_hertz / hertz) ** 4) / (1 + (hertz / high_hertz) ** 4)
    amplitude[0] = 0.0
    phase = np.random.default_rng(seed).random(len(hertz))
    return at_unit_power(np.fft.irfft(amplitude * np.exp(2j * np.pi * phase), count))


def struck(hertz: float, seconds: float, partials: tuple[tuple[float, float, float], ...]) -> Wave:
    """Return a bell: each partial (multiple, dB, T60 in seconds) dies away by itself."""
    time = clock(samples_in(seconds))
    tones = [
        decibels(level) * np.sin(2 * np.pi * hertz * multiple * time) * 10 ** (-3 * time / fall)
        for multiple, level, fall in partials
    ]
    return with_edges(np.sum(tones, axis=0), 0.012, 0.5)


def pip(hertz: float, seconds: float, fall_seconds: float) -> Wave:
    """Return a short soft tone."""
    time = clock(samples_in(seconds))
    tone = np.sin(2 * np.pi * hertz * time) + decibels(-16) * np.sin(4 * np.pi * hertz * time)
    return with_edges(tone * 10 ** (-3 * time / fall_seconds), 0.012, 0.03)


def overlaid(*parts: tuple[float, Wave]) -> Wave:
    """Return waves laid over each other, each from its own second."""
    length = max(samples_in(start) + len(wave) for start, wave in parts)
    whole = np.zeros(length)
    for start, wave in parts:
        first = samples_in(start)
        whole[first : first + len(wave)] += wave
    return whole
