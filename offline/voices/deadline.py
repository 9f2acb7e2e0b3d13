"""Work that may never come back: done in a thread of its own, and waited for only so long."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

SECONDS_TO_START: Final = 30.0
"""A driver loads in 0.1 to 0.6 s here; a slow disk and a busy machine take longer."""

SECONDS_A_TEXT: Final = 3.0
SECONDS_A_CHARACTER: Final = 0.01
"""Ten times what the slowest voice takes on a processor of which it has a quarter."""


class HungError(Exception):
    """The work did not come back in time."""


def seconds_for(text: str) -> float:
    """Return how long a text may take before its voice counts as hung."""
    return SECONDS_A_TEXT + SECONDS_A_CHARACTER * len(text)


class Bench:
    """One thread that works for others; once it hangs it is given up, with all that it holds.

    The thread is a daemon: a process ends although native code never returns.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._hung = False

    def run(self, work: Callable[[], T], seconds: float) -> T:
        """Return what the work returns, or raise what it raises.

        Raises:
            HungError: it was not done in time, or an earlier one never was.
        """
        if self._hung:
            raise HungError
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
            self._thread.start()
        done = threading.Event()
        results: list[T] = []
        errors: list[BaseException] = []

        def job() -> None:
            try:
                results.append(work())
            except BaseException as error:  # noqa: BLE001 - raised on in the caller's thread
                errors.append(error)
            done.set()

        self._jobs.put(job)
        if not done.wait(seconds):
            self._hung = True
            raise HungError
        if errors:
            raise errors[0]
        return results[0]

    def _serve(self) -> None:
        while True:
            self._jobs.get()()
