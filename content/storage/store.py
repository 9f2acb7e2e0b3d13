"""What the dialogue needs from storage, and no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from content.storage.record import Record

SCALES = ("anxiety", "gut", "sleep", "mood", "stress")
"""The scales a check-in may hold, in the order in which they are read back."""


class StoreError(Exception):
    """Something could not be kept or read; the text is one sentence for a person."""


class UnknownVoiceError(StoreError):
    """Nothing of a voice that is not one of the known ones is kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One check-in, as kept."""

    id: str
    """Never used twice, not even after it was removed."""

    listener: str
    at: datetime
    """Aware; when it was said."""

    day: date
    """The local day that it is about ("yesterday: anxiety six")."""

    scores: dict[str, int] = field(default_factory=dict)
    """Scale name to 0 to 10."""

    words: dict[str, str] = field(default_factory=dict)
    """Scale name to the word that was said instead of a number ("badly")."""


class Store(Protocol):
    """Keeps what one listener said. Every method raises StoreError where the disk says no."""

    def add(self, entry: Entry) -> None:
        """Keep an entry; it is durable when this returns."""

    def replace(self, entry: Entry) -> None:
        """Keep a corrected entry in the place of the one with the same id."""

    def remove(self, listener: str, entry_id: str) -> bool:
        """Remove one entry; False if there was none."""

    def get(self, listener: str, entry_id: str) -> Entry | None:
        """Return one entry of the listener's, or None."""

    def entries(self, listener: str, since: date | None = None) -> tuple[Entry, ...]:
        """Return the listener's entries from a day on, oldest first."""

    def add_record(self, record: Record) -> None:
        """Keep a record; it is durable when this returns."""

    def replace_record(self, record: Record) -> None:
        """Keep a corrected record in the place of the one with the same id."""

    def remove_record(self, listener: str, record_id: str) -> bool:
        """Remove one record; False if there was none."""

    def records(
        self,
        listener: str,
        kind: str,
        since: date | None = None,
    ) -> tuple[Record, ...]:
        """Return the listener's records of a kind from a day on, by day, then as they were said."""

    def preference(self, listener: str, key: str) -> str | None:
        """Return a small remembered fact ("safety_heard"), or None."""

    def set_preference(self, listener: str, key: str, value: str) -> None:
        """Remember a small fact."""

    def move(self, old: str, new: str) -> None:
        """Give everything of one listener's to another, who may have something already."""

    def forget(self, listener: str) -> int:
        """Erase everything of the listener's, bytes included.

        Returns:
            How many entries and records it was.
        """
