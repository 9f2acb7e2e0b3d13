"""What every handler needs: who speaks, what is kept, what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from skill.hear import Heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.clock import Clock
    from content.settings import Settings
    from content.storage.store import Store
    from skill.listener import Listeners

PEOPLE: Final = "people"
"""Preference of an account: the keys of the voices that Alexa recognised on it, for erasing."""


@dataclass(frozen=True, slots=True)
class Mind:
    """The skill's surroundings, given once at the start."""

    settings: Settings
    store: Callable[[], Store]
    listeners: Listeners
    clock: Clock

    def heard(self, envelope: Any) -> Heard:
        """Return who speaks: the recognised voice, else the account."""
        user = self.listeners.user(envelope)
        person = self.listeners.person(envelope)
        if person and user:
            self._remember(user, person)
        locale = getattr(envelope.request, "locale", None) or self.settings.locale
        # A request that names nobody must not share a diary with the next one of its kind.
        return Heard(person or user or uuid4().hex, self.clock.now(), str(locale))

    def forget(self, envelope: Any) -> None:
        """Erase an account that gave the skill up, and the voices that were heard on it."""
        user = self.listeners.user(envelope)
        if user is None:
            return
        store = self.store()
        for key in (*(store.preference(user, PEOPLE) or "").split(), user):
            store.forget(key)

    def _remember(self, user: str, person: str) -> None:
        store = self.store()
        known = (store.preference(user, PEOPLE) or "").split()
        if person not in known:
            store.set_preference(user, PEOPLE, " ".join([*known, person]))
