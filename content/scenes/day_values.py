"""One value a day: what a day's entries come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from statistics import median

from content.number_words import number_words
from content.phrases import line
from content.storage.store import Entry


def day_values(scale: str, entries: Iterable[Entry]) -> dict[date, float]:
    """Return the value of each day that has one: the median of the day's entries."""
    by_day = defaultdict(list)
    for entry in entries:
        if scale in entry.scores:
            by_day[entry.day].append(entry.scores[scale])
    return {day: median(values) for day, values in by_day.items()}


def spoken(value: float) -> str:
    """Return whole numbers as they are, halves as halves; quarters as the nearest half."""
    halves = round(value * 2)
    if halves % 2 == 0:
        return number_words(halves // 2)
    return line("history.half", low=number_words(halves // 2))
