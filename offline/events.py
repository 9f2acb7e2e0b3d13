"""What `listen --json` tells, one object a line (contract, section 4)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from content.dialogue.reply import Kind

IN_CONFIDENCE: Final = frozenset({Kind.CRISIS, Kind.EMERGENCY})
"""Kinds of reply whose request stands on no screen."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, on the loudspeaker's clock."""

    event: str
    at_seconds: float
    fields: dict[str, object] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the event as one line of JSON; six decimals keep every sample of 48 kHz apart."""
        told = {"event": self.event, "at_seconds": round(self.at_seconds, 6), **self.fields}
        return json.dumps(told, ensure_ascii=False)


Report = Callable[[Event], None]


def print_json(event: Event) -> None:
    """Write an event to standard output, at once."""
    sys.stdout.write(event.as_json() + "\n")
    sys.stdout.flush()


def print_replies(event: Event) -> None:
    """Write the words of a reply to standard output, a line each, as `chat` does."""
    if event.event == "reply" and event.fields["speech"]:
        sys.stdout.write(f"{event.fields['speech']}\n")
        sys.stdout.flush()


def ignore(event: Event) -> None:
    """Tell nobody."""


def both(first: Report, second: Report) -> Report:
    """Return a report that tells two."""

    def tell(event: Event) -> None:
        first(event)
        second(event)

    return tell
