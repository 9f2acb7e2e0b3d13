"""What the pictures show: one value a day, its 7-day median, practices, and four weeks in sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from content.scenes.day_values import day_values
from content.storage.store import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from content.storage.record import Record
    from content.storage.store import Entry

WINDOW_DAYS: Final = 7
"""The median of a day is over it and the six before."""

FEWEST_IN_WINDOW: Final = 3
"""Days with a value that such a median needs; two ratings are no trend."""

PAGE_DAYS: Final = 28
WORST_DAYS: Final = 5
WORST_IS_HIGH: Final = ("anxiety", "gut", "stress")
HIGH_BELLY: Final = 8
"""From here on a check-in asks about new or severe pain (evidence 5.2)."""


def running_median(values: Mapping[date, float]) -> dict[date, float]:
    """Return the median of each day and the six before, where at least three have a value."""
    found = {}
    for day in values:
        window = [
            values[one]
            for back in range(WINDOW_DAYS)
            if (one := day - timedelta(days=back)) in values
        ]
        if len(window) >= FEWEST_IN_WINDOW:
            found[day] = median(window)
    return found


@dataclass(frozen=True, slots=True)
class ScaleSum:
    """One scale over the days shown."""

    days: int
    """Days with a value."""

    median: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Four weeks for somebody who has two minutes."""

    first_day: date
    last_day: date
    check_ins: int
    days: int
    """Days with a check-in."""

    scales: dict[str, ScaleSum]
    worst_days: tuple[tuple[date, dict[str, float]], ...]
    """Days of the highest belly and anxiety, the worst first, with that day's values."""

    practices: dict[str, tuple[int, int]]
    """Practice id to how often it was done, and after how many somebody said better."""

    bowels: dict[str, int]
    """Form to how often it was said, where that is kept."""

    high_belly_days: int


def summary(entries: Sequence[Entry], records: Iterable[Record], today: date) -> Summary:
    """Return the four weeks that end today."""
    first = today - timedelta(days=PAGE_DAYS - 1)
    recent = [entry for entry in entries if first <= entry.day <= today]
    kept = [record for record in records if first <= record.day <= today]
    values = {scale: day_values(scale, recent) for scale in SCALES}
    return Summary(
        first,
        today,
        len(recent),
        len({entry.day for entry in recent}),
        {scale: _sum(found) for scale, found in values.items() if found},
        _worst(values),
        _practices(kept),
        dict(Counter(str(record.data.get("form")) for record in kept if record.kind == "stool")),
        sum(value >= HIGH_BELLY for value in values["gut"].values()),
    )


def _sum(values: Mapping[date, float]) -> ScaleSum:
    found = values.values()
    return ScaleSum(len(found), median(found), min(found), max(found))


def _worst(
    values: Mapping[str, Mapping[date, float]],
) -> tuple[tuple[date, dict[str, float]], ...]:
    """Return the days with the highest belly, then anxiety, then stress; newer before older."""

    def badness(day: date) -> tuple[float, ...]:
        return (*(values[scale].get(day, -1) for scale in ("gut", "anxiety", "stress")),)

    days = {day for scale in WORST_IS_HIGH for day in values[scale]}
    ranked = sorted(days, key=lambda day: (badness(day), day), reverse=True)[:WORST_DAYS]
    return tuple(
        (day, {scale: found[day] for scale, found in values.items() if day in found})
        for day in ranked
    )


def _practices(records: Iterable[Record]) -> dict[str, tuple[int, int]]:
    done: Counter[str] = Counter()
    better: Counter[str] = Counter()
    for record in records:
        if record.kind == "practice":
            name = str(record.data.get("practice"))
            done[name] += 1
            better[name] += record.data.get("rating") == "better"
    return {name: (count, better[name]) for name, count in done.most_common()}
