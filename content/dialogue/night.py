"""Whether it is night: the quiet voice, no goodbye, nothing asked at the end."""

from __future__ import annotations

from content.dialogue.session import Session
from content.dialogue.turn import Turn

FROM_HOUR, UNTIL_HOUR = 22, 6
"""Quiet hours on the listener's wall ("experience", section 1)."""


def is_night(turn: Turn, session: Session) -> bool:
    """Return whether it is night: what somebody asked for, else what the clock says."""
    if session.night is not None:
        return session.night
    hour = turn.local_hour
    return hour is not None and (hour >= FROM_HOUR or hour < UNTIL_HOUR)
