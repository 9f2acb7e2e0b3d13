"""A small picture of four weeks in a terminal: a row a scale, a column a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from content.phrases import line
from content.scenes.day_values import day_values
from content.storage.store import SCALES
from offline.diary.days import PAGE_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.storage.record import Record
    from content.storage.store import Entry

BLOCKS: Final = "▁▂▃▄▅▆▇█"
DIGITS: Final = "0123456789X"
"""Where the terminal has no blocks: the value itself, X for ten."""

_NAME_WIDTH: Final = 8
_HIGHEST: Final = 10


def strip(
    entries: Sequence[Entry],
    records: Sequence[Record],
    last: date,
    *,
    blocks: bool,
) -> list[str]:
    """Return the lines; none where nothing falls into the four weeks that end on the last day."""
    days = [last - timedelta(days=PAGE_DAYS - 1 - number) for number in range(PAGE_DAYS)]
    rows = []
    for scale in SCALES:
        values = day_values(scale, entries)
        if any(day in values for day in days):
            marks = "".join(_mark(values.get(day), blocks=blocks) for day in days)
            rows.append(_row(line(f"history.scale_{scale}"), marks))
    done = {record.day for record in records if record.kind == "practice"}
    if done & set(days):
        marks = "".join("*" if day in done else " " for day in days)
        rows.append(_row(line("pictures.practice"), marks))
    if rows:
        rows.append(_row("", f"{days[0]:%d %b}".ljust(PAGE_DAYS - 6) + f"{last:%d %b}"))
    return rows


def _row(name: str, marks: str) -> str:
    return f"{name:<{_NAME_WIDTH}} {marks}".rstrip()


def _mark(value: float | None, *, blocks: bool) -> str:
    if value is None:
        return "." if not blocks else " "
    if blocks:
        return BLOCKS[round(value / _HIGHEST * (len(BLOCKS) - 1))]
    return DIGITS[int(value + 0.5)]
