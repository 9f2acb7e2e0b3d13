"""Whether the computer slept: seen by a clock that goes on meanwhile, while we do not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

GAP: Final = timedelta(seconds=30)
"""Between two looks, of which there are ten a second and more; the slowest ear takes less."""


class SleepWatch:
    """Looks at the clock again and again; a leap forward is a sleep (or a clock that was set)."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._looked_at = now()

    def slept_since(self) -> datetime | None:
        """Return the time of the last look if we slept after it, else None."""
        before, self._looked_at = self._looked_at, self._now()
        return before if self._looked_at - before > GAP else None
