"""What a profile offers: the public store's skill keeps nothing about anybody's health."""

from __future__ import annotations

from content.settings import Profile

HEALTH = ("checkin.", "plants.", "condition.", "reminder.")
"""Intents that collect health information, steer by it or ask for it: not in the public store,
whose policy forbids that for a skill outside Amazon's HIPAA programme. A practice may be rated
there (`session.rate`), which says nothing about a body."""


def is_offered(intent: str | None, profile: Profile) -> bool:
    """Return whether a contract intent belongs to a profile."""
    return profile is not Profile.STORE or not str(intent).startswith(HEALTH)


def wording(key: str, profile: Profile) -> str:
    """Return the phrase's key for a profile: lines that offer a check-in have a second wording."""
    return f"{key}_store" if profile is Profile.STORE else key
