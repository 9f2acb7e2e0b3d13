"""The Vosk models of this machine: which may be fetched, which is there, and how it gets there."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import yaml

from content.phrases import line
from content.settings import Settings
from offline.download import DownloadError, Progress, checked, download
from offline.kept_settings import keep
from offline.unpacking import ArchiveError, unpack

MODELS_FOLDER: Final = "models"
ACOUSTIC_MODEL: Final = Path("am", "final.mdl")
"""The file without which a folder is no Vosk model."""

UNPACKED: Final = 2
"""A model takes up to this many times its archive's size (68 MB of 41)."""

MEGABYTE: Final = 1_000_000


class ModelError(Exception):
    """A model could not be had; the text is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model that may be fetched."""

    name: str
    """Also the only folder in its archive."""

    address: str
    size_bytes: int
    sha256: str
    licence: str = ""


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """Return the models of `vosk_models.yaml`, the one to offer first."""
    raw = yaml.safe_load((files("offline") / "vosk_models.yaml").read_text("utf-8"))
    return tuple(CatalogueEntry(**entry) for entry in raw)


def models_folder(settings: Settings) -> Path:
    """Return where fetched models lie."""
    return settings.home / MODELS_FOLDER


def is_model(folder: Path) -> bool:
    """Return whether a folder holds a Vosk model."""
    return (folder / ACOUSTIC_MODEL).is_file()


def installed_model(settings: Settings) -> Path | None:
    """Return the folder of the model to use: the chosen one, else the fetched one, else None."""
    if settings.model is not None:
        return settings.model
    fetched = (models_folder(settings) / entry.name for entry in catalogue())
    return next(filter(is_model, fetched), None)


def offer() -> str:
    """Return the question of the first start."""
    return line("models.offer", megabytes=megabytes(catalogue()[0].size_bytes))


def megabytes(size_bytes: int) -> int:
    """Return a size as people read it."""
    return round(size_bytes / MEGABYTE)


def fetch_model(
    settings: Settings, show: Callable[[str], None], entry: CatalogueEntry | None = None
) -> Path:
    """Fetch, check and unpack a model; an interrupted download goes on where it stopped.

    Args:
        settings: say where it goes.
        show: takes lines for the screen, one each ten per cent.
        entry: which one; the first of the catalogue if None.

    Raises:
        ModelError: no connection, not the known file, no room, or no right to write there.
    """
    entry = entry or catalogue()[0]
    folder = models_folder(settings)
    with _in_words(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f"{entry.name}.zip.part"
        have = part.stat().st_size if part.exists() else 0
        _room(folder, entry.size_bytes * (1 + UNPACKED) - have)
        size = megabytes(entry.size_bytes)
        show(line("models.going_on" if have else "models.fetching", megabytes=size))
        download(entry.address, part, entry.size_bytes, _tenths(show))
        try:
            checked(part, entry.size_bytes, entry.sha256)
            return unpack(part, folder, entry.name)
        finally:
            part.unlink(missing_ok=True)


def take_model(settings: Settings, archive: Path, entry: CatalogueEntry | None = None) -> Path:
    """Check and unpack an archive that the person has fetched in another way.

    Raises:
        ModelError: not the known file, no room, or no right to write there.
    """
    entry = entry or catalogue()[0]
    folder = models_folder(settings)
    if not archive.is_file():
        raise ModelError(f"There is no file {archive}. Give the path of {entry.name}.zip.")
    with _in_words(folder):
        checked(archive, entry.size_bytes, entry.sha256)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _room(folder, entry.size_bytes * UNPACKED)
        return unpack(archive, folder, entry.name)


def use_model(settings: Settings, folder: Path) -> Path:
    """Keep a folder in `settings.toml` as the model to use from now on.

    Raises:
        ModelError: it holds no Vosk model, or the settings cannot be written.
    """
    folder = folder.expanduser().resolve()
    if not is_model(folder):
        raise ModelError(f"{folder} is no Vosk model: it has no {ACOUSTIC_MODEL}.")
    _keep_choice(settings, folder)
    return folder


def remove_model(settings: Settings, name: str) -> Path:
    """Throw a fetched model away; if it was the chosen one, none is chosen any more.

    Raises:
        ModelError: there is no such model, or it cannot be removed.
    """
    folder = models_folder(settings) / name
    if name not in {entry.name for entry in catalogue()} or not folder.is_dir():
        raise ModelError(f"There is no fetched model {name}. Type: gutfeeling models list")
    with _in_words(folder):
        shutil.rmtree(folder)
    if settings.model is not None and settings.model.resolve() == folder.resolve():
        _keep_choice(settings, None)
    return folder


def _keep_choice(settings: Settings, folder: Path | None) -> None:
    """Write the chosen model into `settings.toml`, whatever else stands there."""
    with _in_words(settings.home):
        keep(settings.home, "model", None if folder is None else str(folder))


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """Turn what can go wrong into sentences for people."""
    try:
        yield
    except (DownloadError, ArchiveError) as error:
        raise ModelError(str(error)) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ModelError(f"The disk of {folder} is full. Make room and try again.") from error
        why = (error.strerror or str(error)).lower()
        raise ModelError(f"Nothing can be written to {folder}: {why}.") from error


def _room(folder: Path, size_bytes: int) -> None:
    if shutil.disk_usage(folder).free < size_bytes:
        raise ModelError(
            f"The disk of {folder} has no room for {megabytes(size_bytes)} MB. "
            "Make room and try again."
        )


def _tenths(show: Callable[[str], None]) -> Progress:
    shown = 0

    def progress(have: int, size_bytes: int) -> None:
        nonlocal shown
        tenth = have * 10 // size_bytes
        if tenth > shown:
            shown = tenth
            show(line("models.progress", percent=tenth * 10, megabytes=megabytes(size_bytes)))

    return progress
