"""Where Amazon keeps its signing certificates, and nowhere else."""

from __future__ import annotations

from posixpath import normpath
from typing import Final
from urllib.parse import unquote, urlsplit

from skill.refused import RefusedError

HOST: Final = "s3.amazonaws.com"
FOLDER: Final = "/echo.api/"
HTTPS_PORT: Final = 443
LONGEST: Final = 1_024
"""Characters; Amazon's own are under a hundred."""


def normalised(url: str) -> str:
    """Return the one spelling under which a chain is fetched and remembered.

    Query and fragment fall away: no chain of Amazon's has one, and each would be a cache entry
    of its own. The rules are Amazon's: scheme and host in any case, the path in this one.

    Raises:
        RefusedError: the address is not one of Amazon's.
    """
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise RefusedError("certificate URL: not an address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError("certificate URL: not an address") from error
    if parts.scheme != "https":
        raise RefusedError("certificate URL: scheme is not https")
    if parts.hostname != HOST or "@" in parts.netloc:
        raise RefusedError("certificate URL: wrong host")
    if port not in {None, HTTPS_PORT}:
        raise RefusedError("certificate URL: wrong port")
    path = normpath(unquote(parts.path))
    if not path.startswith(FOLDER) or path != unquote(path) or "\\" in path:
        raise RefusedError("certificate URL: wrong path")
    return f"https://{HOST}{path}"
