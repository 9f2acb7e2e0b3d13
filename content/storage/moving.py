"""Everything of one key's under another, when the secret behind the keys was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, delete, insert, select, union_all

from content.storage.tables import entries, preferences, records, scores

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def has_rows(connection: Connection, listener: str) -> bool:
    """Tell whether anything is kept for the listener."""
    kept = (
        select(table.c.listener).where(table.c.listener == listener).limit(1).subquery().select()
        for table in (entries, records, preferences)
    )
    return connection.execute(union_all(*kept)).first() is not None


def move_rows(connection: Connection, old: str, new: str) -> None:
    """Give every row of the old listener's to the new one, who may have rows already.

    Rows are taken out before they are put in, so that of two who move the same listener at once
    the second finds nothing.
    """
    kept = {key for (key,) in connection.execute(_keys(new))}
    moved = {}
    # Scores lean on entries: out first, in last.
    for table in (scores, entries, records, preferences):
        taken = delete(table).where(table.c.listener == old).returning(*table.c)
        moved[table] = [
            dict(row._mapping) | {"listener": new}  # noqa: SLF001 - public despite its name
            for row in connection.execute(taken)
        ]
    moved[preferences] = [row for row in moved[preferences] if row["key"] not in kept]
    for table in (entries, scores, records, preferences):
        if moved[table]:
            connection.execute(insert(table), moved[table])


def _keys(listener: str) -> Select[tuple[str]]:
    return select(preferences.c.key).where(preferences.c.listener == listener)
