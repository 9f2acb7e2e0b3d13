"""A place for a judge that a voice may bring, and that the core knows by its protocol only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Judge = TypeVar("Judge")


class Seat(Generic[Judge]):
    """Holds one judge, or none."""

    def __init__(self) -> None:
        self._judge: Judge | None = None

    def bring(self, judge: Judge) -> None:
        """Ask this judge from now on; called once, where a voice is put together."""
        self._judge = judge

    @contextmanager
    def asking(self, judge: Judge | None) -> Iterator[None]:
        """Ask this judge, or none, inside the block: for tests and benches."""
        before, self._judge = self._judge, judge
        try:
            yield
        finally:
            self._judge = before

    def brought(self) -> Judge | None:
        """Return the judge that was brought, or None."""
        return self._judge
