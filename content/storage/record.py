"""A dated thing beside the check-ins: a practice done, plants eaten, a day of the seven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""What JSON can hold; a record's data comes back equal to what was kept."""

KINDS = ("practice", "plants", "program_day", "stool", "note")
"""The kinds in use; each scene that keeps one says what its data holds."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened on a day, as kept."""

    id: str
    """Never used twice, not even after it was removed."""

    listener: str
    at: datetime
    """Aware; when it was said or done."""

    day: date
    """The local day that it is about."""

    kind: str
    """One of `KINDS`."""

    data: Mapping[str, Json] = field(default_factory=dict)
