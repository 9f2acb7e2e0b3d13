"""Factors for the stems of a block: how things fade, come back, and make room for words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from offline.audio import ducking
from offline.audio.clips import Stem
from offline.audio.samples import MOUTH_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from offline.audio.mixing import Shapes
    from offline.audio.samples import Samples

SPEECH_FADE: Final = MOUTH_RATE // 100
"""10 ms: words end at once (43 ms at most from the call to silence with a 20 ms buffer)."""

SOUND_FADE: Final = MOUTH_RATE * 14 // 100
"""140 ms: breathing sounds take 120 to 250 ms, so that a stop is no fright; with the largest buffer
of the loudspeaker (157 ms until it is heard) a stop is still over after 300 ms."""

SOUND_RETURN: Final = MOUTH_RATE * 12 // 100
"""120 ms: how breathing sounds come back after a pause."""


def falling(done: int, count: int) -> Shapes:
    """Return the next samples of the fade of something that was stopped `done` samples ago."""
    at = np.arange(done, done + count)
    fade = {stem: SPEECH_FADE if stem is Stem.SPEECH else SOUND_FADE for stem in Stem}
    return {stem: _cosine(np.maximum(1 - (at + 1) / fade[stem], 0)) for stem in Stem}


def returning(done: int, count: int) -> Shapes:
    """Return the next samples of the fade of something that goes on since `done` samples."""
    at = np.arange(done, done + count)
    fade = {stem: SPEECH_FADE if stem is Stem.SPEECH else SOUND_RETURN for stem in Stem}
    return {stem: _cosine(np.minimum((at + 1) / fade[stem], 1)) for stem in Stem}


def under_words(curve: NDArray[np.float64] | None) -> Shapes:
    """Return how what plays makes room for words over it; its own words are not heard then."""
    if curve is None:
        return {}
    sounds: dict[Stem, Samples | float] = {
        stem: ducking.gain(stem, curve) for stem in ducking.DUCK_DB
    }
    sounds[Stem.SPEECH] = _cosine(1 - curve)
    return sounds


def both(first: Shapes, second: Shapes) -> Shapes:
    """Return the product of two."""
    shared = {stem: first[stem] * second[stem] for stem in first.keys() & second.keys()}
    return {**first, **second, **shared}


def _cosine(ramp: NDArray[np.float64]) -> Samples:
    """Return a straight ramp bent to a raised cosine."""
    bent: Samples = (0.5 - 0.5 * np.cos(np.pi * ramp)).astype(np.float32)
    return bent
