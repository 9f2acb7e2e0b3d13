"""When it was last like this: the newest value, and the last earlier day that reached it."""

from __future__ import annotations

from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.scenes.day_values import day_values
from content.scenes.spoken_days import on_day
from content.storage.store import Store
from content.understanding.rating_words import DIRECTED


def last_like_this(turn: Turn, store: Store, scale: str) -> str:
    """Return when a scale was last as it was in the newest entry, or farther the same way.

    "As" means at that number or above; on mood and sleep, where ten is best, at it or below. A day
    counts as the median of its entries.
    """
    named = line(f"history.scale_{scale}")
    entries = [entry for entry in store.entries(turn.listener) if scale in entry.scores]
    if not entries:
        return line("history.last_none", scale=named)
    newest = entries[-1]
    value = newest.scores[scale]
    at_or = "below" if scale in DIRECTED else "above"
    days = [
        day
        for day, score in day_values(scale, entries).items()
        if day < newest.day and (score <= value if scale in DIRECTED else score >= value)
    ]
    told = number_words(value)
    if not days:
        return line(f"history.last_never_{at_or}", scale=named, value=told)
    when = on_day(max(days), turn.at.date())
    return line(f"history.last_{at_or}", scale=capital(named), value=told, day=when)
