"""A diary before a voice that is not known where others are: nothing of theirs is kept."""

from __future__ import annotations

from datetime import date
from typing import Final

from content.storage.record import Record
from content.storage.store import Entry, Store, UnknownVoiceError

_SILENT: Final = frozenset({"practice", "program_day"})
"""Kinds that nobody asked to have kept: a guest's practice ends as anybody's does."""


class UnknownVoiceStore:
    """Reads the account's own diary and changes nothing in it.

    Every method that changes something raises UnknownVoiceError, but for what nobody asked to
    have kept, which passes by; small facts last as long as the object.
    """

    def __init__(self, store: Store) -> None:
        self._store: Final = store
        self._facts: Final[dict[tuple[str, str], str]] = {}

    def add(self, entry: Entry) -> None:
        """Refuse.

        Raises:
            UnknownVoiceError: always.
        """
        raise _refusal()

    def replace(self, entry: Entry) -> None:
        """Refuse, as `add` does."""
        raise _refusal()

    def remove(self, listener: str, entry_id: str) -> bool:
        """Refuse, as `add` does."""
        raise _refusal()

    def get(self, listener: str, entry_id: str) -> Entry | None:
        """Return one entry of the account's."""
        return self._store.get(listener, entry_id)

    def entries(self, listener: str, since: date | None = None) -> tuple[Entry, ...]:
        """Return the account's entries."""
        return self._store.entries(listener, since)

    def add_record(self, record: Record) -> None:
        """Refuse, or let a practice done pass by unkept.

        Raises:
            UnknownVoiceError: for what somebody asked to have kept.
        """
        if record.kind not in _SILENT:
            raise _refusal()

    def replace_record(self, record: Record) -> None:
        """Refuse or let pass by, as `add_record` does."""
        self.add_record(record)

    def remove_record(self, listener: str, record_id: str) -> bool:
        """Refuse, as `add` does."""
        raise _refusal()

    def records(
        self,
        listener: str,
        kind: str,
        since: date | None = None,
    ) -> tuple[Record, ...]:
        """Return the account's records."""
        return self._store.records(listener, kind, since)

    def preference(self, listener: str, key: str) -> str | None:
        """Return a fact of this request, else of the account."""
        if (listener, key) in self._facts:
            return self._facts[(listener, key)]
        return self._store.preference(listener, key)

    def set_preference(self, listener: str, key: str, value: str) -> None:
        """Remember a fact for this request."""
        self._facts[(listener, key)] = value

    def move(self, old: str, new: str) -> None:
        """Refuse, as `add` does."""
        raise _refusal()

    def forget(self, listener: str) -> int:
        """Refuse, as `add` does."""
        raise _refusal()


def _refusal() -> UnknownVoiceError:
    return UnknownVoiceError("The voice is not known here, so nothing was changed.")
