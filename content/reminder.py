"""The daily reminder: its time with its zone, and when it is due; kept as one preference."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from content.clock import local_zone_name

PREFERENCE = "reminder"
WINDOW = timedelta(hours=2)
"""How late it may be asked: a laptop opened at noon does not ask what was due at eight."""

UNANSWERED = 3
"""After so many askings without an answer it goes silent, and says so once."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One time a day."""

    time: str
    """"HH:MM" on the wall of `zone`."""

    zone: str
    """An IANA name ("Europe/Berlin"), or an offset ("+01:00") where no name is known."""

    asked_at: str | None = None
    """When it was asked last, ISO 8601."""

    waits: bool = False
    """It was asked, and nobody has answered yet."""

    unanswered: int = 0
    """Askings in a row that nobody answered, the waiting one not counted."""

    is_silent: bool = False

    def local(self, now: datetime) -> datetime:
        """Return the time on the wall that the reminder goes by."""
        return now.astimezone(_zone(self.zone) or now.tzinfo)

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to ask: from its minute on for `WINDOW`, once a day."""
        wall = self.local(now).replace(tzinfo=None)
        hour, minute = map(int, self.time.split(":"))
        due = wall.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if wall < due:
            due -= timedelta(days=1)  # a window may reach over midnight
        if self.is_silent or wall - due > WINDOW:
            return False
        return self.asked_at is None or self._wall(self.asked_at) < due

    def _wall(self, at: str) -> datetime:
        return self.local(datetime.fromisoformat(at)).replace(tzinfo=None)


def read(raw: str | None) -> Reminder | None:
    """Return the reminder that `written` wrote, or None for anything else."""
    try:
        return Reminder(**json.loads(raw)) if raw else None
    except (ValueError, TypeError):
        return None


def written(reminder: Reminder) -> str:
    """Return the reminder as the preference's JSON."""
    return json.dumps(asdict(reminder))


def zone_of(at: datetime) -> str:
    """Return a moment's zone: its own name, else this machine's if it agrees, else its offset."""
    if isinstance(at.tzinfo, ZoneInfo):
        return at.tzinfo.key
    name = local_zone_name()
    if name and at.astimezone(ZoneInfo(name)).utcoffset() == at.utcoffset():
        return name
    return f"{at:%z}"[:3] + ":" + f"{at:%z}"[3:5]


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    try:
        return datetime.strptime(name, "%z").tzinfo
    except ValueError:
        return None
