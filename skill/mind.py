"""What every handler needs: who speaks, what is kept, what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from content.storage.refusing import RefusingStore
from content.storage.store import StoreError
from content.storage.unknown_voice import UnknownVoiceStore
from skill.hear import Heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.clock import Clock
    from content.dialogue.session import Session
    from content.settings import Settings
    from content.storage.store import Store
    from skill.listener import Listeners
    from skill.sound_files import SoundFiles
    from skill.with_sounds import Recipe

SOUND_WAIT_SECONDS: Final = 2.0
"""Longest that one sound holds an answer up; Alexa waits eight seconds for all of it."""

PEOPLE: Final = "people"
"""Preference of an account: the keys of the voices that Alexa recognised on it, for erasing."""


@dataclass(frozen=True, slots=True)
class Mind:
    """The skill's surroundings, given once at the start."""

    settings: Settings
    store: Callable[[], Store]
    listeners: Listeners
    clock: Clock
    sounds: SoundFiles | None = None
    """None: words and silences alone."""

    def finder(self, session: Session) -> Callable[[Recipe], str | None] | None:
        """Return what gives the addresses of sounds; somebody in panic never waits for one."""
        sounds, running = self.sounds, session.breathing
        if sounds is None:
            return None
        in_panic = running is not None and running.need == "panic"
        return partial(sounds.address, wait_seconds=0.0 if in_panic else SOUND_WAIT_SECONDS)

    def heard(self, envelope: Any) -> Heard:
        """Return who speaks: the recognised voice, else the account."""
        user = self.listeners.user(envelope)
        person = self.listeners.person(envelope)
        is_stranger = self._is_stranger(envelope, user, person)
        locale = getattr(envelope.request, "locale", None) or self.settings.locale
        return Heard(
            # A request that names nobody must not share a diary with the next one of its kind.
            person or user or uuid4().hex,
            self.clock.now(),
            str(locale),
            self.settings.profile,
            others_may_hear=is_stranger or has_screen(envelope),
            is_stranger=is_stranger,
        )

    def diary(self, heard: Heard) -> Store:
        """Return the diary for whoever speaks; one that refuses, where it cannot be opened."""
        try:
            store = self.store()
        except StoreError as error:
            return RefusingStore(error)
        return UnknownVoiceStore(store) if heard.is_stranger else store

    def forget(self, envelope: Any) -> None:
        """Erase an account that gave the skill up, and the voices that were heard on it."""
        user = self.listeners.user(envelope)
        if user is None:
            return
        self.listeners.bring_along(envelope, self.store())
        for key in (*self._people(user), user):
            self.store().forget(key)

    def _is_stranger(self, envelope: Any, user: str | None, person: str | None) -> bool:
        """Return whether a voice is not known where others are; a known one is remembered."""
        if user is None:
            return False
        try:
            self.listeners.bring_along(envelope, self.store())
            if person:
                self._remember(user, person)
            return not person and bool(self._people(user))
        except StoreError:
            return False  # Whoever it is gets an answer; keeping will fail by itself.

    def _remember(self, user: str, person: str) -> None:
        known = self._people(user)
        if person not in known:
            self.store().set_preference(user, PEOPLE, " ".join([*known, person]))

    def _people(self, user: str) -> list[str]:
        """Return the keys of the voices that were heard on an account."""
        return (self.store().preference(user, PEOPLE) or "").split()


def has_screen(envelope: Any) -> bool:
    """Return whether the device can show a card or a page."""
    context = getattr(envelope, "context", None)
    device = getattr(getattr(context, "system", None), "device", None)
    interfaces = getattr(device, "supported_interfaces", None)
    shows = getattr(interfaces, "alexa_presentation_apl", None)
    return shows is not None or getattr(context, "viewport", None) is not None
