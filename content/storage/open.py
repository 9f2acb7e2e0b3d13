"""Which database the settings mean, opened and brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from content.storage.failures import told
from content.storage.memory import MemoryStore
from content.storage.migrate import is_current, migrate
from content.storage.retention import Retention, utc_today
from content.storage.sql import SqlStore
from content.storage.sqlite import WRITES, file_engine
from content.storage.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from content.settings import Settings

# One driver for every spelling that hosts hand out.
_POSTGRES: Final = {"postgres", "postgresql", "postgresql+psycopg"}


def open_store(settings: Settings, today: Callable[[], date] = utc_today) -> SqlStore:
    """Open the diary, making it or bringing it up to date where needed.

    Args:
        settings: where it lies, and how long a day stays in it.
        today: tells the date, for what is too old by now.

    Raises:
        StoreError: it cannot be opened; a file that is there is never overwritten.
    """
    engine, place = _engine(settings)
    _bring_up_to_date(engine, place)
    retention = Retention(engine, settings.retention_days, today)
    retention.run_if_due(wait=True)
    return SqlStore(engine, place, retention)


def _engine(settings: Settings) -> tuple[Engine, str]:
    """Return the database, and how a person names it."""
    if settings.database_url is None:
        return file_engine(settings.diary_file), str(settings.diary_file)
    url = _url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise StoreError("GUTFEELING_DATABASE_URL names no file. Write sqlite:///FILE.")
        path = Path(url.database)
        return file_engine(path), str(path)
    return _server_engine(url), "the database in GUTFEELING_DATABASE_URL"


def open_memory_store() -> MemoryStore:
    """Return an empty diary that is gone with its object."""
    return MemoryStore()


def _bring_up_to_date(engine: Engine, place: str) -> None:
    try:
        with told(place):
            with engine.connect() as connection:
                current = is_current(connection)
            if not current:
                writer = engine.execution_options(**{WRITES: "IMMEDIATE"})
                with writer.begin() as connection:
                    migrate(connection, place)
    except BaseException:
        engine.dispose()
        raise


def _url(raw: str) -> URL:
    """Return the parsed address; the text itself may hold a password and is never repeated."""
    try:
        url = make_url(raw)
    except (ArgumentError, ValueError):
        url = None
    if url is not None and url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url is None or url.drivername != "sqlite":
        raise StoreError(
            "GUTFEELING_DATABASE_URL can't be used. "
            "Write postgresql://USER@HOST/NAME, or leave it out for a file on this machine.",
        )
    return url


def _server_engine(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(
            "PostgreSQL needs its driver. Type: pip install 'gutfeeling[postgres]'",
        ) from error
