"""What suits a listener's conditions, and what is guided in the place of what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from content import library
from content.breath_form import Stretch, total_seconds
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.practices import practices
from content.scenes.choosing import Choice
from content.storage.store import Store, StoreError

CONDITIONS = "conditions"
"""Preference: what the listener asked us to remember, ids with spaces between."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of evidence 2.6."""

    condition: str
    avoid: frozenset[str]
    instead: str


@cache
def conditions() -> Mapping[str, Condition]:
    """Return what each condition changes."""
    raw = library.read("conditions.yaml")["conditions"]
    found = (library.structure(one, Condition, "conditions.yaml") for one in raw)
    return {one.condition: one for one in found}


def known(turn: Turn, session: Session, store: Store) -> frozenset[str]:
    """Return the conditions of this conversation, and those that we were asked to remember."""
    try:
        kept = (store.preference(turn.listener, CONDITIONS) or "").split()
    except StoreError:
        kept = []  # before a held breath the condition sentence is said then
    return frozenset((*session.conditions, *kept)) & frozenset(conditions())


def avoided(practice_id: str, named: frozenset[str]) -> str | None:
    """Return the first condition with which a practice does not go, or None."""
    return next((one for one in sorted(named) if practice_id in conditions()[one].avoid), None)


def suited(choice: Choice, named: frozenset[str]) -> Choice:
    """Return the choice, or as much time of a gentler practice where it does not go."""
    reason = avoided(choice.practice.id, named)
    if reason is None and choice.has_hold and named:
        reason = min(named)
    if reason is None:
        return choice
    gentle = gentler(reason, total_seconds(choice.stretches))
    return replace(gentle, instead_of=choice.practice.name)


def gentler(condition: str, seconds: float) -> Choice:
    """Return the practice that is guided instead, about as long."""
    chosen = practices()[conditions()[condition].instead]
    cycles = max(1, round(seconds / chosen.cycle_seconds))
    return Choice(chosen, (Stretch(chosen.form, cycles),))
