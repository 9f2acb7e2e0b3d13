"""Whose turn it is to write a SQLite file, so that nobody waits while others write in a row.

SQLite's own waiting looks now and then, and whoever has just written may be first again every time.
Here the next writer first takes a lock on the folder, waits with it for the file, and gives it back
as it begins: whoever has just written finds that lock taken and comes after.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import Connection

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where one copy is what there is
    fcntl = None  # type: ignore[assignment]

_LOOK_AGAIN_SECONDS: Final = (0.001, 0.004)
"""Between two looks at something that somebody else has taken; at random, so nobody keeps pace."""


def begin_to_write(connection: Connection, folder: Path | None) -> None:
    """Begin a transaction that may write, within the connection's `busy_timeout`.

    Args:
        connection: to a SQLite file, or to a database in memory.
        folder: where the file lies; None for a database in memory.

    Raises:
        OperationalError: somebody else wrote all the time.
    """
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    until = time.monotonic() + patience / 1000
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        with _next_in_line(folder, until):
            while not _has_begun(connection, until):
                _look_again()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")


def _has_begun(connection: Connection, until: float) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code != sqlite3.SQLITE_BUSY or time.monotonic() > until:
            raise
        return False
    return True


@contextmanager
def _next_in_line(folder: Path | None, until: float) -> Iterator[None]:
    """Hold the folder's lock; without it where the file system has none, or in the end."""
    try:
        handle = None if folder is None or fcntl is None else os.open(folder, os.O_RDONLY)
    except OSError:
        handle = None
    if handle is None:
        yield
        return
    try:
        while not _is_taken(handle) and time.monotonic() < until:
            _look_again()
        yield
    finally:
        # Closing gives the lock back.
        os.close(handle)


def _is_taken(handle: int) -> bool:
    """Take the lock; False while somebody else has it, True where there are no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _look_again() -> None:
    time.sleep(random.uniform(*_LOOK_AGAIN_SECONDS))  # noqa: S311 - no secret
