"""A microphone that brings nothing at all: not a quiet room, but a switched-off device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from offline.audio.samples import EAR_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

DEAD_SECONDS: Final = 60
"""Even a quiet room moves the last bits of a converter; zeros for so long are no sound at all."""


class DeadAir:
    """Counts samples that are exactly zero, and tells once when a minute of them has come."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._zeros = 0
        self._told = False

    def push(self, samples: NDArray[np.int16]) -> None:
        """Take the next samples at EAR_RATE."""
        self._zeros = 0 if samples.any() else self._zeros + len(samples)
        if self._zeros >= DEAD_SECONDS * EAR_RATE and not self._told:
            self._told = True
            self._tell()
