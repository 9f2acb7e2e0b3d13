"""Watches a terminal's keys beside whatever else the program does: any key stops the sound."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Self


class KeyWatch:
    """Calls a function for every key pressed on the terminal, from a thread of its own.

    The terminal is put back as it was when the watch ends. Ctrl-C stays the program's own.
    """

    def __init__(self, pressed: Callable[[str], None]) -> None:
        self._pressed = pressed
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._terminal: AbstractContextManager[object] = nullcontext()

    def __enter__(self) -> Self:
        self._terminal = _one_key_at_a_time()
        self._terminal.__enter__()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._terminal.__exit__(kind, error, trace)

    def _watch(self) -> None:
        while not self._over.is_set():
            if _key_waits(seconds=0.05):
                # Sixteen bytes: the cursor keys send several, and they are one key.
                self._pressed(_take_key(most_bytes=16))


def key_watch(pressed: Callable[[], None]) -> AbstractContextManager[object]:
    """Return a watch on the terminal for any key, or nothing to watch where there is none."""
    return named_key_watch(lambda _: pressed())


def named_key_watch(pressed: Callable[[str], None]) -> AbstractContextManager[object]:
    """Return a watch that tells which key it was, or nothing to watch without a terminal."""
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        return nullcontext()
    return KeyWatch(pressed)


def read_key() -> str:
    """Return the next key of the terminal, without waiting for Enter."""
    with _one_key_at_a_time():
        while not _key_waits(seconds=0.05):
            pass
        return _take_key()


if sys.platform == "win32":
    import msvcrt
    import time

    def _one_key_at_a_time() -> AbstractContextManager[object]:
        return nullcontext()  # the Windows console already is

    def _key_waits(*, seconds: float) -> bool:
        if not msvcrt.kbhit():
            time.sleep(seconds)
            return False
        return True

    def _take_key(most_bytes: int = 1) -> str:
        return msvcrt.getwch()

else:
    import os
    import select
    import termios
    import tty

    class _Cbreak:
        """Keys arrive one by one and unechoed; Ctrl-C still interrupts."""

        def __enter__(self) -> None:
            self._file = sys.stdin.fileno()
            self._before = termios.tcgetattr(self._file)
            # Keys that were typed ahead stay: the usual way to set this throws them away.
            tty.setcbreak(self._file, termios.TCSADRAIN)

        def __exit__(self, *_: object) -> None:
            termios.tcsetattr(self._file, termios.TCSADRAIN, self._before)

    def _one_key_at_a_time() -> AbstractContextManager[object]:
        return _Cbreak()

    def _key_waits(*, seconds: float) -> bool:
        ready, _, _ = select.select([sys.stdin.fileno()], [], [], seconds)
        return bool(ready)

    def _take_key(most_bytes: int = 1) -> str:
        return os.read(sys.stdin.fileno(), most_bytes).decode("utf-8", "replace")
