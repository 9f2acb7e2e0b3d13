"""Sounds step back while somebody speaks: how far, and how quickly.

The curve of a timeline is part of it: it is down before the first word, because the words are
known beforehand. What is spoken over a timeline comes unannounced, so there the curve starts
with the words (`Follower`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from offline.audio.clips import Stem
from offline.audio.samples import MOUTH_RATE, Samples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from offline.audio.clips import Clip

DUCK_DB: Final = {Stem.BED: 6.0, Stem.TONES: 4.0}
"""Dips under speech (shared reference "experience", section 5)."""

DOWN: Final = MOUTH_RATE * 15 // 100
UP: Final = MOUTH_RATE * 7 // 10


def depth(clips: Iterable[Clip], start: int, count: int) -> NDArray[np.float64] | None:
    """Return how far down sounds are in a window, 0 to 1 a sample; None where nobody speaks."""
    curve = None
    for clip in clips:
        if clip.stem is not Stem.SPEECH:
            continue
        if clip.start - DOWN >= start + count or clip.end + UP <= start:
            continue
        curve = np.zeros(count) if curve is None else curve
        at = np.arange(start, start + count)
        into = np.clip((at - clip.start) / DOWN + 1, 0, 1)
        out = np.clip(1 - (at - clip.end) / UP, 0, 1)
        np.maximum(curve, np.minimum(into, out), out=curve)
    return curve


def gain(stem: Stem, curve: NDArray[np.float64]) -> Samples:
    """Return the factor of a stem under a curve of `depth`."""
    bent = 0.5 - 0.5 * np.cos(np.pi * curve)
    factor: Samples = (10.0 ** (-DUCK_DB.get(stem, 0.0) / 20 * bent)).astype(np.float32)
    return factor


class Follower:
    """The curve for words that come unannounced: 150 ms down, 700 ms up, in blocks of any size."""

    def __init__(self) -> None:
        self._level = 0.0

    def follow(self, clips: Iterable[Clip], start: int, count: int) -> NDArray[np.float64] | None:
        """Return the next `count` samples of the curve; None where it is at rest.

        Args:
            clips: what is spoken; nothing once it is over.
            start: where the block begins on their clock.
            count: samples of the block.
        """
        edges = sorted({0, count, *_changes(clips, start, count)})
        if self._level == 0 and len(edges) == 2 and not _speaks(clips, start):  # noqa: PLR2004  (one piece, all of it quiet)
            return None
        pieces = [
            self._piece(up=not _speaks(clips, start + first), count=last - first)
            for first, last in pairwise(edges)
        ]
        return np.concatenate(pieces)

    def _piece(self, *, up: bool, count: int) -> NDArray[np.float64]:
        step = -1 / UP if up else 1 / DOWN
        curve: NDArray[np.float64] = np.clip(self._level + step * np.arange(1, count + 1), 0.0, 1.0)
        self._level = float(curve[-1])
        return curve


def _changes(clips: Iterable[Clip], start: int, count: int) -> set[int]:
    """Return where in a block somebody begins or ends to speak."""
    edges = {
        edge - start
        for clip in clips
        if clip.stem is Stem.SPEECH
        for edge in (clip.start, clip.end)
    }
    return {edge for edge in edges if 0 < edge < count}


def _speaks(clips: Iterable[Clip], at: int) -> bool:
    return any(clip.stem is Stem.SPEECH and clip.start <= at < clip.end for clip in clips)
