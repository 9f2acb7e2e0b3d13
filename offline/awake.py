"""The computer stays awake while a practice runs; where that cannot be asked for, nothing is said.

The display may go dark: only sleep is held off. Every way ends by itself with this process, also
when it is killed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

LINUX: Final = (
    "systemd-inhibit",
    "--what=sleep:idle",
    "--who=Gut Feeling",
    "--why=A practice is running",
    "--mode=block",
    "cat",  # it ends when our end of its standard input closes
)


def command() -> tuple[str, ...] | None:
    """Return the program that holds sleep off for as long as it runs, or None if there is none."""
    match sys.platform:
        case "linux":
            wanted: tuple[str, ...] = LINUX
        case "darwin":
            wanted = ("caffeinate", "-i", "-w", str(os.getpid()))
        case _:
            return None
    return wanted if shutil.which(wanted[0]) else None


class StayAwake:
    """Holds sleep off while it is told to; all calls come from one thread."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._kept = False

    def keep(self, wanted: bool) -> None:
        """Hold sleep off from now on, or no longer; telling it twice changes nothing."""
        if wanted == self._kept:
            return
        self._kept = wanted
        if sys.platform == "win32":
            _tell_windows(busy=wanted)
        elif wanted:
            self._start()
        else:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.keep(False)

    def _start(self) -> None:
        program = command()
        if program is None:
            return
        quiet = subprocess.DEVNULL
        try:
            self._running = subprocess.Popen(  # noqa: S603  (fixed words of this module)
                program, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
            )
        except OSError:  # there, but not to be run: as if it were missing
            self._running = None

    def _end(self) -> None:
        running, self._running = self._running, None
        if running is None:
            return
        if running.stdin is not None:
            running.stdin.close()
        running.terminate()
        running.wait()


if sys.platform == "win32":
    import ctypes

    _CONTINUOUS: Final = 0x80000000
    _SYSTEM_REQUIRED: Final = 0x00000001

    def _tell_windows(*, busy: bool) -> None:
        """Tell Windows that this thread needs the system awake, or no longer does."""
        flags = _CONTINUOUS | _SYSTEM_REQUIRED if busy else _CONTINUOUS
        ctypes.windll.kernel32.SetThreadExecutionState(flags)
