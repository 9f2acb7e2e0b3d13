"""A practice of words and silences, in pieces that end between two of its steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from content.dialogue.reply import Breath, Chime, Pause, Phase, Say, Segment
from content.scripts import WORDS_A_MINUTE
from skill.shorten import cycles
from skill.speech_length import spoken_seconds
from skill.ssml import render, seconds_of

if TYPE_CHECKING:
    from datetime import datetime

    from content.dialogue.session import Breathing
    from skill.shorten import Segments


def steps(segments: Segments) -> list[Segments]:
    """Return the words before the first silence together with the first step, then each step.

    A step begins with words, after a silence or a breath, or is one breath cycle; a bell and what
    follows it stand together at the end.
    """
    found: list[list[Segment]] = [[]]
    for before, one in zip((None, *segments), segments, strict=False):
        after_silence = isinstance(before, Pause | Breath)
        in_cycle = isinstance(before, Breath) and isinstance(one, Breath)
        goes_on = in_cycle and one.phase is not Phase.IN  # type: ignore[union-attr]  # a Breath
        if after_silence and not goes_on and not isinstance(one, Pause):
            found.append([])
        found[-1].append(one)
    return [tuple(step) for step in found if step]


def first_steps(segments: Segments, seconds: float | None, characters: int) -> Segments:
    """Return as many whole steps as fit, the first one always.

    Args:
        segments: a script as it is spoken.
        seconds: most that they may take on Alexa; None for no limit.
        characters: most of their markup.
    """
    fitting: Segments = ()
    for step in steps(segments):
        longer = (*fitting, *step)
        too_long = seconds is not None and sum(map(seconds_of, longer)) > seconds
        if fitting and (too_long or len(render(longer)) > characters):
            break
        fitting = longer
    return fitting


def without_done(segments: Segments, seconds: float) -> Segments:
    """Return segments without the breath cycles at their begin that are over after `seconds`.

    The core hands a step that was under way out whole.
    """
    spans = cycles(segments)
    at = 0
    for begin, end in spans:
        length = sum(map(seconds_of, segments[begin:end]))
        if begin != at or seconds < length:
            break
        seconds -= length
        at = end
    return segments[at:]


def evened(segments: Segments) -> Segments:
    """Return the segments with each silence as long as its step leaves it at Alexa's pace.

    The core takes `WORDS_A_MINUTE` for the words of a step.
    """
    corrected: list[Segment] = []
    for before, one in zip((None, *segments), segments, strict=False):
        if isinstance(one, Pause) and isinstance(before, Say):
            taken = spoken_seconds(before.text, before.pace)
            kept = Pause(max(one.seconds + _by_the_core(before) - taken, 0.5))
            corrected.append(kept)
        else:
            corrected.append(one)
    return tuple(corrected)


def script_seconds(segments: Segments) -> float:
    """Return how much of a script segments are, by the core's own count; its ending is none."""
    total = 0.0
    for before, one in zip((None, *segments), segments, strict=False):
        if isinstance(one, Chime):
            break
        if isinstance(one, Pause):
            total += one.seconds + (_by_the_core(before) if isinstance(before, Say) else 0.0)
        elif isinstance(one, Breath):
            total += one.seconds
    return total


def begun(running: Breathing, at: datetime, lead_seconds: float, passed: float) -> Breathing:
    """Return the practice with the start that fits what is spoken from `at` on."""
    start = at + timedelta(seconds=lead_seconds - running.lead_in_seconds - passed)
    return replace(running, started_at=start, paused_at=None)


def lead_seconds(segments: Segments) -> float:
    """Return how long the words before the first step take: all but the last before a silence."""
    said: list[float] = []
    for one in segments:
        if not isinstance(one, Say):
            break
        said.append(seconds_of(one))
    return sum(said[:-1])


def _by_the_core(said: Say) -> float:
    return len(said.text.split()) * 60 / WORDS_A_MINUTE
