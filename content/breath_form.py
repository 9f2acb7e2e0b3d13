"""How long the parts of one breath last, and within which limits anybody may change that."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from content.dialogue.reply import Phase

LONGEST_INHALE = 6.0
"""Seconds, even if more is asked for (evidence 2.5)."""

LONGEST_HOLD = 7.0
"""Seconds, even if more is asked for (evidence 2.3 and 2.5)."""

LONGEST_EXHALE = 10.0
"""Seconds: two more than the longest out-breath of evidence 2.1, our choice."""

SHORTEST_CYCLE = 6.0
"""Seconds; a form that is written shorter stands as written (evidence 2.5)."""

STEP = 0.5
"""Seconds that one "slower" or "faster" changes each long phase by."""

LONG_PHASE = 2.0
"""Seconds; a shorter phase (a sip, a short rest) keeps its length."""


@dataclass(frozen=True, slots=True)
class BreathForm:
    """One breath; every length in seconds, 0 for a phase that it does not have."""

    inhale: float
    exhale: float
    top_up: float = 0
    hold: float = 0
    rest: float = 0

    @property
    def cycle_seconds(self) -> float:
        """Length of the whole breath."""
        return self.inhale + self.top_up + self.hold + self.exhale + self.rest

    @property
    def phases(self) -> tuple[tuple[Phase, float], ...]:
        """The phases that it has, in order."""
        every = (
            (Phase.IN, self.inhale),
            (Phase.TOP_UP, self.top_up),
            (Phase.HOLD, self.hold),
            (Phase.OUT, self.exhale),
            (Phase.REST, self.rest),
        )
        return tuple((phase, seconds) for phase, seconds in every if seconds > 0)

    def within_limits(self) -> BreathForm:
        """Return the nearest breath that we guide: never long in, never long held, never quick."""
        kept = replace(
            self,
            inhale=min(self.inhale, LONGEST_INHALE),
            hold=min(self.hold, LONGEST_HOLD),
            exhale=min(self.exhale, LONGEST_EXHALE),
            rest=min(self.rest, LONGEST_HOLD),
        )
        missing = SHORTEST_CYCLE - kept.cycle_seconds
        return replace(kept, exhale=kept.exhale + missing) if missing > 0 else kept

    def slower(self) -> BreathForm:
        """Return the breath one step longer, or as it is where a limit stands in the way."""
        longer = self._stepped(STEP)
        return longer if longer == longer.within_limits() else self

    def faster(self, written: BreathForm) -> BreathForm:
        """Return the breath one step shorter; never under 6 s, nor under a shorter written one."""
        shorter = self._stepped(-STEP)
        floor = min(SHORTEST_CYCLE, written.cycle_seconds)
        return shorter if shorter.cycle_seconds >= floor and shorter.inhale >= 1 else self

    def between(self, other: BreathForm) -> BreathForm:
        """Return the breath half way to another, in half seconds."""
        lengths = {
            part.name: round(getattr(self, part.name) + getattr(other, part.name)) / 2
            for part in fields(self)
        }
        return BreathForm(**lengths)

    def _stepped(self, seconds: float) -> BreathForm:
        lengths = {part.name: getattr(self, part.name) for part in fields(self)}
        stepped = {
            name: length + seconds if length >= LONG_PHASE else length
            for name, length in lengths.items()
        }
        return BreathForm(**stepped)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Breaths of one form, one after another."""

    form: BreathForm
    cycles: int

    @property
    def seconds(self) -> float:
        """Length of all of them."""
        return self.cycles * self.form.cycle_seconds


def total_seconds(stretches: tuple[Stretch, ...]) -> float:
    """Return the breathing time of a whole practice."""
    return sum(stretch.seconds for stretch in stretches)


def total_cycles(stretches: tuple[Stretch, ...]) -> int:
    """Return the number of breaths of a whole practice."""
    return sum(stretch.cycles for stretch in stretches)


def first_cycles(stretches: tuple[Stretch, ...], cycles: int) -> tuple[Stretch, ...]:
    """Return the first breaths of a practice."""
    kept = []
    for stretch in stretches:
        taken = min(stretch.cycles, cycles)
        cycles -= taken
        if taken:
            kept.append(Stretch(stretch.form, taken))
    return tuple(kept)


def without_first(stretches: tuple[Stretch, ...], cycles: int) -> tuple[Stretch, ...]:
    """Return what is left of a practice after its first breaths."""
    left = []
    for stretch in stretches:
        skipped = min(stretch.cycles, cycles)
        cycles -= skipped
        if stretch.cycles > skipped:
            left.append(Stretch(stretch.form, stretch.cycles - skipped))
    return tuple(left)


def within(stretches: tuple[Stretch, ...], seconds: float) -> tuple[Stretch, ...]:
    """Return as many breaths from the first one on as fit into some seconds, at least one."""
    kept: list[Stretch] = []
    for stretch in stretches:
        cycles = min(stretch.cycles, int(max(0.0, seconds) // stretch.form.cycle_seconds))
        if cycles:
            kept.append(Stretch(stretch.form, cycles))
        if cycles < stretch.cycles:
            break
        seconds -= stretch.seconds
    return tuple(kept) or tuple(Stretch(one.form, 1) for one in stretches[:1])


def cycles_after(stretches: tuple[Stretch, ...], seconds: float) -> int:
    """Return how many whole breaths are over after so many seconds."""
    done = 0
    for stretch in stretches:
        if seconds < stretch.seconds:
            return done + max(0, int(seconds // stretch.form.cycle_seconds))
        seconds -= stretch.seconds
        done += stretch.cycles
    return done
