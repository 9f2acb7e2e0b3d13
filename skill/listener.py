"""Who is speaking, as a key for the diary that leads back to nobody.

A key is `ID.HASH`: the id of the secret, and the account's or voice's id hashed with that secret
(HMAC-SHA-256). It stands in every row of the listener's. After the secret was changed, rows under
an earlier key stay where they are until their listener's next contact, which moves them.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from content.storage.store import StoreError

if TYPE_CHECKING:
    from content.storage.store import Store
    from skill.keyring import Secret

REMEMBERED: Final = 10_000
"""Listeners of whom this process knows that nothing is left under an earlier key."""


class Listeners:
    """Turns Amazon's ids into ours; without the secret nobody can try ids until one fits."""

    def __init__(self, ring: tuple[Secret, ...]) -> None:
        """Take the secrets, the newest first."""
        self._ring: Final = ring
        self._moved: Final[OrderedDict[str, None]] = OrderedDict()

    def user(self, envelope: Any) -> str | None:
        """Return the key of the account, or None if the request names none."""
        said = _user_id(envelope)
        return self._key("user", said, self._ring[0]) if said else None

    def person(self, envelope: Any) -> str | None:
        """Return the key of the voice that Alexa recognised, or None."""
        said = _person_id(envelope)
        return self._key("person", said, self._ring[0]) if said else None

    def bring_along(self, envelope: Any, store: Store) -> None:
        """Move what is kept of the speaker under earlier keys to the newest.

        A database that says no is asked again at the next contact.
        """
        for kind, said in (("user", _user_id(envelope)), ("person", _person_id(envelope))):
            if said and len(self._ring) > 1:
                self._bring(kind, said, store)

    def _bring(self, kind: str, said: str, store: Store) -> None:
        newest, *earlier = (self._key(kind, said, secret) for secret in self._ring)
        if newest in self._moved:
            return
        try:
            for key in earlier:
                store.move(key, newest)
        except StoreError:
            return
        self._moved[newest] = None
        if len(self._moved) > REMEMBERED:
            self._moved.popitem(last=False)

    @staticmethod
    def _key(kind: str, said: str, secret: Secret) -> str:
        text = f"{kind}:{said}".encode("utf-8", "replace")
        hashed = hmac.new(secret.secret, text, hashlib.sha256).hexdigest()
        return f"{secret.key_id}.{hashed}" if secret.key_id else hashed


def _user_id(envelope: Any) -> str | None:
    session = getattr(envelope, "session", None)
    system = getattr(getattr(envelope, "context", None), "system", None)
    for holder in (system, session):
        user_id = getattr(getattr(holder, "user", None), "user_id", None)
        if user_id:
            return str(user_id)
    return None


def _person_id(envelope: Any) -> str | None:
    system = getattr(getattr(envelope, "context", None), "system", None)
    person_id = getattr(getattr(system, "person", None), "person_id", None)
    return str(person_id) if person_id else None
