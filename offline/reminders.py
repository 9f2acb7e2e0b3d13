"""The daily reminder while the companion runs: looks twice a minute, and only speaks into quiet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from offline.state import State

if TYPE_CHECKING:
    from offline.companion import Companion

EVERY: Final = timedelta(seconds=30)


class ReminderWatch:
    """A view of the companion: told its state with every frame, it asks when it is time.

    Args:
        companion: asks, in its own voice, if nothing sounds and nobody speaks.
        now: the clock; only differences of it decide when to look again.
    """

    def __init__(self, companion: Companion, now: Callable[[], datetime]) -> None:
        self._companion = companion
        self._now = now
        self._looked_at: datetime | None = None

    def __call__(self, state: State) -> None:
        """Look if the companion is quiet and half a minute has passed since the last look."""
        if state is not State.ASLEEP:
            return
        now = self._now()
        if self._looked_at is not None and abs(now - self._looked_at) < EVERY:
            return
        self._looked_at = now
        self._companion.remind()
