"""Which of the words that an ear heard may act, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from content.dialogue.turn import Turn

OURS: Final = frozenset(
    {
        "stop",
        "breathing.control",
        "breathing.longer",
        "volume.up",
        "volume.down",
        "help",
        "repeat",
        "yes",
        "no",
    }
)
"""What counts without the wake phrase while we speak or guide; safety always does."""

NEEDS_CERTAINTY: Final = frozenset(
    {"breathing.start", "breathing.again", "breathing.control", "checkin.undo", "stop", "yes"}
)
"""Intents that do something at once: an unsure ear never leads to them. A check-in is read back,
an erasing is confirmed, and an answer does nothing, so these may."""


def may_be_doubtful(turn: Turn) -> bool:
    """Whether words that an ear was unsure of may be acted on; danger always is."""
    return turn.danger is not None or turn.intent not in NEEDS_CERTAINTY


def counts_while_ours(turn: Turn) -> bool:
    """While we speak or guide, a room may talk: only what steers, or is a cry for help, counts."""
    if turn.danger is not None:
        return True
    return turn.intent in OURS or (turn.intent or "").startswith("safety.")
