"""Dated records as rows of `records`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, insert, select, update

from content.storage.moments import columns, moment, next_nth
from content.storage.record import Record
from content.storage.tables import records

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.engine import Connection


def insert_record(connection: Connection, record: Record) -> None:
    """Write a new record."""
    row = _columns(record) | {
        "listener": record.listener,
        "id": record.id,
        "nth": next_nth(records, record.listener, record.day, record.at),
    }
    connection.execute(insert(records).values(row))


def update_record(connection: Connection, record: Record) -> bool:
    """Write over the record with the same id, in its place; False if there is none."""
    ours = (records.c.listener == record.listener) & (records.c.id == record.id)
    values = _columns(record)
    return connection.execute(update(records).where(ours).values(values)).rowcount > 0


def delete_record(connection: Connection, listener: str, record_id: str) -> bool:
    """Delete one record; False if there was none."""
    ours = (records.c.listener == listener) & (records.c.id == record_id)
    return connection.execute(delete(records).where(ours)).rowcount > 0


def select_record(connection: Connection, listener: str, record_id: str) -> Record | None:
    """Read one record."""
    ours = (records.c.listener == listener) & (records.c.id == record_id)
    row = connection.execute(select(records).where(ours)).first()
    return None if row is None else _record(row)


def select_records(
    connection: Connection,
    listener: str,
    kind: str | None,
    since: date | None,
) -> tuple[Record, ...]:
    """Read the listener's records of a kind (None: of all) from a day on, as they were said."""
    query = (
        select(records)
        .where(records.c.listener == listener)
        .order_by(records.c.day, records.c.at_utc, records.c.nth, records.c.id)
    )
    if kind is not None:
        query = query.where(records.c.kind == kind)
    if since is not None:
        query = query.where(records.c.day >= since)
    return tuple(_record(row) for row in connection.execute(query))


def _columns(record: Record) -> dict[str, Any]:
    return columns(record.at) | {
        "day": record.day,
        "kind": record.kind,
        "data": dict(record.data),
    }


def _record(row: Row[Any]) -> Record:
    return Record(
        id=row.id,
        listener=row.listener,
        at=moment(row),
        day=row.day,
        kind=row.kind,
        data=row.data,
    )
