"""Crisis lines and emergency numbers, by the region of a locale."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from content import library

if TYPE_CHECKING:
    from datetime import date

_PATH = "safety/helplines.yaml"
SEEN = "V"
"""The check of a row whose page somebody has opened."""


@dataclass(frozen=True, slots=True)
class Also:
    """One more line of a country, for some: the column Also of evidence 4.3, or of 4.6."""

    who: str
    """`child`, `eating`, `veterans` or `anyone`."""

    call: str
    text: str
    check: str


@dataclass(frozen=True, slots=True)
class Country:
    """One row of evidence 4.3."""

    crisis_call: str | None
    crisis_text: str
    emergency_call: str
    emergency_text: str | None
    check: str
    also: list[Also] = field(default_factory=list)

    def for_some(self, who: str) -> str | None:
        """Return what completes "You can ..." for children or for eating, if it was looked up."""
        return next((one.call for one in self.also if one.who == who and one.check == SEEN), None)


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
    child_spoken: str | None = None
    """A line for the young; None where nobody has looked one up."""

    eating_spoken: str | None = None


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
        child_spoken=country.for_some("child"),
        eating_spoken=country.for_some("eating"),
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
