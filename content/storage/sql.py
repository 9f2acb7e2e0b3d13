"""The store in an SQL database: SQLite on a laptop, PostgreSQL behind a skill."""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, insert, select, update

from content.storage.entry_rows import (
    delete_entry,
    insert_entry,
    select_entries,
    select_entry,
    update_entry,
)
from content.storage.erasing import delete_listener, where_rows_lie, wipe, wipe_log
from content.storage.failures import told
from content.storage.moving import has_rows, move_rows
from content.storage.record import Record
from content.storage.record_rows import (
    delete_record,
    insert_record,
    select_record,
    select_records,
    update_record,
)
from content.storage.retention import Retention
from content.storage.sqlite import WRITES
from content.storage.store import Entry, StoreError
from content.storage.tables import preferences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.engine import Connection


class SqlStore:
    """Keeps what was said behind an engine whose tables are there already."""

    def __init__(
        self,
        engine: Engine,
        place: str,
        retention: Retention | None = None,
    ) -> None:
        """Take the engine over.

        Args:
            engine: disposed of when the store is closed or collected.
            place: how a person names the database, for the errors.
            retention: erases what is too old after a write; None keeps it for good.
        """
        self._retention: Final = retention
        self._place: Final = place
        self._engine: Final = engine
        self._writer: Final = engine.execution_options(**{WRITES: "IMMEDIATE"})
        self._sqlite: Final = engine.dialect.name == "sqlite"
        self._finalizer: Final = weakref.finalize(self, engine.dispose)

    def close(self) -> None:
        """Close every connection; SQLite then folds its log into the file."""
        self._finalizer()

    def add(self, entry: Entry) -> None:
        """Keep an entry; it is durable when this returns."""
        with self._write() as connection:
            insert_entry(connection, entry)

    def replace(self, entry: Entry) -> None:
        """Keep a corrected entry in the place of the one with the same id."""
        with self._write() as connection:
            if not update_entry(connection, entry):
                raise StoreError(f"There is no entry {entry.id} that could be corrected.")
        self._wipe_log()

    def remove(self, listener: str, entry_id: str) -> bool:
        """Remove one entry, bytes included; False if there was none."""
        with self._write() as connection:
            removed = delete_entry(connection, listener, entry_id)
        if removed:
            self._wipe_log()
        return removed

    def get(self, listener: str, entry_id: str) -> Entry | None:
        """Return one entry of the listener's, or None."""
        with self._read() as connection:
            return select_entry(connection, listener, entry_id)

    def entries(self, listener: str, since: date | None = None) -> tuple[Entry, ...]:
        """Return the listener's entries from a day on, by day, then as they were said."""
        with self._read() as connection:
            return select_entries(connection, listener, since)

    def add_record(self, record: Record) -> None:
        """Keep a record; it is durable when this returns."""
        with self._write() as connection:
            insert_record(connection, record)

    def replace_record(self, record: Record) -> None:
        """Keep a corrected record in the place of the one with the same id."""
        with self._write() as connection:
            if not update_record(connection, record):
                raise StoreError(f"There is no record {record.id} that could be corrected.")
        self._wipe_log()

    def remove_record(self, listener: str, record_id: str) -> bool:
        """Remove one record, bytes included; False if there was none."""
        with self._write() as connection:
            removed = delete_record(connection, listener, record_id)
        if removed:
            self._wipe_log()
        return removed

    def records(
        self,
        listener: str,
        kind: str,
        since: date | None = None,
    ) -> tuple[Record, ...]:
        """Return the listener's records of a kind from a day on, by day, then as they were said."""
        with self._read() as connection:
            return select_records(connection, listener, kind, since)

    def add_all(self, things: Iterable[Entry | Record]) -> tuple[int, int]:
        """Keep what is not kept yet, in one transaction: all of it or nothing.

        Returns:
            How many were new, and how many stand here otherwise under the same id.
        """
        new, differing = 0, 0
        with self._write() as connection:
            for thing in things:
                if isinstance(thing, Entry):
                    kept: Entry | Record | None = select_entry(connection, thing.listener, thing.id)
                else:
                    kept = select_record(connection, thing.listener, thing.id)
                if kept is None:
                    _insert(connection, thing)
                new += kept is None
                differing += kept is not None and _to_the_second(kept) != _to_the_second(thing)
        return new, differing

    def all_records(self, listener: str) -> tuple[Record, ...]:
        """Return the listener's records of every kind, by day, then as they were said."""
        with self._read() as connection:
            return select_records(connection, listener, None, None)

    def preference(self, listener: str, key: str) -> str | None:
        """Return a small remembered fact, or None."""
        ours = (preferences.c.listener == listener) & (preferences.c.key == key)
        with self._read() as connection:
            return connection.execute(select(preferences.c.value).where(ours)).scalar()

    def set_preference(self, listener: str, key: str, value: str) -> None:
        """Remember a small fact in the place of the one before."""
        ours = (preferences.c.listener == listener) & (preferences.c.key == key)
        with self._write() as connection:
            changed = connection.execute(update(preferences).where(ours).values(value=value))
            if not changed.rowcount:
                row = {"listener": listener, "key": key, "value": value}
                connection.execute(insert(preferences).values(row))

    def move(self, old: str, new: str) -> None:
        """Give everything of one listener's to another, who may have something already."""
        with self._read() as connection:
            if not has_rows(connection, old):
                return
        with self._write() as connection:
            move_rows(connection, old, new)
        self._wipe_log()

    def forget(self, listener: str) -> int:
        """Erase everything of the listener's, bytes included.

        Returns:
            How many entries and records it was.

        Raises:
            StoreError: also where a second copy keeps the old bytes in its log.
        """
        with self._write() as connection:
            partitions = () if self._sqlite else where_rows_lie(connection, listener)
            count = delete_listener(connection, listener)
        with told(self._place):
            wiped = wipe(self._engine, partitions)
        if not wiped:
            raise StoreError(
                f"Everything is deleted, but another copy still reads {self._place}. "
                "Close it and delete again, so that no trace stays in its log.",
            )
        return count

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with told(self._place), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """Begin a transaction that is on the disk when the block ends."""
        with told(self._place), self._writer.begin() as connection:
            yield connection
        if self._retention:
            self._retention.run_if_due(wait=False)

    def _wipe_log(self) -> None:
        with told(self._place):
            wipe_log(self._engine)


def _insert(connection: Connection, thing: Entry | Record) -> None:
    if isinstance(thing, Entry):
        insert_entry(connection, thing)
    else:
        insert_record(connection, thing)


def _to_the_second(thing: Entry | Record) -> Entry | Record:
    return replace(thing, at=thing.at.replace(microsecond=0))
