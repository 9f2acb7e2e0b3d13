"""Breathing practices: their seconds, and the segments that guide them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from content import library
from content.dialogue.reply import Breath, Phase
from content.library import BankError


@dataclass(frozen=True, slots=True)
class Practice:
    """A paced practice of evidence 2.1; every length is in seconds."""

    id: str
    """Id of `evidence/protocols.csv`."""

    name: str
    """As it is spoken inside a sentence."""

    inhale: float
    exhale: float
    cycles: int
    """How many cycles the practice takes when nobody asked for a length."""

    sources: tuple[str, ...]
    """Keys of `bank/sources.yaml`."""

    cautions: str
    stop_when: str
    top_up: float = 0
    hold: float = 0
    rest: float = 0
    cues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Phase to the words for it, one a cycle while they last; then the sound alone guides."""

    @property
    def cycle_seconds(self) -> float:
        """Length of one breath."""
        return self.inhale + self.top_up + self.hold + self.exhale + self.rest

    @property
    def has_hold(self) -> bool:
        """Whether the condition sentence of evidence 2.4 belongs before it."""
        return self.hold > 0 or self.rest > 1

    def cycles_in(self, minutes: float) -> int:
        """Return the nearest number of whole cycles to the minutes asked, at least one."""
        return max(1, round(minutes * 60 / self.cycle_seconds))

    def segments(self, cycles: int, first: int = 0) -> tuple[Breath, ...]:
        """Return the breaths of `cycles` cycles, counting words from cycle `first` on."""
        return tuple(
            breath for cycle in range(first, first + cycles) for breath in self._cycle(cycle)
        )

    def _cycle(self, cycle: int) -> Iterator[Breath]:
        phases = (
            (Phase.IN, self.inhale),
            (Phase.TOP_UP, self.top_up),
            (Phase.HOLD, self.hold),
            (Phase.OUT, self.exhale),
            (Phase.REST, self.rest),
        )
        for phase, seconds in phases:
            if seconds > 0:
                wordings = self.cues.get(phase.value, ())
                cue = wordings[cycle] if cycle < len(wordings) else ""
                yield Breath(phase, seconds, self.id, cue)


@cache
def practices() -> Mapping[str, Practice]:
    """Return every practice that can be guided, by id."""
    found = {}
    for raw in library.load("practices", Practice):
        if raw.id in found:
            raise BankError(f"practice {raw.id} stands twice")
        if set(raw.cues) - {phase.value for phase in Phase}:
            raise BankError(f"practice {raw.id}: unknown phase among its cues")
        found[raw.id] = raw
    return MappingProxyType(found)


def practice(practice_id: str) -> Practice | None:
    """Return one practice, or None if we do not guide it."""
    return practices().get(practice_id)
