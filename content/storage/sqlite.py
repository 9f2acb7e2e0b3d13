"""How a SQLite file is opened: durable, private, and with a second copy in mind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from content.storage.store import StoreError
from content.storage.taking_turns import begin_to_write

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

BUSY_SECONDS: Final = 5
"""How long a statement waits for a second copy before it says so."""

WRITES: Final = "sqlite_begin"
"""Execution option: how the connection's transactions begin."""

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA foreign_keys=ON",
    # Deleted content is overwritten with zeros, not only unlinked.
    "PRAGMA secure_delete=ON",
    # A commit is on the disk when it returns; NORMAL may lose the last ones at a power cut.
    "PRAGMA synchronous=FULL",
    # VACUUM copies everything: in memory, never to a file in the temporary folder.
    "PRAGMA temp_store=MEMORY",
)


def file_engine(path: Path) -> Engine:
    """Return an engine for the file, which is made (0600, its folder 0700) where missing.

    Raises:
        StoreError: the folder or the file cannot be made or read.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _claim(path)
    except OSError as error:
        reason = (error.strerror or "no access").lower()
        raise StoreError(
            f"The diary can't be kept in {path}: {reason}. "
            "Set GUTFEELING_HOME to a folder that you can write to.",
        ) from error
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_SECONDS},
    )
    _prepare(engine, (*_PRAGMAS, "PRAGMA journal_mode=WAL"), path.parent)
    return engine


def memory_engine() -> Engine:
    """Return an engine for one database in memory, shared by all threads."""
    engine = create_engine(
        "sqlite://",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
    )
    _prepare(engine, ("PRAGMA foreign_keys=ON",), None)
    return engine


def erase_freed_pages(connection: Connection) -> bool:
    """Rewrite the database without its free pages and empty the write-ahead log.

    Returns:
        False if a second copy still reads the log, so that it could not be emptied.
    """
    driver = connection.connection.driver_connection
    if driver is None:  # pragma: no cover - an open connection always has its driver's
        return False
    driver.execute("VACUUM")
    return empty_log(connection)


def empty_log(connection: Connection) -> bool:
    """Write the log into the file and cut it to nothing; False if a second copy reads it."""
    driver = connection.connection.driver_connection
    if driver is None:  # pragma: no cover - an open connection always has its driver's
        return False
    busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _claim(path: Path) -> None:
    """Make the file before SQLite does, since SQLite would make it readable for everyone."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        status = os.fstat(descriptor)
        if status.st_uid == os.geteuid() and status.st_mode & 0o077:
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _prepare(engine: Engine, pragmas: tuple[str, ...], folder: Path | None) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        # The driver must begin nothing by itself, or DDL would fall out of our transactions.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        how = connection.get_execution_options().get(WRITES, "DEFERRED")
        if how == "IMMEDIATE":
            begin_to_write(connection, folder)
        else:
            connection.exec_driver_sql(f"BEGIN {how}")
