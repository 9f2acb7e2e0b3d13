"""Making a reply fit: whole breaths fall away, never half of one, and never half a tag."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from content.dialogue.reply import Breath, Phase, Say, Segment
from skill.ssml import render, render_one

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Segments = tuple[Segment, ...]


def to_characters(segments: Sequence[Segment], limit: int) -> Segments:
    """Return segments whose markup has at most `limit` characters."""
    # Each segment is counted with the space after it, and the last has none.
    fitting = _without_cycles(tuple(segments), lambda one: len(render_one(one)) + 1, limit + 1)
    return _without_sentences(fitting, limit)


def cycles(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Return where each breath cycle begins and ends (end exclusive), in order.

    A cycle begins with its in-breath: a long out-breath before the first one belongs to what comes
    before it. Words between two breaths belong to the cycle that they stand in.
    """
    breaths = [(at, one.phase) for at, one in enumerate(segments) if isinstance(one, Breath)]
    starts = [at for at, phase in breaths if phase is Phase.IN]
    return list(pairwise([*starts, breaths[-1][0] + 1])) if starts else []


def _without_cycles(
    segments: Segments,
    cost: Callable[[Segment], float],
    limit: float,
) -> Segments:
    """Drop cycles from the end of the practice; what comes before and after it stays."""
    spent = sum(map(cost, segments))
    spans = cycles(segments)
    end = spans[-1][1] if spans else 0
    begin = end
    for start, _ in reversed(spans[1:]):
        if spent <= limit:
            break
        spent -= sum(map(cost, segments[start:begin]))
        begin = start
    return segments[:begin] + segments[end:]


def _without_sentences(segments: Segments, limit: int) -> Segments:
    """Drop words from the end, a sentence at a time, and whatever else stands there."""
    while segments and len(render(segments)) > limit:
        *kept, last = segments
        if isinstance(last, Say) and ". " in last.text:
            shorter = last.text.rpartition(". ")[0] + "."
            kept.append(Say(shorter, last.pace))
        segments = tuple(kept)
    return segments
