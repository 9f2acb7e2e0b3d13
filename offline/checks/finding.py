"""What came of one look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, whether it works, and what to do if it does not."""

    part: str
    works: bool
    told: str
    """For the person here: may name folders of theirs, or devices."""

    vital: bool = False
    """Without it one of the three jobs is lost."""

    shared: str = ""
    """What a report for others may say instead of `told`; "" where `works` says it all."""
