"""Who is speaking, as a key for the diary that leads back to nobody."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from content.settings import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

PEPPER_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Listeners:
    """Turns Amazon's ids into ours; without the pepper nobody can try ids until one fits."""

    pepper: bytes

    def user(self, envelope: Any) -> str | None:
        """Return the key of the account, or None if the request names none."""
        session = getattr(envelope, "session", None)
        system = getattr(getattr(envelope, "context", None), "system", None)
        for holder in (system, session):
            user_id = getattr(getattr(holder, "user", None), "user_id", None)
            if user_id:
                return self._hashed("user", user_id)
        return None

    def person(self, envelope: Any) -> str | None:
        """Return the key of the voice that Alexa recognised, or None."""
        system = getattr(getattr(envelope, "context", None), "system", None)
        person_id = getattr(getattr(system, "person", None), "person_id", None)
        return self._hashed("person", person_id) if person_id else None

    def _hashed(self, kind: str, ident: str) -> str:
        text = f"{kind}:{ident}".encode("utf-8", "replace")
        return hmac.new(self.pepper, text, hashlib.sha256).hexdigest()


def read_pepper(file: Path) -> bytes:
    """Return the secret of this installation, made at the first start and readable by us only.

    Raises:
        SettingsError: it can be neither read nor written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_new(file)
        pepper = file.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"The secret {file} can't be used: {error.strerror}. Make the folder writable.",
        ) from error
    if len(pepper) < PEPPER_BYTES:
        raise SettingsError(f"The secret {file} is damaged. Bring it back from a copy.")
    return pepper


def _write_new(file: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(file, flags, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as opened:
        opened.write(secrets.token_bytes(PEPPER_BYTES))
