"""Fetches one known file: goes on where it stopped, and keeps it only if it is the known one."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

CHUNK_BYTES: Final = 1 << 16
TIMEOUT_SECONDS: Final = 30.0
"""Silence of the server after which the download counts as interrupted."""

AGAIN: Final = "Type: gutfeeling models get"

Progress = Callable[[int, int], None]
"""Takes the bytes there are and the bytes there will be."""


class DownloadError(Exception):
    """A file could not be fetched; the text is one sentence for a person."""


def download(address: str, part: Path, size_bytes: int, progress: Progress) -> None:
    """Fetch the rest of a file into `part`.

    Raises:
        DownloadError: no connection, or it broke; what has come stays in `part`.
        OSError: `part` cannot be written.
    """
    have = part.stat().st_size if part.exists() else 0
    if have > size_bytes:
        part.unlink()
        have = 0
    if have == size_bytes:
        return
    host = urllib.parse.urlsplit(address).hostname
    asked = urllib.request.Request(address, headers={"Range": f"bytes={have}-"})  # noqa: S310 - from our own list
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - as above
            resumed = answer.status == http.HTTPStatus.PARTIAL_CONTENT
            with part.open("ab" if resumed else "wb") as file:
                _copy(answer, file, have if resumed else 0, size_bytes, progress)
    except urllib.error.HTTPError as error:
        raise DownloadError(f"{host} has no such file any more ({error.code}).") from error
    except urllib.error.URLError as error:
        raise DownloadError(f"There is no connection to {host}. Go online once. {AGAIN}") from error
    except (http.client.HTTPException, ConnectionError, TimeoutError) as error:
        raise DownloadError(f"The download broke off; it will go on there. {AGAIN}") from error
    if part.stat().st_size < size_bytes:
        raise DownloadError(f"The download broke off; it will go on there. {AGAIN}")


def checked(file: Path, size_bytes: int, sha256: str) -> None:
    """Refuse a file that is not the known one.

    Raises:
        DownloadError: size or checksum differ.
    """
    if file.stat().st_size == size_bytes:
        with file.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() == sha256:
                return
    raise DownloadError(f"{file.name} is not the known file: its checksum differs. It is not used.")


def _copy(
    answer: IO[bytes], file: IO[bytes], have: int, size_bytes: int, progress: Progress
) -> None:
    while chunk := answer.read(CHUNK_BYTES):
        have += len(chunk)
        if have > size_bytes:
            raise DownloadError("The server sent more than the known file. It is not used.")
        file.write(chunk)
        progress(have, size_bytes)
