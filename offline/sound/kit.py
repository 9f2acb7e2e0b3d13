"""The sound kit: every sound the companion makes besides words, by day.

Recipes and levels are those of the shared reference "experience", section 5. A gain is the
number of dB that brings the recipe to the level beside it; they were found with pyloudnorm
0.1.1, and `tests/voice/test_kit.py` measures them again.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from content.dialogue.reply import ChimeName, Phase
from offline.sound import synthesis
from offline.sound.synthesis import Wave, decibels, rise, samples_in

if TYPE_CHECKING:
    from offline.audio.samples import Samples

C4, E4, F4, G4, B4 = 261.63, 329.63, 349.23, 392.0, 493.88
D4, A4 = 293.66, 440.0

NOISE_SHARE: Final = 0.6
"""Power of the breath noise beside its tone's, as amplitudes."""

BED_SECONDS: Final = 20.0
"""One period of the bed's slow swell (0.05 Hz), so that it can be repeated without a seam."""

BED_FADE_IN: Final = samples_in(3.0)
BED_FADE_OUT: Final = samples_in(4.0)

FIRST_SAMPLE: Final = 2 / 32_768
"""A phase's sound opens slowly; its first sample is at least this (-84 dBFS), so that the
phase begins there in a 16-bit file too and not some milliseconds later."""


class Signal(StrEnum):
    """Sounds of the conversation that no reply asks for."""

    LISTENING = "listening"
    """The microphone is open; 90 ms."""

    GAVE_UP = "gave_up"


_PHASE_GAIN: Final = {
    Phase.IN: -22.3,  # -26 LUFS
    Phase.TOP_UP: -25.9,  # -28 LUFS
    Phase.HOLD: -31.1,  # -38 LUFS
    Phase.OUT: -22.2,  # -28 LUFS
}
_PHASE_BELL: Final = {Phase.IN: G4, Phase.TOP_UP: B4, Phase.HOLD: E4, Phase.OUT: C4}
_PHASE_BELL_GAIN: Final = -15.7  # -30 LUFS; our choice, the reference has no such bell
_CHIME_GAIN: Final = {
    ChimeName.START_BELL: -17.1,  # -27 LUFS
    ChimeName.END_BELL: -19.7,  # -29 LUFS
    ChimeName.KEPT: -17.6,  # -30 LUFS
    ChimeName.NOT_UNDERSTOOD: -21.4,  # -33 LUFS
}
_SIGNAL_GAIN: Final = {Signal.LISTENING: -17.7, Signal.GAVE_UP: -22.4}  # -30, -34 LUFS
_BED_GAIN: Final = -43.4  # -44 LUFS

_WORDS_AFTER: Final = {ChimeName.START_BELL: 3.0, ChimeName.END_BELL: 4.8}
"""Seconds until a bell is 30 dB lower: words never stand on a bell. Other chimes: their end."""


def _finished(wave: Wave, gain: float) -> Samples:
    samples: Samples = (wave * decibels(gain)).astype(np.float32)
    samples.flags.writeable = False  # shared by every timeline
    return samples


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


def _in(count: int) -> Wave:
    breath_noise = synthesis.noise(count, 350, 1000, -0.5, seed=1)
    return _breath(synthesis.glide(C4, G4, count), breath_noise, _in_envelope(count), 0.12)


def _out(count: int) -> Wave:
    breath_noise = synthesis.noise(count, 260, 800, -0.5, seed=2)
    return _breath(synthesis.glide(F4, C4, count), breath_noise, _out_envelope(count), 0.25)


def _hold(count: int) -> Wave:
    time = synthesis.clock(count)
    tone = 0.6 * np.sin(2 * np.pi * G4 * time) + 0.4 * np.sin(2 * np.pi * (G4 + 0.4) * time)
    return synthesis.with_edges(tone, 0.3, 0.4)


