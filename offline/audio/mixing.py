"""How clips add up: one window of a timeline, sounds stepping back under its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from offline.audio import ducking
from offline.audio.clips import Clip, Stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from offline.audio.samples import Samples

    Shapes = Mapping[Stem, Samples | float]
    """Factor of a stem over a window, one number or one a sample; a stem left out is as it is."""


def mix(
    clips: Sequence[Clip],
    start: int,
    count: int,
    *,
    without: Clip | Stem | None = None,
    only: Stem | None = None,
    shapes: Shapes | None = None,
) -> Samples:
    """Return a window of `count` samples from `start` on, the clips added up in their order.

    Args:
        clips: what may sound.
        start: first sample of the window; it may lie before 0.
        count: samples.
        without: a clip or a stem to leave out; sounds step back under it all the same.
        only: the one stem to render.
        shapes: further factors, by stem.
    """
    window = np.zeros(count, np.float32)
    curve = ducking.depth(clips, start, count)
    for clip in clips:
        if clip.start >= start + count or clip.end <= start:
            continue
        if clip is without or clip.stem == without or (only is not None and clip.stem != only):
            continue
        _add(clip, start, window, curve, shapes.get(clip.stem) if shapes else None)
    return window


def _add(
    clip: Clip,
    start: int,
    window: Samples,
    curve: NDArray[np.float64] | None,
    shape: Samples | float | None,
) -> None:
    first = max(clip.start, start)
    last = min(clip.end, start + len(window))
    begin, end = first - clip.start, last - clip.start
    here = slice(first - start, last - start)
    if clip.length > len(clip.samples):
        piece = clip.samples[np.arange(begin, end) % len(clip.samples)]
    else:
        piece = clip.samples[begin:end]
    if begin < clip.fade_in or end > clip.length - clip.fade_out:
        piece = piece * _edges(clip, begin, end)
    if clip.gain_db:
        piece = piece * np.float32(10.0 ** (clip.gain_db / 20))
    if curve is not None and clip.stem in ducking.DUCK_DB:
        piece = piece * ducking.gain(clip.stem, curve[here])
    if shape is not None:
        piece = piece * (np.float32(shape) if isinstance(shape, float) else shape[here])
    window[here] += piece


def _edges(clip: Clip, begin: int, end: int) -> Samples:
    at = np.arange(begin, end)
    opened = np.clip((at + 1) / (clip.fade_in + 1), 0, 1)
    closing = np.clip((clip.length - at) / (clip.fade_out + 1), 0, 1)
    ramp: Samples = (0.5 - 0.5 * np.cos(np.pi * np.minimum(opened, closing))).astype(np.float32)
    return ramp
