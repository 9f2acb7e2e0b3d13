"""Where in a breath a practice is: what a pacer shows, from the timeline alone."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Phase
from offline.audio.samples import MOUTH_RATE

if TYPE_CHECKING:
    from offline.timeline import CueMark, Timeline

BEFORE_A_SIP: Final = 0.8
"""How full a breath is that a second small in-breath still tops up."""


@dataclass(frozen=True, slots=True)
class BreathView:
    """One moment of a practice."""

    phase: Phase | None
    """None before the first breath."""

    fullness: float
    """0 (all out) to 1 (all in)."""

    seconds_left: float
    """Breathing time that is left."""


def view(timeline: Timeline, position: int) -> BreathView | None:
    """Return what to show at a sample of a timeline; None where nothing is paced any more."""
    marks = timeline.marks
    if not marks or position >= _end(marks[-1]):
        return None
    left = (_end(marks[-1]) - max(position, marks[0].start)) / MOUTH_RATE
    number = bisect_right(marks, position, key=lambda mark: mark.start) - 1
    if number < 0:
        return BreathView(None, 0.0, left)
    mark = marks[number]
    part = min(1.0, (position - mark.start) / (mark.seconds * MOUTH_RATE))
    first, last = _fullness_before(marks, number), _fullness_after(marks, number)
    swing = 0.5 - 0.5 * math.cos(math.pi * part)
    return BreathView(mark.phase, first + (last - first) * swing, left)


def _fullness_before(marks: tuple[CueMark, ...], number: int) -> float:
    if number > 0:
        return _fullness_after(marks, number - 1)
    return 1.0 if marks[0].phase is Phase.OUT else 0.0


def _fullness_after(marks: tuple[CueMark, ...], number: int) -> float:
    match marks[number].phase:
        case Phase.IN:
            sips = number + 1 < len(marks) and marks[number + 1].phase is Phase.TOP_UP
            return BEFORE_A_SIP if sips else 1.0
        case Phase.TOP_UP:
            return 1.0
        case Phase.OUT:
            return 0.0
        case Phase.HOLD | Phase.REST:
            return _fullness_before(marks, number)


def _end(mark: CueMark) -> int:
    return mark.start + round(mark.seconds * MOUTH_RATE)
