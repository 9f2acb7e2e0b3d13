"""Sounds at places, and how they add up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from offline.audio.samples import Samples


class Stem(StrEnum):
    """What kind of sound a clip is; each fades in its own way."""

    SPEECH = "speech"
    TONES = "tones"
    BED = "bed"
    CHIME = "chime"


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Samples at a place; `samples` may be shared with other clips and is never written to."""

    start: int
    samples: Samples
    stem: Stem
    length: int = -1
    """In samples; longer than `samples` means that they are repeated. Default: once."""

    fade_in: int = 0
    fade_out: int = 0
    """Samples of raised cosine at either end."""

    def __post_init__(self) -> None:
        """Put the natural length in."""
        if self.length < 0:
            object.__setattr__(self, "length", len(self.samples))

    @property
    def end(self) -> int:
        """Sample after the last."""
        return self.start + self.length


def mix(
    clips: Iterable[Clip],
    start: int,
    count: int,
    without: Clip | Stem | None = None,
    only: Stem | None = None,
) -> Samples:
    """Return a window of `count` samples from `start` on, the clips added up in their order.

    Args:
        clips: what may sound.
        start: first sample of the window; it may lie before 0.
        count: samples.
        without: a clip or a stem to leave out.
        only: the one stem to render.
    """
    window = np.zeros(count, np.float32)
    for clip in clips:
        if clip.start >= start + count or clip.end <= start:
            continue
        if clip is without or clip.stem == without or (only is not None and clip.stem != only):
            continue
        _add(clip, start, window)
    return window


def _add(clip: Clip, start: int, window: Samples) -> None:
    first = max(clip.start, start)
    last = min(clip.end, start + len(window))
    begin, end = first - clip.start, last - clip.start
    if clip.length > len(clip.samples):
        piece = clip.samples[np.arange(begin, end) % len(clip.samples)]
    else:
        piece = clip.samples[begin:end]
    if begin < clip.fade_in or end > clip.length - clip.fade_out:
        piece = piece * _edges(clip, begin, end)
    window[first - start : last - start] += piece


def _edges(clip: Clip, begin: int, end: int) -> Samples:
    at = np.arange(begin, end)
    opened = np.clip((at + 1) / (clip.fade_in + 1), 0, 1)
    closing = np.clip((clip.length - at) / (clip.fade_out + 1), 0, 1)
    ramp: Samples = (0.5 - 0.5 * np.cos(np.pi * np.minimum(opened, closing))).astype(np.float32)
    return ramp
