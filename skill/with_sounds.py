"""Breaths as sounds of ours, as far as Amazon's limits on `<audio>` go.

A first cycle is spoken and sounds, so that the sounds explain themselves: "In.", and the rest of
the in-breath rises; "Out.", and the rest falls. Everything after it is one file a run, without a
word and without drift. What does not fit is spoken as without sounds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Breath, Phase, Say, Segment
from skill.shorten import cycles
from skill.speech_length import NIGHT_RATE
from skill.ssml import Part, Sound, cue_of, cue_seconds, is_bell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_SOUNDS: Final = 5
"""Audio tags in one answer. Amazon's documentation of 2017 to 2019 said "no more than five"; none
that we read took it back."""

MOST_SECONDS: Final = 230.0
"""Amazon allows 240 s of audio in one answer; the difference is for a bell and for rounding."""

RECIPE: Final = "1"
"""Changes with the kit, so that a file of an older one is not taken for the new."""

_TEACHING: Final = frozenset({Phase.IN, Phase.OUT})


@dataclass(frozen=True, slots=True)
class Recipe:
    """The sounds of breaths one after another, without words."""

    breaths: tuple[tuple[Phase, float], ...]
    """Phase, and its length in seconds."""

    night: bool = False

    @property
    def seconds(self) -> float:
        """Length of the whole sound."""
        return sum(seconds for _, seconds in self.breaths)

    @property
    def key(self) -> str:
        """Name of its file: says nothing about anybody, and the same recipe has the same one."""
        parts = [f"{phase} {round(seconds * 1000)}" for phase, seconds in self.breaths]
        text = "\n".join((RECIPE, str(self.night), *parts))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def with_sounds(
    segments: Sequence[Segment],
    find: Callable[[Recipe], str | None],
    *,
    night: bool = False,
) -> tuple[Part, ...]:
    """Return the segments with breaths replaced by sounds where `find` has them."""
    runs = [(kind, tuple(group)) for kind, group in groupby(segments, _kind)]
    bells = sum(is_bell(one) for one in segments)
    sounding = _Sounding(find, night, MOST_SOUNDS - bells)
    waiting = sum(kind == "breaths" for kind, _ in runs)
    parts: list[Part] = []
    for kind, run in runs:
        if kind == "breaths":
            waiting -= 1
            parts += sounding.run([one for one in run if isinstance(one, Breath)], waiting)
        else:
            parts += run
    return tuple(parts)


def _kind(segment: Segment) -> str:
    """Counted breaths are spoken: nobody can count aloud inside a sound."""
    if not isinstance(segment, Breath):
        return "other"
    return "counted" if segment.counts else "breaths"


@dataclass(slots=True)
class _Sounding:
    find: Callable[[Recipe], str | None]
    night: bool
    sounds_left: int
    seconds_left: float = MOST_SECONDS
    taught: bool = False

    def run(self, breaths: list[Breath], runs_after: int) -> list[Part]:
        """Return one run: what comes before its first cycle, that cycle, and all the others.

        Args:
            breaths: one after another, without a word between them.
            runs_after: how many runs still want a sound of their own.
        """
        spans = cycles(breaths)
        if not spans or self.sounds_left <= 0:
            return list(breaths)
        first, spare = spans[0][0], self.sounds_left - runs_after - 1
        is_lesson = not self.taught and bool(breaths[first].cue) and spare >= len(_TEACHING)
        begin = spans[1][0] if is_lesson and len(spans) > 1 else first
        ends = [end for _, end in spans if _seconds(breaths[first:end]) <= self.seconds_left]
        sound = self._sound(breaths[begin : ends[-1]]) if ends and ends[-1] > begin else None
        if sound is None:
            return list(breaths)
        lesson = self._lesson(breaths[first:begin])
        return [*breaths[:first], *lesson, sound, *breaths[ends[-1] :]]

    def _lesson(self, cycle: list[Breath]) -> list[Part]:
        """The words of a cycle, each followed by the rest of its breath as a sound."""
        parts: list[Part] = []
        for one in cycle:
            word = cue_of(one)
            spoken = round(cue_seconds(word) / (NIGHT_RATE if self.night else 1.0), 1)
            rest = replace(one, seconds=one.seconds - spoken, cue="")
            wanted = one.phase in _TEACHING and rest.seconds > 0
            sound = self._sound([rest]) if wanted else None
            parts += [Say(word), sound] if sound else [one]
            self.taught = True
        return parts

    def _sound(self, breaths: list[Breath]) -> Sound | None:
        recipe = Recipe(tuple((one.phase, one.seconds) for one in breaths), self.night)
        url = self.find(recipe)
        if url is None:
            return None
        self.sounds_left -= 1
        self.seconds_left -= recipe.seconds
        return Sound(url, recipe.seconds)


def _seconds(breaths: list[Breath]) -> float:
    return sum(one.seconds for one in breaths)
