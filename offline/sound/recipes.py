"""What every sound is made of, before it gets its level ("experience", section 5).

In rises by a fifth and opens slowly; out falls by a fourth and opens at once; their breath noise
lies in other bands. So one second of either, from anywhere, tells which it is
(`tests/voice/test_in_and_out.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from content.dialogue.reply import ChimeName, Phase
from offline.sound import synthesis
from offline.sound.levels import Signal
from offline.sound.synthesis import Wave, decibels, rise, samples_in

C4, D4, E4, F4, G4, A4, B4, D5 = 261.63, 293.66, 329.63, 349.23, 392.0, 440.0, 493.88, 587.33
"""Hz."""

NOISE_SHARE: Final = 0.6
"""Power of the breath noise beside its tone's, as amplitudes."""

BED_SECONDS: Final = 20.0
"""One period of the bed's slow swell (0.05 Hz), so that it can be repeated without a seam."""


def _breath(tone: Wave, breath_noise: Wave, envelope: Wave, release_seconds: float) -> Wave:
    mixed = synthesis.at_unit_power(tone + NOISE_SHARE * breath_noise)
    return synthesis.with_edges(mixed * envelope, 0.12, release_seconds)


def _in_envelope(count: int) -> Wave:
    opening = round(0.85 * count)
    return np.concatenate((0.18 + 0.82 * rise(opening), rise(count - opening)[::-1]))


def _out_envelope(count: int) -> Wave:
    opening = round(0.08 * count)
    run = np.linspace(0, 1, count - opening)
    return np.concatenate((rise(opening), np.exp(-2.1 * run) * (1 - run**6)))


def _in(count: int, key: float) -> Wave:
    breath_noise = synthesis.noise(count, 350, 1000, -0.5, seed=1)
    tone = synthesis.glide(C4 * key, G4 * key, count)
    return _breath(tone, breath_noise, _in_envelope(count), 0.12)


def _out(count: int, key: float) -> Wave:
    breath_noise = synthesis.noise(count, 260, 800, -0.5, seed=2)
    tone = synthesis.glide(F4 * key, C4 * key, count)
    return _breath(tone, breath_noise, _out_envelope(count), 0.25)


def _hold(count: int, key: float) -> Wave:
    time = 2 * np.pi * synthesis.clock(count)
    tone = 0.6 * np.sin(G4 * key * time) + 0.4 * np.sin((G4 * key + 0.4) * time)
    longest = samples_in(3.0)  # a short hold opens and closes sooner, so that it is as loud
    share = min(count, longest) / longest
    return synthesis.with_edges(tone, 0.3 * share, 0.4 * share)


def _top_up(count: int, key: float) -> Wave:
    """Return a sip: the last 30 % of an in-breath, going on upwards."""
    envelope = _in_envelope(round(count / 0.3))[-count:]
    return synthesis.with_edges(synthesis.glide(G4 * key, B4 * key, count) * envelope, 0.08, 0.08)


PHASES: Final[dict[Phase, Callable[[int, float], Wave]]] = {
    Phase.IN: _in,
    Phase.TOP_UP: _top_up,
    Phase.HOLD: _hold,
    Phase.OUT: _out,
}
"""Sound of a phase from its number of samples and the factor of its key; a rest has none."""

PHASE_BELL_HERTZ: Final = {Phase.IN: G4, Phase.TOP_UP: B4, Phase.HOLD: E4, Phase.OUT: C4}


def phase_bell(phase: Phase, key: float) -> Wave:
    """Return the small bell that marks a phase where bells alone guide."""
    return synthesis.struck(PHASE_BELL_HERTZ[phase] * key, 1.5, synthesis.SMALL_BELL)


def chime(name: ChimeName, key: float) -> Wave:
    """Return a sound that belongs to what is said."""
    match name:
        case ChimeName.START_BELL:
            return synthesis.struck(G4 * key, 7.0, synthesis.BELL)
        case ChimeName.END_BELL:
            first = synthesis.struck(G4 * key, 7.0, synthesis.BELL)
            second = synthesis.struck(D4 * key, 6.0, synthesis.BELL) * 0.8
            return synthesis.overlaid((0.0, first), (1.8, second))
        case ChimeName.KEPT:
            first, second = synthesis.pip(E4 * key, 0.09, 0.25), synthesis.pip(A4 * key, 0.12, 0.35)
            return synthesis.overlaid((0.0, first), (0.12, second))
        case ChimeName.NOT_UNDERSTOOD:
            return synthesis.pip(D4 * key, 0.14, 0.4)


def signal(name: Signal, key: float) -> Wave:
    """Return a sound of the conversation."""
    match name:
        case Signal.LISTENING:
            return synthesis.pip(G4 * key, 0.09, 0.25)
        case Signal.GAVE_UP:
            first, second = synthesis.pip(E4 * key, 0.07, 0.25), synthesis.pip(C4 * key, 0.07, 0.25)
            return synthesis.overlaid((0.0, first), (0.07, second))
        case Signal.MINUTE:
            return synthesis.struck(D5 * key, 1.5, synthesis.SMALL_BELL)
        case Signal.THINKING:
            return synthesis.with_edges(bed(), 1.0, 1.0)


def bed() -> Wave:
    """Return 20 s of the quiet noise under a practice, to be repeated without a seam."""
    count = samples_in(BED_SECONDS)
    swell = decibels(1.0) ** (1.5 * np.sin(2 * np.pi * np.arange(count) / count))
    return synthesis.noise(count, 120, 1400, -0.75, seed=3) * swell
