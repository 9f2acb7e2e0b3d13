"""Why a request is not answered: for the log, never for whoever sent it."""

from __future__ import annotations


class RefusedError(Exception):
    """The request is not a genuine one of our skill's; the text names the check, no content."""
