"""The two pages that a skill has to show: what becomes of words, and what this is not."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from flask import Response

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched from anywhere."""


def privacy() -> Response:
    """Return the privacy page."""
    return _page("privacy.html")


def terms() -> Response:
    """Return the terms of use."""
    return _page("terms.html")


def _page(name: str) -> Response:
    response = Response(_text(name), mimetype="text/html")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@cache
def _text(name: str) -> str:
    return (files("skill") / "page_texts" / name).read_text("utf-8")
