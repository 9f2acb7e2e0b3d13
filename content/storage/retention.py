"""What is older than the retention is erased, at most once a day, by whoever comes first."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import Date, Engine, column, delete, insert, select, table, text, update
from sqlalchemy.exc import SQLAlchemyError

from content.storage.sqlite import WRITES, empty_log
from content.storage.tables import metadata, preferences

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

DONE: Final = "retention_done"
"""Preference of nobody's (listener ""): the last day on which the diary was swept."""

_OURS: Final = (preferences.c.listener == "") & (preferences.c.key == DONE)


def utc_today() -> date:
    """Return the date in UTC: one listener's midnight is as good as another's here."""
    return datetime.now(UTC).date()


class Retention:
    """Erases what is about a day too long ago, when a diary is opened or written."""

    def __init__(self, engine: Engine, days: int, today: Callable[[], date] = utc_today) -> None:
        """Take the engine along.

        Args:
            engine: whose tables are there already.
            days: how long a day's entries and records stay; 0 keeps them for good.
            today: tells the date.
        """
        self._engine: Final = engine
        self._days: Final = days
        self._today: Final = today
        self._swept_on: date | None = None
        self._turn: Final = threading.Lock()
        self._sweeper: threading.Thread | None = None

    def run_if_due(self, *, wait: bool) -> None:
        """Erase what is too old unless that was done today.

        A database that says no is asked again next time: nobody waits for this and no write
        fails because of it.

        Args:
            wait: return when it is done. A server's listener waits for nothing; a file is small.
        """
        if self._days == 0 or self._swept_on == self._today():
            return
        if wait or self._engine.dialect.name == "sqlite":
            self._run()
        elif not self._turn.locked():
            self._sweeper = threading.Thread(target=self._run, name="retention", daemon=True)
            self._sweeper.start()

    def join(self) -> None:
        """Wait for a sweep that a write began."""
        if self._sweeper:
            self._sweeper.join()

    def _run(self) -> None:
        today = self._today()
        with self._turn:
            try:
                if not self._is_done(today):
                    self._sweep(today)
                self._swept_on = today
            except SQLAlchemyError:
                return

    def _is_done(self, today: date) -> bool:
        with self._engine.connect() as connection:
            done = connection.execute(select(preferences.c.value).where(_OURS)).scalar()
        return done is not None and done >= today.isoformat()

    def _sweep(self, today: date) -> None:
        first_kept = today - timedelta(days=self._days)
        writer = self._engine.execution_options(**{WRITES: "IMMEDIATE"})
        with writer.begin() as connection:
            suffixes = _partitions(connection)
            erased = sum(_erase(connection, suffix, first_kept) for suffix in suffixes)
            _mark(connection, today)
        if erased and self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                empty_log(connection)
        elif erased:
            self._vacuum()

    def _vacuum(self) -> None:
        """Let PostgreSQL reuse and clean the space; its log and backups are the operator's."""
        with self._engine.connect() as plain:
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            for name in metadata.tables:
                connection.exec_driver_sql(f"VACUUM {name}")


def _partitions(connection: Connection) -> list[str]:
    """Return what the tables' names end in: on PostgreSQL one ending for each partition."""
    if connection.dialect.name == "sqlite":
        return [""]
    query = text(
        "SELECT relid::regclass::text FROM pg_partition_tree('entries') WHERE isleaf ORDER BY 1",
    )
    return [name.removeprefix("entries") for (name,) in connection.execute(query)]


def _erase(connection: Connection, suffix: str, first_kept: date) -> int:
    """Delete from one partition of each table; return how many entries and records it was."""
    entries, records = (
        table(f"{name}{suffix}", column("listener"), column("id"), column("day", Date))
        for name in ("entries", "records")
    )
    scores = table(f"scores{suffix}", column("listener"), column("entry_id"))
    old = (
        select(entries.c.id)
        .where(entries.c.listener == scores.c.listener)
        .where(entries.c.id == scores.c.entry_id)
        .where(entries.c.day < first_kept)
    )
    connection.execute(delete(scores).where(old.exists()))
    return sum(
        connection.execute(delete(dated).where(dated.c.day < first_kept)).rowcount
        for dated in (entries, records)
    )


def _mark(connection: Connection, today: date) -> None:
    row = {"listener": "", "key": DONE, "value": today.isoformat()}
    if not connection.execute(update(preferences).where(_OURS).values(row)).rowcount:
        connection.execute(insert(preferences).values(row))
