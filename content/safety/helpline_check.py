"""What somebody has to look up before a release: numbers from memory, and a table grown old."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content import library
from content.editing.finding import Finding
from content.safety.helplines import SEEN, helpline_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

STALE_AFTER_DAYS = 180
"""Evidence 4.3."""

_FILE = "safety/helplines.yaml"
_COUNTRY = re.compile(r"^  ([A-Z]{2}):$")
_CHECK = re.compile(r"\bcheck: (\w+)")
_SHOWN = re.compile(r'\b(?:crisis_text|text): "([^"]+)"')


def findings(today: date) -> tuple[Finding, ...]:
    """Return what forbids a release on a day: every row that nobody opened, and an old table."""
    text = library.bank().joinpath(*_FILE.split("/")).read_text("utf-8")
    return (*_stale(text, today), *_unseen(text))


def _stale(text: str, today: date) -> Iterator[Finding]:
    age = (today - helpline_file().checked_on).days
    if age > STALE_AFTER_DAYS:
        lines = text.splitlines()
        at = next(n for n, line in enumerate(lines, 1) if line.startswith("checked_on:"))
        what = f"looked at {age} days ago"
        why = f"numbers change: open every page again and set checked_on ({STALE_AFTER_DAYS} days)"
        yield Finding(_FILE, at, what, why)


def _unseen(text: str) -> Iterator[Finding]:
    country, shown = "", ""
    for at, line in enumerate(text.splitlines(), 1):
        if named := _COUNTRY.match(line):
            country = named.group(1)
        if number := _SHOWN.search(line):
            shown = number.group(1)
        check = None if line.lstrip().startswith("#") else _CHECK.search(line)
        if check and check.group(1) != SEEN:
            what = f"{country}: {shown} is marked {check.group(1)}"
            why = f"nobody has opened its page: a person must, and then mark it {SEEN}"
            yield Finding(_FILE, at, what, why)
