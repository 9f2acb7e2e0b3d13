"""A file about somebody's health: readable by them alone, whole or not there."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


def write(file: Path, content: bytes) -> None:
    """Put a file in its place, in one step, with permissions for its owner only (0600).

    Raises:
        ClickException: it cannot be written; what was there before is still there.
    """
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            os.replace(beside, file)  # noqa: PTH105 - mkstemp hands out a text, no Path
        except BaseException:
            os.unlink(beside)  # noqa: PTH108 - as above
            raise
    except OSError as error:
        reason = (error.strerror or "no access").lower()
        raise click.ClickException(
            f"{file} can't be written: {reason}. Name another file with --out.",
        ) from error
