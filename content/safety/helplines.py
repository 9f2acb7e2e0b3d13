"""Crisis lines and emergency numbers, by the region of a locale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from content import library

if TYPE_CHECKING:
    from datetime import date

_PATH = "safety/helplines.yaml"


@dataclass(frozen=True, slots=True)
class Country:
    """One row of evidence 4.3."""

    crisis_call: str | None
    crisis_text: str
    emergency_call: str
    emergency_text: str | None
    check: str


@dataclass(frozen=True, slots=True)
class HelplineFile:
    """The whole table, and when somebody last looked."""

    checked_on: date
    countries: dict[str, Country]
    unknown: Country


@dataclass(frozen=True, slots=True)
class Helplines:
    """Numbers for one listener."""

    crisis_spoken: str | None
    """What completes "You can ...", digit by digit; None where the country is not known."""

    crisis_text: str
    """For a screen: the number, or where to find one."""

    emergency_spoken: str
    """The number digit by digit, or "your local emergency number"."""

    emergency_text: str | None = None


def helplines(locale: str) -> Helplines:
    """Return the numbers for a locale ("en-GB") or a country ("GB"); "en" alone is unknown."""
    table = helpline_file()
    region = locale.replace("_", "-").rpartition("-")[2].upper()
    country = table.countries.get(region, table.unknown)
    return Helplines(
        crisis_spoken=country.crisis_call,
        crisis_text=country.crisis_text,
        emergency_spoken=country.emergency_call,
        emergency_text=country.emergency_text,
    )


@cache
def helpline_file() -> HelplineFile:
    """Return the table as kept in the bank."""
    raw = library.read(_PATH)
    countries = {
        name: library.structure(row, Country, _PATH) for name, row in raw["countries"].items()
    }
    return HelplineFile(
        checked_on=raw["checked_on"],
        countries=countries,
        unknown=library.structure(raw["unknown"], Country, _PATH),
    )
