"""When each phase of a run of breaths begins: exact seconds, rounded once, at any sample rate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def exact(seconds: float) -> Fraction:
    """Return a length in seconds as it was meant: 0.1 is a tenth, 10 / 3 is ten thirds."""
    return Fraction(seconds).limit_denominator(1_000_000)


def sample_at(seconds: Fraction, rate_hz: int) -> int:
    """Return the sample that a moment falls on."""
    return round(seconds * rate_hz)


@dataclass(slots=True)
class BreathClock:
    """Adds phases up; nothing but the sum is ever rounded, so nothing drifts."""

    rate_hz: int
    passed: Fraction = Fraction(0)
    """Seconds since the first phase began."""

    def take(self, seconds: float) -> tuple[int, int]:
        """Return first and last (exclusive) sample of the next phase, from the first breath on."""
        first = sample_at(self.passed, self.rate_hz)
        self.passed += exact(seconds)
        return first, sample_at(self.passed, self.rate_hz)


def bounds(phases: Iterable[float], rate_hz: int) -> tuple[tuple[int, int], ...]:
    """Return first and last (exclusive) sample of phases of those seconds."""
    clock = BreathClock(rate_hz)
    return tuple(clock.take(seconds) for seconds in phases)
