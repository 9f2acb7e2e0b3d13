"""A store for when the diary cannot be opened: it keeps nothing, and says so every time."""

from __future__ import annotations

from datetime import date

from content.storage.record import Record
from content.storage.store import Entry, StoreError


class RefusingStore:
    """Reads as empty and refuses to write; small facts last as long as the program."""

    def __init__(self, why: StoreError) -> None:
        self._why = why
        self._facts: dict[tuple[str, str], str] = {}

    def add(self, entry: Entry) -> None:
        """Refuse.

        Raises:
            StoreError: always, with the sentence that says why the diary is closed.
        """
        raise self._why.with_traceback(None)

    def replace(self, entry: Entry) -> None:
        """Refuse, as `add` does."""
        raise self._why.with_traceback(None)

    def remove(self, listener: str, entry_id: str) -> bool:
        """Find nothing to remove."""
        return False

    def get(self, listener: str, entry_id: str) -> Entry | None:
        """Find nothing."""
        return None

    def entries(self, listener: str, since: date | None = None) -> tuple[Entry, ...]:
        """Refuse: "there are no check-ins" would be a lie about a diary that is closed.

        Raises:
            StoreError: always.
        """
        raise self._why.with_traceback(None)

    def add_record(self, record: Record) -> None:
        """Refuse, as `add` does."""
        raise self._why.with_traceback(None)

    def replace_record(self, record: Record) -> None:
        """Refuse, as `add` does."""
        raise self._why.with_traceback(None)

    def remove_record(self, listener: str, record_id: str) -> bool:
        """Find nothing to remove."""
        return False

    def records(
        self,
        listener: str,
        kind: str,
        since: date | None = None,
    ) -> tuple[Record, ...]:
        """Refuse, as `entries` does."""
        raise self._why.with_traceback(None)

    def preference(self, listener: str, key: str) -> str | None:
        """Return a fact of this run."""
        return self._facts.get((listener, key))

    def set_preference(self, listener: str, key: str, value: str) -> None:
        """Remember a fact for this run."""
        self._facts[(listener, key)] = value

    def move(self, old: str, new: str) -> None:
        """Refuse, as `add` does."""
        raise self._why.with_traceback(None)

    def forget(self, listener: str) -> int:
        """Refuse: what the closed diary holds is not erased.

        Raises:
            StoreError: always.
        """
        raise self._why.with_traceback(None)
