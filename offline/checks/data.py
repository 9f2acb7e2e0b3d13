"""The folder of a person's data, the diary in it, and the clock that dates its entries."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from content.clock import local_zone_name
from content.phrases import line
from content.safety.helplines import helplines
from content.storage.open import open_store
from content.storage.store import StoreError
from offline.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.settings import Settings

LEAST_FREE_BYTES: Final = 50_000_000
"""Below this a model cannot be fetched, and a diary soon not be written."""

EARLIEST: Final = 2025
"""A clock that says an earlier year was never set; this program is younger than that."""

MEGABYTE: Final = 1_000_000


def data(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the folder, the diary, the clock, the zone and the country."""
    yield _folder(settings.home)
    yield _diary(settings)
    yield _clock(now)
    yield _zone(now)
    yield _country(settings)


def _folder(home: Path) -> Finding:
    part = "data folder"
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=home) as probe:
            probe.write(b"gut feeling")
        free = shutil.disk_usage(home).free
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return Finding(part, works=False, told=line("doctor.folder_no", folder=home, why=why))
    megabytes = free // MEGABYTE
    if free < LEAST_FREE_BYTES:
        told = line("doctor.folder_full", folder=home, megabytes=megabytes)
        return Finding(part, works=False, told=told)
    told = line("doctor.folder", folder=home, megabytes=megabytes)
    return Finding(part, works=True, told=told, shared=line("doctor.writable"))


def _diary(settings: Settings) -> Finding:
    try:
        open_store(settings).close()
    except StoreError as error:
        return Finding(
            "diary", works=False, told=str(error), vital=True, shared=type(error).__name__
        )
    if settings.database_url is not None:
        told = line("doctor.diary_elsewhere")
        return Finding("diary", works=True, told=told, vital=True, shared=told)
    fault = integrity_fault(settings.diary_file)
    if fault is not None:
        told = line("doctor.diary_damaged", file=settings.diary_file)
        return Finding("diary", works=False, told=told, vital=True)
    told = line("doctor.diary", file=settings.diary_file)
    return Finding("diary", works=True, told=told, vital=True, shared=line("doctor.diary_whole"))


def integrity_fault(file: Path) -> str | None:
    """Return what SQLite finds wrong in a database file, None if it is whole; reads only."""
    try:
        database = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            (found,) = database.execute("pragma integrity_check(1)").fetchone()
        finally:
            database.close()
    except sqlite3.Error as error:
        return type(error).__name__
    return None if found == "ok" else str(found)


def _clock(now: datetime) -> Finding:
    if now.year < EARLIEST:
        return Finding("clock", works=False, told=line("doctor.clock_unset", year=now.year))
    return Finding("clock", works=True, told=f"{now:%Y-%m-%d %H:%M}")


def _zone(now: datetime) -> Finding:
    name = local_zone_name()
    if name is None:
        return Finding(
            "time zone", works=False, told=line("doctor.zone_unknown", offset=f"{now:%z}")
        )
    return Finding("time zone", works=True, told=f"{name}, {now:%z}")


def _country(settings: Settings) -> Finding:
    emergency = helplines(settings.locale).emergency_spoken
    country = settings.country or line("doctor.country_unknown")
    told = line("doctor.country", country=country, emergency=emergency)
    return Finding("country", settings.country is not None, told)
