"""Loudness after ITU-R BS.1770-4, mono: K-weighting and two gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from offline.audio.samples import MOUTH_RATE, Samples
from offline.audio.spectrum import fast_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

# BS.1770-4, tables 1 and 2: the two filters at 48 kHz, as (b, a).
_SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))

_BLOCK: Final = MOUTH_RATE * 2 // 5
_HOP: Final = _BLOCK // 4
_ABSOLUTE_GATE: Final = -70.0
_RELATIVE_GATE: Final = -10.0
_OFFSET: Final = -0.691


def _k_weighted(samples: Samples) -> NDArray[np.float64]:
    size = fast_size(len(samples) + MOUTH_RATE // 4)  # room for the filters' ringing
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    spectrum = np.fft.rfft(samples.astype(np.float64), size)
    for above, below in (_SHELF, _HIGH_PASS):
        spectrum *= np.polyval(above[::-1], z) / np.polyval(below[::-1], z)
    return np.fft.irfft(spectrum, size)[: len(samples)]


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return _OFFSET + 10 * np.log10(np.maximum(power, 1e-12))


def integrated_loudness(samples: Samples) -> float:
    """Return the gated loudness in LUFS; -inf for silence and for less than 0.4 s."""
    if len(samples) < _BLOCK:
        return -np.inf
    energy = np.concatenate(([0.0], np.cumsum(_k_weighted(samples) ** 2)))
    starts = np.arange(0, len(samples) - _BLOCK + 1, _HOP)
    power = (energy[starts + _BLOCK] - energy[starts]) / _BLOCK
    loud = power[_lufs(power) > _ABSOLUTE_GATE]
    if not len(loud):
        return -np.inf
    threshold = float(_lufs(loud.mean(keepdims=True))[0]) + _RELATIVE_GATE
    return float(_lufs(loud[_lufs(loud) > threshold].mean(keepdims=True))[0])
