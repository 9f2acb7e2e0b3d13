"""Trimming and limiting."""

from __future__ import annotations

from typing import Final

import numpy as np

from offline.audio.samples import MOUTH_RATE, Samples

SILENCE: Final = 100 / 32_768
"""-50 dBFS: what lies below it at either end of a spoken text is not part of it."""

CEILING: Final = 10 ** (-1 / 20)
"""-1 dBFS: no sample that leaves the mixer or enters a file is larger."""

_BLOCK: Final = MOUTH_RATE // 1000
_REACH: Final = 5
"""Blocks (milliseconds) that the limiter looks ahead and back."""


def trim(samples: Samples) -> Samples:
    """Return the samples from the first to the last that is over -50 dBFS."""
    (loud,) = np.nonzero(np.abs(samples) > SILENCE)
    if not len(loud):
        return samples[:0]
    return samples[loud[0] : loud[-1] + 1]


def limit(samples: Samples, ceiling: float) -> Samples:
    """Return the samples with peaks held under `ceiling` by a gain that moves over 5 ms.

    The gain is one number a millisecond, the least that its neighbourhood needs, joined by
    straight lines; so no sample is ever above the ceiling and nothing is clipped.
    """
    if not len(samples) or float(np.abs(samples).max()) <= ceiling:
        return samples
    blocks = -(-len(samples) // _BLOCK)
    padded = np.zeros(blocks * _BLOCK, np.float32)
    padded[: len(samples)] = np.abs(samples)
    needed = ceiling / np.maximum(padded.reshape(blocks, _BLOCK).max(axis=1), ceiling)
    around = np.pad(needed, _REACH, mode="edge")
    least = np.lib.stride_tricks.sliding_window_view(around, 2 * _REACH + 1).min(axis=1)
    centres = (np.arange(blocks) + 0.5) * _BLOCK
    gain = np.interp(np.arange(len(samples)), centres, least)
    limited: Samples = (samples * gain).astype(np.float32)
    return limited


def guard(samples: Samples) -> Samples:
    """Return a block whose peaks are bent to stay under -1 dBFS.

    Levels already see to that (`offline/sound/kit.py`, `offline/voices/voice.py`); this is the
    last resort where a listener turned the volume up.
    """
    knee = 0.8
    size = np.abs(samples)
    if not len(samples) or float(size.max()) <= knee:
        return samples
    room = 0.999 * CEILING - knee
    bent = np.sign(samples) * (knee + room * np.tanh((size - knee) / room))
    guarded: Samples = np.where(size > knee, bent, samples).astype(np.float32)
    return guarded
