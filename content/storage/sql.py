"""The store in an SQL database: SQLite on a laptop, PostgreSQL behind a skill."""

from __future__ import annotations

import weakref
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, Row, Select, delete, insert, select, update

from content.storage.failures import told
from content.storage.sqlite import WRITES, empty_log, erase_freed_pages
from content.storage.store import Entry, StoreError
from content.storage.tables import entries, metadata, preferences, scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.engine import Connection


class SqlStore:
    """Keeps check-ins and preferences behind an engine whose tables are there already."""

    def __init__(self, engine: Engine, place: str) -> None:
        """Take the engine over.

        Args:
            engine: disposed of when the store is closed or collected.
            place: how a person names the database, for the errors.
        """
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
        with told(self._place), self._writer.begin() as connection:
            new = insert(entries).values(_columns(entry)).returning(entries.c.number)
            _keep_scores(connection, connection.execute(new).scalar_one(), entry)

    def replace(self, entry: Entry) -> None:
        """Keep a corrected entry in the place of the one with the same id."""
        with told(self._place), self._writer.begin() as connection:
            number = connection.execute(_number(entry.listener, entry.id)).scalar()
            if number is None:
                raise StoreError(f"There is no entry {entry.id} that could be corrected.")
            connection.execute(
                update(entries).where(entries.c.number == number).values(_columns(entry)),
            )
            connection.execute(delete(scores).where(scores.c.entry_number == number))
            _keep_scores(connection, number, entry)
        self._after_erasing(empty_log)

    def remove(self, listener: str, entry_id: str) -> bool:
        """Remove one entry, bytes included; False if there was none."""
        ours = (entries.c.listener == listener) & (entries.c.id == entry_id)
        with told(self._place), self._writer.begin() as connection:
            removed = connection.execute(delete(entries).where(ours)).rowcount > 0
        if removed:
            self._after_erasing(empty_log)
        return removed

    def get(self, listener: str, entry_id: str) -> Entry | None:
        """Return one entry of the listener's, or None."""
        found = self._read(_joined(listener).where(entries.c.id == entry_id))
        return found[0] if found else None

    def entries(self, listener: str, since: date | None = None) -> tuple[Entry, ...]:
        """Return the listener's entries from a day on, by day, then as they were said."""
        query = _joined(listener)
        return self._read(query if since is None else query.where(entries.c.day >= since))

    def preference(self, listener: str, key: str) -> str | None:
        """Return a small remembered fact, or None."""
        query = select(preferences.c.value).where(
            preferences.c.listener == listener,
            preferences.c.key == key,
        )
        with told(self._place), self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def set_preference(self, listener: str, key: str, value: str) -> None:
        """Remember a small fact in the place of the one before."""
        ours = (preferences.c.listener == listener) & (preferences.c.key == key)
        with told(self._place), self._writer.begin() as connection:
            changed = connection.execute(update(preferences).where(ours).values(value=value))
            if not changed.rowcount:
                row = {"listener": listener, "key": key, "value": value}
                connection.execute(insert(preferences).values(row))

    def forget(self, listener: str) -> int:
        """Erase everything of the listener's, bytes included; return how many entries it was.

        Raises:
            StoreError: also where a second copy keeps the old bytes in its log.
        """
        with told(self._place), self._writer.begin() as connection:
            erased = connection.execute(delete(entries).where(entries.c.listener == listener))
            connection.execute(delete(preferences).where(preferences.c.listener == listener))
            count = erased.rowcount
        if self._sqlite and not self._after_erasing(erase_freed_pages):
            raise StoreError(
                f"Everything is deleted, but another copy still reads {self._place}. "
                "Close it and delete again, so that no trace stays in its log.",
            )
        if not self._sqlite:
            self._vacuum_server()
        return count

    def _read(self, query: Select[Any]) -> tuple[Entry, ...]:
        with told(self._place), self._engine.connect() as connection:
            return _grouped(connection.execute(query))

    def _after_erasing(self, clean: Callable[[Connection], bool]) -> bool:
        if not self._sqlite:
            return True
        with told(self._place), self._engine.connect() as connection:
            return clean(connection)

    def _vacuum_server(self) -> None:
        """Rewrite PostgreSQL's tables; its own log and backups are the operator's to expire."""
        with told(self._place), self._engine.connect() as plain:
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            for name in metadata.tables:
                connection.exec_driver_sql(f"VACUUM FULL {name}")


def _columns(entry: Entry) -> dict[str, object]:
    offset = entry.at.utcoffset()
    if offset is None:
        raise ValueError("an entry's time needs its time zone")
    return {
        "id": entry.id,
        "listener": entry.listener,
        "at_utc": entry.at.astimezone(UTC).replace(tzinfo=None),
        "utc_offset_seconds": round(offset.total_seconds()),
        "day": entry.day,
    }


def _keep_scores(connection: Connection, number: int, entry: Entry) -> None:
    rows = [
        {
            "entry_number": number,
            "scale": scale,
            "value": entry.scores.get(scale),
            "word": entry.words.get(scale),
        }
        for scale in dict.fromkeys((*entry.scores, *entry.words))
    ]
    if rows:
        connection.execute(insert(scores), rows)


def _number(listener: str, entry_id: str) -> Select[Any]:
    return select(entries.c.number).where(
        entries.c.listener == listener,
        entries.c.id == entry_id,
    )


def _joined(listener: str) -> Select[Any]:
    return (
        select(entries, scores.c.scale, scores.c.value, scores.c.word)
        .join_from(entries, scores, isouter=True)
        .where(entries.c.listener == listener)
        .order_by(entries.c.day, entries.c.at_utc, entries.c.number)
    )


def _grouped(rows: Iterable[Row[Any]]) -> tuple[Entry, ...]:
    """Return one entry for the rows of each, in the order of the rows."""
    found: dict[str, Entry] = {}
    for row in rows:
        entry = found.get(row.id) or _entry(row)
        if row.value is not None:
            entry = replace(entry, scores=entry.scores | {row.scale: row.value})
        if row.word is not None:
            entry = replace(entry, words=entry.words | {row.scale: row.word})
        found[row.id] = entry
    return tuple(found.values())


def _entry(row: Row[Any]) -> Entry:
    zone = timezone(timedelta(seconds=row.utc_offset_seconds))
    at: datetime = row.at_utc.replace(tzinfo=UTC).astimezone(zone)
    return Entry(id=row.id, listener=row.listener, at=at, day=row.day)
