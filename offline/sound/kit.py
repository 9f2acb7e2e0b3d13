"""The sound kit: every sound the companion makes besides words, by day and by night."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from content.dialogue.reply import ChimeName, Phase
from offline.sound import levels, recipes
from offline.sound.levels import Level, Signal
from offline.sound.synthesis import Wave, decibels, samples_in

if TYPE_CHECKING:
    from offline.audio.samples import Samples

__all__ = ["Kit", "Signal"]

FIRST_SAMPLE: Final = 2 / 32_768
"""A phase's sound opens slowly; its first sample is at least this (-84 dBFS), so that the
phase begins there in a 16-bit file too and not some milliseconds later."""

FIRST_SAMPLE_AT_NIGHT: Final = 18 / 32_768
"""Still 2 of 32,768 when the practice has fallen by 15 dB and a word takes 4 more; -65 dBFS, under
the bed's noise."""

SEMITONES: Final = (0, 1, 2, 1)
"""Keys that a long practice moves through; no higher, so that what matters stays at 260-800 Hz."""

_WORDS_AFTER: Final = {ChimeName.START_BELL: 3.0, ChimeName.END_BELL: 4.8}
"""Seconds until a bell is 30 dB lower: words never stand on a bell. Other chimes: their end."""

_KEPT_PHASES: Final = 64
"""Phase sounds that a kit keeps: three keys of every length that steering can make."""


class Kit:
    """Sounds by name, length and key; the same arrays are handed out again and again.

    A sound that is not for this time of day is empty, or None for a phase.
    """

    def __init__(self, *, night: bool = False) -> None:
        self.night = night
        self.bed_fade_in = samples_in(3.0)
        self.bed_fade_out = samples_in(300.0 if night else 4.0)

    def phase(self, phase: Phase, samples: int, semitones: int = 0) -> Samples | None:
        """Return the sound of a phase of that many samples; None for a silent one."""
        return _phase(phase, samples, semitones, self.night)

    def phase_bell(self, phase: Phase, semitones: int = 0) -> Samples | None:
        """Return the small bell that marks a phase where bells alone were chosen."""
        return _phase_bell(phase, semitones, self.night)

    def chime(self, name: ChimeName, semitones: int = 0) -> Samples:
        """Return a sound that belongs to a reply."""
        return _chime(name, semitones, self.night)

    def words_after(self, name: ChimeName) -> int:
        """Return how many samples after its start words may follow a chime."""
        seconds = _WORDS_AFTER.get(name)
        length = len(self.chime(name))
        return length if seconds is None else min(length, samples_in(seconds))

    def signal(self, name: Signal, semitones: int = 0) -> Samples:
        """Return a sound of the conversation."""
        return _signal(name, semitones, self.night)

    def bed(self) -> Samples:
        """Return 20 s of the quiet noise under a practice, to be repeated without a seam."""
        return _bed(self.night)


def _factor(semitones: int) -> float:
    return float(2.0 ** (semitones / 12))


def _finished(wave: Wave, gain_db: float) -> Samples:
    samples: Samples = (wave * decibels(gain_db)).astype(np.float32)
    samples.flags.writeable = False  # shared by every timeline
    return samples


def _from_first_sample(wave: Wave, gain_db: float, *, night: bool) -> Samples:
    """Return a sound that is there from its first sample on, in a 16-bit file too."""
    least = (FIRST_SAMPLE_AT_NIGHT if night else FIRST_SAMPLE) / decibels(gain_db)
    wave[0] = np.copysign(max(abs(wave[0]), least), wave[0])
    return _finished(wave, gain_db)


@cache
def _silence() -> Samples:
    return _finished(np.zeros(0), 0.0)


@lru_cache(maxsize=_KEPT_PHASES)
def _phase(phase: Phase, samples: int, semitones: int, night: bool) -> Samples | None:
    level = levels.PHASES.get(phase)
    gain_db = level.gain_db(night=night) if level else None
    if gain_db is None or samples <= 0:
        return None
    return _from_first_sample(
        recipes.PHASES[phase](samples, _factor(semitones)), gain_db, night=night
    )


@cache
def _phase_bell(phase: Phase, semitones: int, night: bool) -> Samples | None:
    gain_db = levels.PHASE_BELL.gain_db(night=night)
    if phase not in recipes.PHASE_BELL_HERTZ or gain_db is None:
        return None
    return _from_first_sample(recipes.phase_bell(phase, _factor(semitones)), gain_db, night=night)


@cache
def _chime(name: ChimeName, semitones: int, night: bool) -> Samples:
    return _levelled(recipes.chime(name, _factor(semitones)), levels.CHIMES[name], night=night)


@cache
def _signal(name: Signal, semitones: int, night: bool) -> Samples:
    return _levelled(recipes.signal(name, _factor(semitones)), levels.SIGNALS[name], night=night)


@cache
def _bed(night: bool) -> Samples:
    return _levelled(recipes.bed(), levels.BED, night=night)


def _levelled(wave: Wave, level: Level, *, night: bool) -> Samples:
    gain_db = level.gain_db(night=night)
    return _silence() if gain_db is None else _finished(wave, gain_db)
