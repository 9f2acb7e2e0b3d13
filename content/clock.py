"""Time as a dependency."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time; tests give one that stands still."""

    def now(self) -> datetime:
        """Return the aware local time."""


class SystemClock:
    """The machine's own clock, in its own time zone."""

    def now(self) -> datetime:
        """Return the aware local time."""
        return datetime.now().astimezone()


def local_zone_name() -> str | None:
    """Return the IANA name of this machine's zone ("Europe/Berlin"), or None if it is unknown."""
    for name in (os.environ.get("TZ", "").lstrip(":"), _linked_zone()):
        with suppress(ValueError, OSError, KeyError):
            if name:
                return ZoneInfo(name).key
    return None


def _linked_zone() -> str:
    """Return the zone that /etc/localtime points to; Linux and macOS keep it so."""
    with suppress(OSError):
        return os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return ""
