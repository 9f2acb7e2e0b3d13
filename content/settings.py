"""Settings from the environment and from `settings.toml`, read once (contract, section 6)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import platformdirs

RETENTION_DAYS: Final = 400
"""A year, and a month to look back on it."""


class Profile(StrEnum):
    """Who the Alexa skill is for: `store` keeps no health information."""

    PERSONAL = "personal"
    STORE = "store"


class SettingsError(Exception):
    """A setting cannot be used; the text is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the outside may decide."""

    home: Path
    """All that a person makes or fetches lives under this folder."""

    database_url: str | None = None
    """SQLAlchemy URL; None means the SQLite file in `home`."""

    model: Path | None = None
    """A Vosk model's folder, chosen by the person."""

    microphone: str | None = None
    """Name of the microphone to use while it is there; None means the system's own choice."""

    speaker: str | None = None
    """The same for the loudspeaker."""

    skill_ids: tuple[str, ...] = ()
    profile: Profile = Profile.PERSONAL
    country: str | None = None
    """ISO 3166 alpha-2; None while it is unknown."""

    retention_days: int = RETENTION_DAYS
    """Days that check-ins and records stay in the diary; 0 keeps them for good."""

    public_url: str | None = None
    """https address under which the skill's server can be reached, without a slash at its end."""

    @property
    def diary_file(self) -> Path:
        """Where the diary lies when no database URL is set."""
        return self.home / "diary.db"

    @property
    def locale(self) -> str:
        """The companion's locale tag; the region picks the helpline."""
        return f"en-{self.country}" if self.country else "en"


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; the environment outranks the file.

    Raises:
        SettingsError: a value does not parse, or the settings file is broken.
    """
    home = Path(environ.get("GUTFEELING_HOME") or platformdirs.user_data_dir("gutfeeling"))
    kept = _file(home / "settings.toml")

    def value(name: str) -> str | None:
        raw = environ.get(f"GUTFEELING_{name.upper()}") or kept.get(name)
        return str(raw).strip() or None if raw is not None else None

    model, skill_ids, country = value("model"), value("skill_id"), value("country")
    try:
        profile = Profile(value("profile") or Profile.PERSONAL)
    except ValueError as error:
        raise SettingsError(
            "GUTFEELING_PROFILE must be one of: personal, store.",
        ) from error
    return Settings(
        home=home,
        database_url=value("database_url"),
        model=Path(model).expanduser() if model else None,
        microphone=value("microphone"),
        speaker=value("speaker"),
        skill_ids=tuple(part.strip() for part in (skill_ids or "").split(",") if part.strip()),
        profile=profile,
        country=_country(country),
        retention_days=_days(value("retention_days")),
        public_url=_public_url(value("public_url")),
    )


def _public_url(raw: str | None) -> str | None:
    if raw is None:
        return None
    parts = urlsplit(raw)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError("GUTFEELING_PUBLIC_URL must be an address like https://example.org.")
    return raw.rstrip("/")


def _file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} can't be read: {error}. Mend it or move it away.") from error


def _country(raw: str | None) -> str | None:
    if raw is None:
        return None
    if len(raw) != len("US") or not raw.isalpha():
        raise SettingsError("GUTFEELING_COUNTRY must be two letters, like US or GB.")
    return raw.upper()


def _days(raw: str | None) -> int:
    if raw is None:
        return RETENTION_DAYS
    if not raw.isascii() or not raw.isdigit():
        raise SettingsError("GUTFEELING_RETENTION_DAYS must be a number of days; 0 keeps all.")
    return int(raw)
