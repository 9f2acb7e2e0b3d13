"""`GET /audio/<hash>.mp3`: sounds for an Echo, which fetches them unsigned, perhaps in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, abort, send_file

from skill.sound_files import NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

YEAR_SECONDS: Final = 31_536_000
"""A hash is its content's: what is kept of it never goes stale."""


def audio_from(folder: Path) -> Callable[[str], Response]:
    """Return the view of one folder of sounds."""

    def audio(name: str) -> Response:
        """Return a sound, or a part of it; 404 for every name that is no sound of ours."""
        key, _, kind = name.rpartition(".")
        file = folder / name
        if kind != "mp3" or not NAME.fullmatch(key) or not file.is_file():
            abort(404)
        response = send_file(
            file, mimetype="audio/mpeg", conditional=True, etag=key, max_age=YEAR_SECONDS
        )
        response.cache_control.immutable = True
        return response

    return audio