def _top_up(count: int) -> Wave:
    """Return a sip: the last 30 % of an in-breath, going on upwards."""
    envelope = _in_envelope(round(count / 0.3))[-count:]
    return synthesis.with_edges(synthesis.glide(G4, B4, count) * envelope, 0.08, 0.08)


_PHASES: Final = {Phase.IN: _in, Phase.TOP_UP: _top_up, Phase.HOLD: _hold, Phase.OUT: _out}


def _chime(name: ChimeName) -> Wave:
    bell = synthesis.struck(G4, 7.0, synthesis.BELL)
    match name:
        case ChimeName.START_BELL:
            return bell
        case ChimeName.END_BELL:
            second = synthesis.struck(D4, 6.0, synthesis.BELL) * 0.8
            return synthesis.overlaid((0.0, bell), (1.8, second))
        case ChimeName.KEPT:
            return synthesis.overlaid(
                (0.0, synthesis.pip(E4, 0.09, 0.25)), (0.12, synthesis.pip(A4, 0.12, 0.35))
            )
        case ChimeName.NOT_UNDERSTOOD:
            return synthesis.pip(D4, 0.14, 0.4)


def _signal(name: Signal) -> Wave:
    match name:
        case Signal.LISTENING:
            return synthesis.pip(G4, 0.09, 0.25)
        case Signal.GAVE_UP:
            return synthesis.overlaid(
                (0.0, synthesis.pip(E4, 0.07, 0.25)), (0.07, synthesis.pip(C4, 0.07, 0.25))
            )


class Kit:
    """Sounds by name and length; the same arrays are handed out again and again."""

    def __init__(self) -> None:
        self._phase = cache(self._synthesised)

    def phase(self, phase: Phase, samples: int) -> Samples | None:
        """Return the sound of a phase of that many samples; None for a rest."""
        return self._phase(phase, samples)

    def _synthesised(self, phase: Phase, samples: int) -> Samples | None:
        if phase not in _PHASES or samples <= 0:
            return None
        wave = _PHASES[phase](samples) * decibels(_PHASE_GAIN[phase])
        wave[0] = np.copysign(max(abs(wave[0]), FIRST_SAMPLE), wave[0])
        return _finished(wave, 0.0)

    def phase_bell(self, phase: Phase) -> Samples | None:
        """Return the small bell that marks a phase where bells alone were chosen."""
        return _phase_bell(phase)

    def chime(self, name: ChimeName) -> Samples:
        """Return a sound that belongs to a reply."""
        return _finished_chime(name)

    def words_after(self, name: ChimeName) -> int:
        """Return how many samples after its start words may follow a chime."""
        seconds = _WORDS_AFTER.get(name)
        return len(self.chime(name)) if seconds is None else samples_in(seconds)

    def signal(self, name: Signal) -> Samples:
        """Return a sound of the conversation."""
        return _finished_signal(name)

    def bed(self) -> Samples:
        """Return 20 s of the quiet noise under a practice, to be repeated without a seam."""
        return _bed()


@cache
def _phase_bell(phase: Phase) -> Samples | None:
    if phase not in _PHASE_BELL:
        return None
    wave = synthesis.struck(_PHASE_BELL[phase], 1.5, synthesis.SMALL_BELL)
    wave *= decibels(_PHASE_BELL_GAIN)
    wave[0] = FIRST_SAMPLE
    return _finished(wave, 0.0)


@cache
def _finished_chime(name: ChimeName) -> Samples:
    return _finished(_chime(name), _CHIME_GAIN[name])


@cache
def _finished_signal(name: Signal) -> Samples:
    return _finished(_signal(name), _SIGNAL_GAIN[name])


@cache
def _bed() -> Samples:
    count = samples_in(BED_SECONDS)
    swell = decibels(1.0) ** (1.5 * np.sin(2 * np.pi * np.arange(count) / count))
    return _finished(synthesis.noise(count, 120, 1400, -0.75, seed=3) * swell, _BED_GAIN)
