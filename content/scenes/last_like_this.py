"""When it was last like this: the newest value, and the last earlier day that reached it."""

from __future__ import annotations

from datetime import date, timedelta

from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.scenes.day_values import day_values
from content.scenes.spoken_days import on_day
from content.storage.store import Entry, Store
from content.understanding.rating_words import DIRECTED

LOOK_BACK = (timedelta(days=60), timedelta(days=400))
"""How far the first looks go."""


def last_like_this(turn: Turn, store: Store, scale: str) -> str:
    """Return when a scale was last as it was in the newest entry, or farther the same way.

    "As" means at that number or above; on mood and sleep, where ten is best, at it or below. A day
    counts as the median of its entries.
    """
    named = line(f"history.scale_{scale}")
    at_or = "below" if scale in DIRECTED else "above"
    value: int | None = None
    # The last such day is mostly a near one: years of entries are read only where it is not.
    for window in (*LOOK_BACK, None):
        since = None if window is None else turn.at.date() - window
        entries = [one for one in store.entries(turn.listener, since) if scale in one.scores]
        if not entries:
            continue
        value = entries[-1].scores[scale]
        day = _last_before(entries, scale, value)
        if day is not None:
            when, told = on_day(day, turn.at.date()), number_words(value)
            return line(f"history.last_{at_or}", scale=capital(named), value=told, day=when)
    if value is None:
        return line("history.last_none", scale=named)
    return line(f"history.last_never_{at_or}", scale=named, value=number_words(value))


def _last_before(entries: list[Entry], scale: str, value: int) -> date | None:
    """Return the last day before the newest entry's that reached a value."""
    reached = [
        day
        for day, score in day_values(scale, entries).items()
        if day < entries[-1].day and (score <= value if scale in DIRECTED else score >= value)
    ]
    return max(reached, default=None)
