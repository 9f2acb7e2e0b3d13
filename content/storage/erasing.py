"""Erasing so that the bytes are gone, not only the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, delete, literal_column, select

from content.storage.sqlite import empty_log, erase_freed_pages
from content.storage.tables import entries, metadata, preferences, records, scores

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine


def delete_listener(connection: Connection, listener: str) -> int:
    """Delete every row of the listener's; return how many entries and records it was."""
    connection.execute(delete(scores).where(scores.c.listener == listener))
    connection.execute(delete(preferences).where(preferences.c.listener == listener))
    erased = connection.execute(delete(entries).where(entries.c.listener == listener)).rowcount
    return (
        erased
        + connection.execute(
            delete(records).where(records.c.listener == listener),
        ).rowcount
    )


def where_rows_lie(connection: Connection, listener: str) -> tuple[str, ...]:
    """Return the partitions on PostgreSQL that hold rows of the listener's."""
    where = literal_column("tableoid::regclass::text", String)
    found = (
        connection.execute(select(where).where(table.c.listener == listener).limit(1)).scalar()
        for table in metadata.sorted_tables
    )
    return tuple(name for name in found if name is not None)


def wipe(engine: Engine, partitions: tuple[str, ...]) -> bool:
    """Overwrite what was deleted; False if a second copy keeps SQLite's log from being emptied.

    On PostgreSQL the partitions are rewritten; its own log and backups are the operator's to
    expire.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            return erase_freed_pages(connection)
    with engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        for name in partitions:
            connection.exec_driver_sql(f"VACUUM FULL {name}")
    return True


def wipe_log(engine: Engine) -> None:
    """Cut SQLite's log, where the bytes of a row would stay after it was changed or deleted."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            empty_log(connection)
