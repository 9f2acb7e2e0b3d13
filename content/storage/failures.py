"""What a database's error means to a person."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from content.storage.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRIMARY: Final = 0xFF
"""SQLite's extended result codes carry the primary one in the low byte."""


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn every error of the database into a StoreError that says what to do.

    Args:
        place: how a person names the database.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise _as_store_error(cause, place) from error


def _as_store_error(cause: BaseException | None, place: str) -> StoreError:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return StoreError(f"{place} did not answer. Check that it runs, then try again.")
    match code & _PRIMARY:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            sentence = f"Another copy of Gut Feeling is using {place}. Close it, or try again."
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            sentence = (
                f"The diary in {place} is damaged, so nothing in it was changed. "
                "Put a backup in its place, or move it away to start a new one."
            )
        case sqlite3.SQLITE_FULL:
            sentence = f"The disk is full, so nothing was kept in {place}. Make some room first."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            sentence = (
                f"{place} can't be written to. "
                "Change its permissions, or set GUTFEELING_HOME to another folder."
            )
        case sqlite3.SQLITE_IOERR:
            sentence = f"The disk would not read or write {place}. Check it, then try again."
        case _:
            sentence = f"{place} can't be used ({cause}). Try again, or move the file away."
    return StoreError(sentence)
