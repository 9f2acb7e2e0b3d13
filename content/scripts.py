"""Practices without a breath clock: words and timed silences, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from content import library
from content.breath_form import Stretch
from content.dialogue.reply import Pace, Pause, Say, Segment
from content.practices import practices

WORDS_A_MINUTE = 125
"""Pace of guidance ("experience", section 2): a step's silence is what its words leave of it."""

BREATHING = "extended_exhale"
"""What the breaths inside a script are."""

LEAST_SILENCE = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    say: str = ""
    seconds: float = 0
    """The whole step, its words included; 0 for breaths."""

    breaths: int = 0

    @property
    def length(self) -> float:
        """Length in seconds, breaths too."""
        return self.seconds + self.breaths * practices()[BREATHING].cycle_seconds


@dataclass(frozen=True, slots=True)
class Script:
    """An unpaced practice of evidence 2.2."""

    id: str
    name: str
    steps: tuple[Step, ...]
    beginner: tuple[Step, ...]
    """The short form."""

    sources: tuple[str, ...]
    cautions: str
    stop_when: str
    lead_in: str = ""
    asks: str = ""
    """Name of the question that comes before it: a line of `bank/phrases/breathing.yaml`."""

    @property
    def seconds(self) -> float:
        """Length of the long form."""
        return length(self.steps)

    def nearest(self, seconds: float | None) -> tuple[Step, ...]:
        """Return the form whose length is nearest to the one asked for; without one the long."""
        if seconds is None:
            return self.steps
        return min(self.steps, self.beginner, key=lambda form: abs(length(form) - seconds))


def length(steps: tuple[Step, ...]) -> float:
    """Return how many seconds some steps take."""
    return sum(step.length for step in steps)


def segments(steps: tuple[Step, ...]) -> tuple[Segment, ...]:
    """Return the steps as words, silences and breaths."""
    return tuple(segment for step in steps for segment in _segments(step))


def after(steps: tuple[Step, ...], seconds: float) -> tuple[Step, ...]:
    """Return the steps that are not over after so many seconds; one under way comes whole."""
    for index, step in enumerate(steps):
        if seconds < step.length:
            return steps[index:]
        seconds -= step.length
    return ()


@cache
def scripts() -> Mapping[str, Script]:
    """Return every unpaced practice that can be guided, by id."""
    return MappingProxyType({one.id: one for one in library.load("practices/unpaced", Script)})


def _segments(step: Step) -> Iterator[Segment]:
    if step.breaths:
        chosen = practices()[BREATHING]
        yield from chosen.breaths((Stretch(chosen.form, step.breaths),))
        return
    yield Say(step.say, Pace.GUIDANCE)
    spoken = len(step.say.split()) * 60 / WORDS_A_MINUTE
    yield Pause(max(LEAST_SILENCE, step.seconds - spoken))
