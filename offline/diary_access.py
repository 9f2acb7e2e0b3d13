"""The diary, or a refusal to keep anything while it cannot be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from content.phrases import line
from content.storage.open import open_store
from content.storage.refusing import RefusingStore
from content.storage.store import StoreError

if TYPE_CHECKING:
    from content.settings import Settings
    from content.storage.sql import SqlStore
    from content.storage.store import Store


@contextmanager
def opened(settings: Settings) -> Iterator[SqlStore]:
    """Open the diary for a command that is about nothing else, and close it.

    Raises:
        StoreError: it cannot be opened.
    """
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()


def open_or_refuse(settings: Settings, show: Callable[[str], None]) -> Store:
    """Return the diary; one that refuses, and a sentence on the screen, if it cannot be opened.

    Breathing and answers need no diary, so a broken one must not silence them.
    """
    try:
        return open_store(settings)
    except StoreError as error:
        show(line("screen.diary_out", why=error))
        return RefusingStore(error)
