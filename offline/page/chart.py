"""The diary of the last four weeks, as numbers for the page to draw."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from content.scenes.day_values import day_values
from content.storage.store import SCALES, StoreError

if TYPE_CHECKING:
    from content.storage.store import Store

DAYS: Final = 28
WEEK: Final = 7


def four_weeks(store: Store, listener: str, today: date) -> dict[str, object]:
    """Return {"days": 28 ISO dates, "scales": {name: {"values": [...], "medians": [...]}}}.

    A value is the median of a day's entries (0 to 10) or None; a median is that of the seven days
    up to and with its own. A scale that was never given is left out, and so is everything where
    the diary cannot be read.
    """
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    try:
        entries = store.entries(listener, days[0] - timedelta(days=WEEK))
    except StoreError:
        entries = ()
    told = {}
    for scale in SCALES:
        of_day = day_values(scale, entries)
        values = [of_day.get(day) for day in days]
        if any(value is not None for value in values):
            told[scale] = {"values": values, "medians": [_week(of_day, day) for day in days]}
    return {"days": [day.isoformat() for day in days], "scales": told}


def _week(of_day: dict[date, float], last: date) -> float | None:
    found = [
        of_day[day] for day in (last - timedelta(days=b) for b in range(WEEK)) if day in of_day
    ]
    return median(found) if found else None
