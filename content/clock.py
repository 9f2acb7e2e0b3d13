"""Time as a dependency."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; tests give one that stands still."""

    def now(self) -> datetime:
        """Return the aware local time."""


class SystemClock:
    """The machine's own clock, in its own time zone."""

    def now(self) -> datetime:
        """Return the aware local time."""
        return datetime.now().astimezone()
