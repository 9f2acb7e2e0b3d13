"""One practice in the place of another from its next breath on, without a seam."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from content.dialogue.reply import Phase
from offline.audio.clips import Clip, Stem
from offline.audio.samples import MOUTH_RATE
from offline.timeline import CueMark, Timeline

NOTICE: Final = MOUTH_RATE // 20
"""50 ms: a breath that begins sooner than this is left as it is; a block may be under way."""


BED_CHANGES: Final = 4 * MOUTH_RATE
"""How long a bed fades that another takes the place of."""


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
    return _joined(timeline, at, rest, [clip for clip in timeline.clips if clip.start < at])


def resumed(timeline: Timeline, at: int, rest: Timeline) -> Timeline:
    """Return `timeline`, which waits in silence at sample `at`, going on with `rest`.

    What was under way is not taken up again in its middle: a breath begins with its beginning.
    """
    over = [clip for clip in timeline.clips if clip.end <= at or clip.stem is Stem.BED]
    return _joined(timeline, at, rest, over)


def _joined(timeline: Timeline, at: int, rest: Timeline, kept: list[Clip]) -> Timeline:
    later = [replace(clip, start=clip.start + at) for clip in rest.clips]
    beds = [clip for clip in later if clip.stem is Stem.BED]
    under_way = [clip for clip in kept if clip.stem is Stem.BED]
    if beds and under_way and beds[0].samples is not under_way[-1].samples:
        # The night has begun, or is over: one bed fades as the other comes.
        kept = [_ending(clip, at) if clip in under_way else clip for clip in kept]
    elif under_way:
        kept = [_lasting(clip, beds) if clip in under_way else clip for clip in kept]
        later = [clip for clip in later if clip.stem is not Stem.BED]
    marks = [mark for mark in timeline.marks if mark.start < at]
    marks += [replace(mark, start=mark.start + at) for mark in rest.marks]
    clips = sorted((*kept, *later), key=lambda clip: clip.start)
    return Timeline(tuple(clips), tuple(marks), at + rest.length, timeline.faults + rest.faults)


def _lasting(bed: Clip, beds: list[Clip]) -> Clip:
    """Return a bed that was under way, as long as the new one and ending like it."""
    if not beds:
        return bed
    end = max(one.end for one in beds)
    return replace(bed, length=end - bed.start, fade_out=beds[0].fade_out)


def _ending(bed: Clip, at: int) -> Clip:
    """Return a bed that fades away from sample `at` on."""
    end = min(bed.end, at + BED_CHANGES)
    return replace(bed, length=end - bed.start, fade_out=min(BED_CHANGES, end - bed.start))


def _end(mark: CueMark) -> int:
    return mark.start + round(mark.seconds * MOUTH_RATE)
