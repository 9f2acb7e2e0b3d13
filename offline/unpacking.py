"""Unpacks a model's archive beside its place and moves it there whole."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

MOST_BYTES: Final = 500_000_000
"""More than this never comes out of an archive, whatever it says of itself."""

UNIX_MODE_SHIFT: Final = 16


class ArchiveError(Exception):
    """An archive is not one of a model; the text is one sentence for a person."""


def unpack(archive: Path, folder: Path, name: str) -> Path:
    """Unpack `archive`, which holds one folder `name`, to `folder/name`.

    Raises:
        ArchiveError: it holds anything else, a link, or a path that leads out of it.
        OSError: the disk is full or may not be written.
    """
    target = folder / name
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unpacking-") as beside:
        try:
            with zipfile.ZipFile(archive) as opened:
                members = opened.infolist()
                _check(archive, members, name)
                opened.extractall(beside, members)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise ArchiveError(f"{archive.name} is not a whole zip file.") from error
        if target.exists():
            shutil.rmtree(target)
        os.replace(Path(beside) / name, target)  # noqa: PTH105 - the one atomic step, named so
    return target


def _check(archive: Path, members: list[zipfile.ZipInfo], name: str) -> None:
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(member.external_attr >> UNIX_MODE_SHIFT)
        outside = path.is_absolute() or ".." in path.parts or ":" in member.filename
        if is_link or outside or not path.parts or path.parts[0] != name:
            raise ArchiveError(
                f"{archive.name} holds {member.filename!r}, which is no part of {name}. "
                "Nothing was unpacked."
            )
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise ArchiveError(f"{archive.name} is larger inside than any model. Nothing was unpacked.")
