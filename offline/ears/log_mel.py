"""Whisper's features: the logarithm of 80 mel bands, 100 frames a second."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offline.audio.samples import EAR_RATE

FFT_SAMPLES: Final = 400
HOP_SAMPLES: Final = 160
BANDS: Final = 80
FLOOR: Final = 1e-10
RANGE_DECADES: Final = 8.0
"""Whisper cuts everything more than 80 dB below the loudest band."""

Floats = NDArray[np.float32]


def log_mel(pcm: Floats, seconds: int) -> Floats:
    """Return the features of `pcm` (mono, 16 kHz, full scale 1.0), zero-padded to `seconds`.

    Shape (80, 100 * seconds). Sound beyond `seconds` is dropped.
    """
    length = seconds * EAR_RATE
    sound = np.zeros(length, np.float32)
    sound[: min(length, len(pcm))] = pcm[:length]
    padded = np.pad(sound, FFT_SAMPLES // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, FFT_SAMPLES)[::HOP_SAMPLES]
    spectrum = np.abs(np.fft.rfft(frames[: length // HOP_SAMPLES] * _WINDOW, axis=1)) ** 2
    bands = np.log10(np.maximum(_FILTERS @ spectrum.T, FLOOR))
    scaled: Floats = ((np.maximum(bands, bands.max() - RANGE_DECADES) + 4) / 4).astype(np.float32)
    return scaled


def _mel_filters() -> Floats:
    """Return 80 triangles over 201 bins, slaney scale and slaney norm as Whisper was trained."""
    step, knee, log_step = 200 / 3, 15.0, np.log(6.4) / 27
    top = knee + np.log(8000 / 1000) / log_step
    mels = np.linspace(0, top, BANDS + 2)
    hertz = np.where(mels < knee, step * mels, 1000 * np.exp(log_step * (mels - knee)))
    slopes = np.linspace(0, EAR_RATE / 2, FFT_SAMPLES // 2 + 1) - hertz[:, None]
    rising = slopes[:-2] / np.diff(hertz)[:-1, None]
    falling = -slopes[2:] / np.diff(hertz)[1:, None]
    triangles = np.maximum(0, np.minimum(rising, falling))
    return (triangles * (2 / (hertz[2:] - hertz[:-2]))[:, None]).astype(np.float32)


_FILTERS: Final = _mel_filters()
_WINDOW: Final = np.hanning(FFT_SAMPLES + 1)[:-1].astype(np.float32)
