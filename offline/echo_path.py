"""The way from loudspeaker to microphone, learnt while we sound; what is heard without it.

A canceller that also suppresses (WebRTC's) eats the quiet sounds of somebody who speaks beneath us:
the "s" of "stop", the "p" of "pause". What a linear model of the way takes out beforehand need not
be suppressed. The model is a frequency-domain Kalman filter in partitions of one tick (Enzner and
Vary 2006; Kuech, Mabande and Enzner 2014): it holds still by itself while another voice is louder
than its errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from offline.audio.samples import EAR_TICK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PARTITIONS: Final = 20
"""Ticks that the way may take with its tail: 200 ms."""

KEEPS: Final = np.float32(0.999)
"""Square of the share of the way that is expected to stay as it was from tick to tick."""

UNKNOWN: Final = np.float32(1.0)
"""How much of the power of the way is open at the start, in each bin."""

SILENT: Final = 1e-4
"""Peak below which the loudspeaker is silent: -80 dBFS."""

MOVES: Final = np.float32(0.05)
"""Power by which any bin of the way may be other than it was: without it a way that was unlearnt,
because the computer was moved, would stay at nothing (5 s with 0.01 until 39 dB, 3 s with this)."""

FLOOR: Final = np.float32(1e-6)


class EchoPath:
    """Learns and subtracts; one tick of 10 ms at a time, 0.25 ms of a processor each.

    It costs next to nothing while the loudspeaker is silent.
    """

    def __init__(self) -> None:
        bins = EAR_TICK + 1
        self._played: Floats = np.zeros(2 * EAR_TICK, np.float32)
        self._spectra = np.zeros((PARTITIONS, bins), np.complex64)
        self._error: Floats = np.zeros(bins, np.float32)
        self._quiet = PARTITIONS
        self._way = np.zeros((PARTITIONS, bins), np.complex64)
        self._doubt: Floats = np.full((PARTITIONS, bins), UNKNOWN, np.float32)

    def clean(self, heard: Floats, played: Floats) -> Floats:
        """Return what was heard without what was played.

        Args:
            heard: a tick of the microphone, full scale 1.
            played: what the loudspeaker got, no later than the microphone hears it.
        """
        self._quiet = 0 if np.abs(played).max() > SILENT else self._quiet + 1
        if self._quiet > PARTITIONS:
            return heard
        self._played = np.concatenate((self._played[EAR_TICK:], played))
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(self._played)
        guess = np.fft.irfft((self._way * self._spectra).sum(axis=0))[EAR_TICK:]
        left: Floats = (heard - guess).astype(np.float32)
        self._learn(left)
        return left if left @ left < heard @ heard else heard

    def _learn(self, left: Floats) -> None:
        error = np.fft.rfft(np.concatenate((np.zeros(EAR_TICK, np.float32), left)))
        power = (np.abs(error) ** 2).astype(np.float32)
        self._error = ((self._error + power) / 2).astype(np.float32)
        noise = np.maximum(power, self._error)
        played = np.abs(self._spectra) ** 2
        expected = (self._doubt * played).sum(axis=0) / 2 + 2 * noise + FLOOR
        gain = self._doubt / expected
        kept = KEEPS * (1 - gain * played / 2) * self._doubt
        moves = (1 - KEEPS) * (np.abs(self._way) ** 2 + MOVES)
        self._doubt = (kept + moves).astype(np.float32)
        moved = self._way + gain * np.conj(self._spectra) * error
        answer = np.fft.irfft(moved, axis=1)
        answer[:, EAR_TICK:] = 0
        self._way = np.fft.rfft(answer, axis=1).astype(np.complex64)
