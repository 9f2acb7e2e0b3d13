"""One practice in the place of another from its next breath on, without a seam."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Phase
from offline.audio.clips import Clip, Stem
from offline.audio.samples import MOUTH_RATE
from offline.timeline import CueMark, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTICE: Final = MOUTH_RATE // 20
"""50 ms: a breath that begins sooner than this is left as it is; a block may be under way."""


def next_breath(timeline: Timeline, position: int) -> int | None:
    """Return where the next breath after `position` begins, or the last one ends; None if over."""
    begins = [mark.start for mark in timeline.marks if mark.phase is Phase.IN]
    ends = [_end(mark) for mark in timeline.marks[-1:]]
    return next((at for at in begins + ends if at >= position + NOTICE), None)


def spliced(timeline: Timeline, at: int, rest: Timeline) -> Timeline:
    """Return `timeline` up to sample `at` and `rest` from there on.

    Every sample before `at` is what it was; the bed runs on underneath without a fade.

    Args:
        timeline: what is playing.
        at: first sample of a breath.
        rest: begins with a breath.
    """
    later = [replace(clip, start=clip.start + at) for clip in rest.clips]
    beds = [clip for clip in later if clip.stem is Stem.BED]
    clips = [*_kept(timeline, at, beds), *(clip for clip in later if clip.stem is not Stem.BED)]
    marks = [mark for mark in timeline.marks if mark.start < at]
    marks += [replace(mark, start=mark.start + at) for mark in rest.marks]
    clips.sort(key=lambda clip: clip.start)
    return Timeline(tuple(clips), tuple(marks), at + rest.length, timeline.faults + rest.faults)


def _kept(timeline: Timeline, at: int, beds: list[Clip]) -> Iterator[Clip]:
    """Yield what began before `at`; a bed that was under way lasts as long as the new one."""
    for clip in timeline.clips:
        if clip.stem is Stem.BED and beds:
            length = max(bed.end for bed in beds) - clip.start
            yield replace(clip, length=length, fade_out=beds[0].fade_out)
        elif clip.start < at:
            yield clip


def _end(mark: CueMark) -> int:
    return mark.start + round(mark.seconds * MOUTH_RATE)
