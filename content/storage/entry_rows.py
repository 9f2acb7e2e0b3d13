"""Check-ins as rows: one in `entries`, one in `scores` for each scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, delete, insert, select, update

from content.storage.moments import columns, moment, next_nth
from content.storage.store import Entry
from content.storage.tables import entries, scores

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    found = _grouped(connection.execute(_joined(listener).where(entries.c.id == entry_id)))
    return found[0] if found else None


def select_entries(
    connection: Connection,
    listener: str,
    since: date | None,
) -> tuple[Entry, ...]:
    """Read the listener's entries from a day on, by day, then as they were said."""
    query = _joined(listener)
    return _grouped(
        connection.execute(query if since is None else query.where(entries.c.day >= since)),
    )


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


def _joined(listener: str) -> Select[Any]:
    # The listener stands on both sides: an outer join's condition alone prunes no partition.
    its_scores = (scores.c.listener == listener) & (scores.c.entry_id == entries.c.id)
    return (
        select(entries, scores.c.scale, scores.c.value, scores.c.word)
        .join_from(entries, scores, its_scores, isouter=True)
        .where(entries.c.listener == listener)
        .order_by(entries.c.day, entries.c.at_utc, entries.c.nth, entries.c.id)
    )


def _grouped(rows: Iterable[Row[Any]]) -> tuple[Entry, ...]:
    """Return one entry for the rows of each, in the order of the rows."""
    found: dict[str, Entry] = {}
    for row in rows:
        entry = found.get(row.id)
        if entry is None:
            entry = Entry(id=row.id, listener=row.listener, at=moment(row), day=row.day)
        if row.value is not None:
            entry = replace(entry, scores=entry.scores | {row.scale: row.value})
        if row.word is not None:
            entry = replace(entry, words=entry.words | {row.scale: row.word})
        found[row.id] = entry
    return tuple(found.values())
