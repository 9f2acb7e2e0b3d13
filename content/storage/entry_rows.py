"""Check-ins as rows: one in `entries`, one in `scores` for each scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Row, Select, delete, func, insert, select, update

from content.storage.moments import columns, moment, next_nth
from content.storage.store import Entry
from content.storage.tables import entries, scores

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.engine import Connection


def insert_entry(connection: Connection, entry: Entry) -> None:
    """Write a new entry."""
    row = columns(entry.at) | {
        "listener": entry.listener,
        "id": entry.id,
        "day": entry.day,
        "nth": next_nth(entries, entry.listener, entry.day, entry.at),
    }
    connection.execute(insert(entries).values(row))
    _insert_scores(connection, entry)


def update_entry(connection: Connection, entry: Entry) -> bool:
    """Write over the entry with the same id, in its place; False if there is none."""
    ours = (entries.c.listener == entry.listener) & (entries.c.id == entry.id)
    values = columns(entry.at) | {"day": entry.day}
    if not connection.execute(update(entries).where(ours).values(values)).rowcount:
        return False
    _delete_scores(connection, entry.listener, entry.id)
    _insert_scores(connection, entry)
    return True


def delete_entry(connection: Connection, listener: str, entry_id: str) -> bool:
    """Delete one entry; False if there was none."""
    _delete_scores(connection, listener, entry_id)
    ours = (entries.c.listener == listener) & (entries.c.id == entry_id)
    return connection.execute(delete(entries).where(ours)).rowcount > 0


def select_entry(connection: Connection, listener: str, entry_id: str) -> Entry | None:
    """Read one entry."""
    query = _with_scores(connection, listener).where(entries.c.id == entry_id)
    row = connection.execute(query).first()
    return None if row is None else _entry(row)


def select_entries(
    connection: Connection,
    listener: str,
    since: date | None,
) -> tuple[Entry, ...]:
    """Read the listener's entries from a day on, by day, then as they were said."""
    query = _with_scores(connection, listener)
    found = connection.execute(query if since is None else query.where(entries.c.day >= since))
    return tuple(_entry(row) for row in found)


def _insert_scores(connection: Connection, entry: Entry) -> None:
    rows = [
        {
            "listener": entry.listener,
            "entry_id": entry.id,
            "scale": scale,
            "value": entry.scores.get(scale),
            "word": entry.words.get(scale),
        }
        for scale in dict.fromkeys((*entry.scores, *entry.words))
    ]
    if rows:
        connection.execute(insert(scores), rows)


def _delete_scores(connection: Connection, listener: str, entry_id: str) -> None:
    ours = (scores.c.listener == listener) & (scores.c.entry_id == entry_id)
    connection.execute(delete(scores).where(ours))


def _with_scores(connection: Connection, listener: str) -> Select[Any]:
    """Return the query for the listener's entries, each with its scores and words as JSON.

    One row an entry in one statement: quick to read, and never half of a change.
    """
    postgres = connection.dialect.name == "postgresql"
    pair = (func.json_build_array if postgres else func.json_array)(scores.c.value, scores.c.word)
    collect = func.json_object_agg if postgres else func.json_group_object
    said = (
        select(collect(scores.c.scale, pair, type_=JSON))
        # By a value: a comparison of two columns alone would prune no partition.
        .where(scores.c.listener == listener)
        .where(scores.c.entry_id == entries.c.id)
        .scalar_subquery()
    )
    return (
        select(entries, said.label("said"))
        .where(entries.c.listener == listener)
        .order_by(entries.c.day, entries.c.at_utc, entries.c.nth, entries.c.id)
    )


def _entry(row: Row[Any]) -> Entry:
    said = row.said or {}
    values = {scale: value for scale, (value, _) in said.items() if value is not None}
    words = {scale: word for scale, (_, word) in said.items() if word is not None}
    return Entry(row.id, row.listener, moment(row), row.day, values, words)
