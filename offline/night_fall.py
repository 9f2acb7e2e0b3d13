"""How a practice at night goes down into its bed ("experience", scene B and section 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from offline.audio.clips import Clip, Stem
from offline.audio.samples import MOUTH_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from offline.timeline import CueMark

DB_A_SAMPLE: Final = -3.0 / (120 * MOUTH_RATE)
"""3 dB less every two minutes."""

LOWEST_DB: Final = -15.0
"""Where ten minutes lead: the swells then lie in the bed, which does not fall with them."""

MERGING: Final = 40 * MOUTH_RATE
"""The end of a shorter practice, a third of it at most, brings its swells down there too."""


def fallen(
    clips: Iterable[Clip], marks: tuple[CueMark, ...], breathed_before: int
) -> tuple[Clip, ...]:
    """Return the clips, what guides the breaths lower and lower; each keeps one level throughout.

    Args:
        clips: of a practice.
        marks: its phases, one at least.
        breathed_before: samples of breathing that came before the first of them.
    """
    first, last = marks[0].start, marks[-1]
    end = last.start + round(last.seconds * MOUTH_RATE)
    return tuple(
        replace(
            clip, gain_db=clip.gain_db + _drop(clip.start - first, end - first, breathed_before)
        )
        if clip.stem in {Stem.TONES, Stem.SPEECH} and first <= clip.start < end
        else clip
        for clip in clips
    )


def _drop(at: int, length: int, breathed_before: int) -> float:
    """Return the level of a sound that begins `at` samples after the first of `length`."""
    slow = DB_A_SAMPLE * (at + breathed_before)
    window = min(MERGING, length / 3)
    merged = max(0.0, (at - (length - window)) / window)
    return max(LOWEST_DB, min(slow, slow + (LOWEST_DB - slow) * merged))
