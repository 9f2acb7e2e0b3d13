"""Synthetic people in a room, and recorded ones: sound for the ears, 16 kHz, deterministic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
import soxr

from offline.audio.samples import EAR_RATE
from offline.ears.vad import FRAME_BYTES
from offline.voices.synthesiser import synthesiser

LEVEL_DBFS = -26.0
"""Active level of a person at a laptop."""

SPEAKERS = {"hibari": ("hibari", 165), "espeak": ("espeak_sync", 150)}


@cache
def said(speaker: str, text: str, words_per_minute: int = 0) -> np.ndarray:
    """Return a text as a synthetic speaker says it, trimmed, at LEVEL_DBFS."""
    driver, usual = SPEAKERS[speaker]
    sound, rate = synthesiser(driver).render(text, words_per_minute or usual)
    return levelled(soxr.resample(sound, rate, EAR_RATE))


@cache
def recorded(path: Path) -> np.ndarray:
    """Return a recording of a person, as long as it is, at LEVEL_DBFS."""
    sound, rate = soundfile.read(path, dtype="float32")
    return levelled(soxr.resample(sound, rate, EAR_RATE) if rate != EAR_RATE else sound, trim=False)


def levelled(sound: np.ndarray, *, trim: bool = True) -> np.ndarray:
    """Scale to LEVEL_DBFS over the louder half of the 20 ms frames."""
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    if trim:
        sound = sound[loud[0] : loud[-1] + 1]
    gain_db = LEVEL_DBFS - active_level(sound)
    return (sound * 10 ** (gain_db / 20)).astype(np.float32)


def active_level(sound: np.ndarray) -> float:
    """Return the level of the louder half of the 20 ms frames, in dBFS."""
    blocks = sound[: len(sound) // 320 * 320].reshape(-1, 320).astype(np.float64)
    energies = np.sort((blocks**2).mean(axis=1))
    return float(10 * np.log10(energies[len(energies) // 2 :].mean()))


def in_room(
    *parts: np.ndarray | float,
    noise_dbfs: float = -50.0,
    seed: int = 0,
    lead: float = 1.0,
    tail: float = 2.5,
) -> bytes:
    """Put sounds and pauses (seconds) one after the other into a noisy room, as int16 bytes."""
    pieces = [np.zeros(int(lead * EAR_RATE))]
    pieces += [np.zeros(int(p * EAR_RATE)) if isinstance(p, float) else p for p in parts]
    pieces.append(np.zeros(int(tail * EAR_RATE)))
    sound = np.concatenate(pieces)
    noise = np.random.default_rng(seed).normal(0, 10 ** (noise_dbfs / 20), len(sound))
    return (np.clip(sound + noise, -1, 1) * 32767).astype("<i2").tobytes()


def frames(sound: bytes) -> Iterator[bytes]:
    """Yield whole 10 ms frames."""
    for at in range(0, len(sound) - FRAME_BYTES + 1, FRAME_BYTES):
        yield sound[at : at + FRAME_BYTES]


def utterance(*parts: np.ndarray | float, noise_dbfs: float = -50.0) -> bytes:
    """Return sounds as the voice gate would hand them over: 0.3 s before and 0.5 s after."""
    return in_room(*parts, noise_dbfs=noise_dbfs, lead=0.3, tail=0.5)
