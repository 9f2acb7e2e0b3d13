"""What the companion is doing, in one word: for whoever looks instead of listening."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """The first three are the floor's own names (`turn_taking.Floor`)."""

    ASLEEP = "asleep"
    OPEN = "open"
    OURS = "ours"
    HEARING = "hearing"
    BREATHING = "breathing"
    MUTED = "muted"
