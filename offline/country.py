"""The country that picks the emergency number: asked once, else the system's."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from content.settings import Settings
from offline.kept_settings import keep

_TAG = re.compile(r"[a-z]{2,3}_([A-Z]{2})(?:[.@]|$)")


def system_country(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the region of the system's locale ("en_GB.UTF-8" is GB), or None ("C", "POSIX")."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        found = _TAG.match(environ.get(name, ""))
        if found:
            return found[1]
    return None


def with_country(settings: Settings) -> Settings:
    """Return the settings with the system's country where none was chosen."""
    return settings if settings.country else replace(settings, country=system_country())


def keep_country(home: Path, country: str) -> None:
    """Write the country into `settings.toml`, whatever else stands there.

    Raises:
        OSError: the folder cannot be written.
    """
    keep(home, "country", country)
