"""A bar on standard error while lines are rendered; nothing where that is no terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from content.phrases import line

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


def progress_bar(items: list[T]) -> Iterable[T]:
    """Go through the items, and show how far it is."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console  # noqa: PLC0415 - rich, on a terminal
    from rich.progress import track  # noqa: PLC0415

    told = line("voices.preparing", count=len(items))
    return track(items, told, console=Console(stderr=True), transient=True)
