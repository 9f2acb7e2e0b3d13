"""How a moment is kept: in UTC, with the offset of the listener's own wall beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from sqlalchemy import ScalarSelect, func, select

if TYPE_CHECKING:
    from sqlalchemy import Row, Table


def columns(at: datetime) -> dict[str, Any]:
    """Return the columns for a moment.

    Raises:
        ValueError: it names no time zone.
    """
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("what is kept needs the time zone of its time")
    return {
        "at_utc": at.astimezone(UTC).replace(tzinfo=None),
        "utc_offset_seconds": round(offset.total_seconds()),
    }


def moment(row: Row[Any]) -> datetime:
    """Return the moment as it stood on the listener's wall."""
    zone = timezone(timedelta(seconds=row.utc_offset_seconds))
    at: datetime = row.at_utc.replace(tzinfo=UTC).astimezone(zone)
    return at


def next_nth(table: Table, listener: str, day: date, at: datetime) -> ScalarSelect[int]:
    """Return the expression that counts on among the listener's rows of one instant.

    Two writers at once may get the same number; then nobody spoke first.
    """
    same = (
        (table.c.listener == listener)
        & (table.c.day == day)
        & (table.c.at_utc == columns(at)["at_utc"])
    )
    return select(func.coalesce(func.max(table.c.nth), 0) + 1).where(same).scalar_subquery()
