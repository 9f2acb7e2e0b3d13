"""How loud a microphone is, in one number and one word."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FULL_SCALE: Final = 32_768
CLIPPED: Final = 32_700
"""A sample from here on stands at the converter's end."""

CLIPPED_SHARE: Final = 0.001
"""One sample in a thousand: a click is none, a voice that is too loud is."""

QUIET_DBFS: Final = -50.0
"""Below it the voice gate of the ears hardly opens: its own limit over our sound is -46."""

NOTHING_DBFS: Final = -200.0


@dataclass(frozen=True, slots=True)
class Level:
    """Root mean square in dB of full scale, and what that means."""

    dbfs: float
    word: str
    """`nothing` (every sample is zero), `quiet`, `good` or `clipping`."""


def level_of(samples: NDArray[np.int16]) -> Level:
    """Return the level of 16-bit samples."""
    if not samples.any():
        return Level(NOTHING_DBFS, "nothing")
    plain = samples.astype(np.float64)
    dbfs = 20 * math.log10(math.sqrt(float(np.mean(plain**2))) / FULL_SCALE)
    if np.mean(np.abs(plain) >= CLIPPED) > CLIPPED_SHARE:
        return Level(dbfs, "clipping")
    return Level(dbfs, "quiet" if dbfs < QUIET_DBFS else "good")
