"""Breathing practices: their seconds, and the segments that guide them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from content import library
from content.breath_form import (
    LONGEST_HOLD,
    LONGEST_INHALE,
    BreathForm,
    Stretch,
    total_cycles,
    total_seconds,
    without_first,
)
from content.dialogue.reply import Breath, Phase
from content.dialogue.session import Breathing
from content.library import BankError

SHARE_OF_PHASE = 0.35
"""Most of a phase that its cue words may take ("experience", section 4)."""

WORDED_CYCLES = 6
"""After breath six no words unless asked for ("experience", section 2)."""

BOTH_WORDED = 2
"""So many breaths have a word for in and for out; fewer words come as it goes on."""

OUT_WORDED = (0, 1, 2, 3, 5)
"""Breaths (from 0) whose out-breath has a word of the shared wordings: about fourteen words in the
first minute ("experience", section 4)."""

COUNTED_SECONDS = 3.0
"""Shorter phases are not counted aloud: their one word fills them."""

RAMP_SECONDS = 60.0
"""A new listener is brought to the written seconds over the first minute (evidence 2.5)."""

SHORT_SECONDS = 120.0
"""A practice shorter than this keeps the beginner's seconds to its end."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A paced practice of evidence 2.1; every length is in seconds."""

    id: str
    """Id of `evidence/protocols.csv`."""

    name: str
    """As it is spoken inside a sentence."""

    form: BreathForm
    cycles: int
    """How many cycles the practice takes when nobody asked for a length."""

    beginner: BreathForm
    """Where it begins for a new listener for whom we chose it."""

    beginner_cycles: int
    sources: tuple[str, ...]
    """Keys of `bank/evidence_sources.yaml`."""

    cautions: str
    stop_when: str
    starts_with: Literal["in", "out"] = "in"
    """"out": one long out-breath before the first cycle, if we chose the practice."""

    counted: Literal["minutes", "breaths"] = "minutes"
    """What its length is named in if nobody asked for one."""

    hint: str = ""
    """How it is done, once the safety line was heard before."""

    cues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Phase to the words for it, one a cycle while they last; a phase without an entry takes the
    wordings of `bank/cues.yaml`."""

    @property
    def cycle_seconds(self) -> float:
        """Length of one breath as written."""
        return self.form.cycle_seconds

    def cycles_in(self, minutes: float) -> int:
        """Return the nearest number of whole cycles to the minutes asked, at least one."""
        return max(1, round(minutes * 60 / self.cycle_seconds))

    def segments(self, cycles: int, first: int = 0) -> tuple[Breath, ...]:
        """Return the breaths of `cycles` cycles as written, words from cycle `first` on."""
        return self.breaths((Stretch(self.form, cycles),), first)

    def breaths(
        self, stretches: tuple[Stretch, ...], first: int = 0, seed: int = 0
    ) -> tuple[Breath, ...]:
        """Return the breaths of some stretches; `seed` picks among the shared wordings.

        Args:
            stretches: the forms, one after another.
            first: how many cycles of this practice were guided before.
            seed: the same one gives the same words.
        """
        forms = [stretch.form for stretch in stretches for _ in range(stretch.cycles)]
        return tuple(
            breath
            for cycle, form in enumerate(forms, first)
            for breath in self._cycle(form, cycle, seed)
        )

    def for_beginner(self, seconds: float | None) -> tuple[Stretch, ...]:
        """Return the practice for a new listener: from the beginner's seconds to the written ones.

        Args:
            seconds: the length that was asked for, or None.
        """
        wanted = self.cycles * self.cycle_seconds if seconds is None else seconds
        if wanted < SHORT_SECONDS or self.beginner == self.form:
            nearest = max(1, round(wanted / self.beginner.cycle_seconds))
            return (Stretch(self.beginner, self.beginner_cycles if seconds is None else nearest),)
        ramp = tuple(
            Stretch(form, max(1, round(RAMP_SECONDS / 2 / form.cycle_seconds)))
            for form in (self.beginner, self.beginner.between(self.form))
        )
        left = max(1, round((wanted - total_seconds(ramp)) / self.cycle_seconds))
        return (*ramp, Stretch(self.form, left))

    def beginners_breaths(self, cycles: int) -> tuple[Stretch, ...]:
        """Return so many breaths for a new listener, the first minute as in `for_beginner`."""
        if cycles * self.cycle_seconds < SHORT_SECONDS or self.beginner == self.form:
            return (Stretch(self.beginner, cycles),)
        *ramp, _ = self.for_beginner(cycles * self.cycle_seconds)
        return (*ramp, Stretch(self.form, max(1, cycles - total_cycles(tuple(ramp)))))

    def _cycle(self, form: BreathForm, cycle: int, seed: int) -> Iterator[Breath]:
        for phase, seconds in form.phases:
            yield Breath(phase, seconds, self.id, self._cue(phase, seconds, cycle, seed))

    def _cue(self, phase: Phase, seconds: float, cycle: int, seed: int) -> str:
        own, words = self.cues.get(phase.value), cue_words()
        if cycle >= WORDED_CYCLES:
            return ""
        if own is not None:
            wanted = own[cycle] if cycle < len(own) else ""
        else:
            shared = words.wordings.get(phase.value, ()) if _is_worded(phase, cycle) else ()
            wanted = shared[(seed + cycle) % len(shared)] if shared else ""
        plain = words.plain.get(phase.value, "") if wanted else ""
        return next((cue for cue in (wanted, plain) if cue and words.fits(cue, seconds)), "")


def _is_worded(phase: Phase, cycle: int) -> bool:
    return cycle in OUT_WORDED if phase is Phase.OUT else cycle < BOTH_WORDED


@dataclass(frozen=True, slots=True)
class CueWords:
    """The shared words for the phases, and how long every cue takes."""

    wordings: dict[str, tuple[str, ...]]
    plain: dict[str, str]
    """The shortest word of a phase."""

    seconds: dict[str, float]
    """The longest that a voice of ours takes for it, measured."""

    numbers: tuple[str, ...]
    """"Two." and on: what is said in the second, third and every later second of a phase."""

    def fits(self, cue: str, phase_seconds: float) -> bool:
        """Whether a cue leaves its phase quiet for long enough."""
        return self.seconds[cue] <= SHARE_OF_PHASE * phase_seconds


@cache
def cue_words() -> CueWords:
    """Return the words of `bank/cues.yaml`."""
    return library.structure(library.read("cues.yaml"), CueWords, "cues.yaml")


@cache
def practices() -> Mapping[str, Practice]:
    """Return every practice that can be guided, by id."""
    found: dict[str, Practice] = {}
    for raw in library.load("practices", Practice):
        if raw.id in found:
            raise BankError(f"practice {raw.id} stands twice")
        _check(raw)
        found[raw.id] = raw
    return MappingProxyType(found)


def practice(practice_id: str) -> Practice | None:
    """Return one practice, or None if we do not guide it."""
    return practices().get(practice_id)


def breaths_left(running: Breathing, done: int = 0) -> tuple[Breath, ...]:
    """Return the breaths of a practice after its first `done` cycles, with the words asked for."""
    left = without_first(running.stretches, done)
    found = practices()[running.practice]
    breaths = found.breaths(left, done, running.seed)
    if running.counting:
        return tuple(map(counted, breaths))
    return tuple(replace(one, cue="") for one in breaths) if running.wordless else breaths


def counted(breath: Breath) -> Breath:
    """Return a breath with its seconds counted: "In, two, three, four".

    Only phases of whole seconds from `COUNTED_SECONDS` on have numbers (evidence 2.1: half seconds
    want sounds); the others have their one word. The word and the numbers take more than a cue's
    share of the phase, since somebody asked for them; each stays inside its own second.
    """
    words = cue_words()
    plain = words.plain.get(breath.phase.value, "")
    cue = plain if plain and words.fits(plain, breath.seconds) else breath.cue
    if breath.seconds < COUNTED_SECONDS or breath.seconds % 1:
        return replace(breath, cue=cue, counts=())
    return replace(breath, cue=cue, counts=words.numbers[: int(breath.seconds) - 1])


def _check(found: Practice) -> None:
    known = cue_words().seconds
    unknown = {cue for cues in found.cues.values() for cue in cues if cue and cue not in known}
    if unknown:
        raise BankError(f"practice {found.id}: no measured length of {sorted(unknown)}")
    if set(found.cues) - {phase.value for phase in Phase}:
        raise BankError(f"practice {found.id}: unknown phase among its cues")
    for form in (found.form, found.beginner):
        if form.inhale > LONGEST_INHALE or max(form.hold, form.rest) > LONGEST_HOLD:
            raise BankError(f"practice {found.id}: a breath that we never guide")
