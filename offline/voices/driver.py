"""What our pyttsx3 drivers share: all work is done inside the call, nothing is left in flight.

pyttsx3 2.99 runs queued commands at once when its proxy is idle and swallows what they raise.
So a driver keeps the first exception and raises it out of `startLoop`, which is inside the
caller's `runAndWait()`.
"""
# ruff: noqa: N802  (the camel case names are the interface that pyttsx3 calls)

from __future__ import annotations

import os
import sys
import tempfile
import threading
import wave
from abc import ABC, abstractmethod
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offline.voices.speakable import clean, has_words, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


class Stopped(Exception):  # noqa: N818  (a stop that was asked for is no error)
    """`stop()` came from another thread between two pieces of a text."""


def register(name: str, module: ModuleType) -> None:
    """Let `pyttsx3.init(name)` find a driver that is not inside the pyttsx3 package."""
    sys.modules[f"pyttsx3.drivers.{name}"] = module


class SynchronousDriver(ABC):
    """A pyttsx3 driver that writes files: the whole file, or an exception, or (stopped) no file.

    A subclass sets `rate_hz` and `properties` (which holds `voices`) before it is used.
    """

    rate_hz: int
    properties: dict[str, Any]

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._lock = threading.Lock()
        self._turn = 0
        self._ended = False
        self._error: Exception | None = None

    @abstractmethod
    def apply(self, name: str, value: Any) -> Any:
        """Make a property take and return the value that counts; raises for a bad one."""

    @abstractmethod
    def render(self, piece: str) -> bytes:
        """Return a piece of text as int16 mono at `rate_hz`."""

    def getProperty(self, name: str) -> Any:
        """Return a property; KeyError for an unknown name, as pyttsx3 promises."""
        return self.properties[name]

    def setProperty(self, name: str, value: Any) -> None:
        """Set a property before the next text; a refused value leaves the old one."""
        with self._one_command():
            if name not in self.properties or name == "voices":
                raise KeyError(name)
            self.properties[name] = self.apply(name, value)

    def say(self, text: str) -> None:
        """Refuse: sound goes through the one output stream, never past it."""
        with self._one_command():
            raise NotImplementedError("this driver writes files, it does not play")

    def save_to_file(self, text: str, path: str) -> None:
        """Write a text as WAV beside `path` and rename it, so the file is whole or absent."""
        with self._one_command():
            pcm = self._spoken(text)
            goal = Path(path)
            handle, part = tempfile.mkstemp(suffix=".part", dir=goal.parent)
            try:
                with os.fdopen(handle, "wb") as raw, wave.open(raw, "wb") as out:
                    out.setparams((1, 2, self.rate_hz, 0, "NONE", ""))
                    out.writeframes(pcm)
                Path(part).replace(goal)
            except BaseException:
                Path(part).unlink()
                raise

    def stop(self) -> None:
        """End what is in flight at its next piece; a late stop cannot eat the next text."""
        self._turn += 1

    def startLoop(self) -> None:
        """Run the whole queue of pyttsx3 and raise the first error it met."""
        self._proxy.setBusy(False)
        if not self._ended:  # a stop() in another thread took endLoop out of the queue
            self._proxy._engine.endLoop()  # noqa: SLF001  (pyttsx3 gives a driver no other way)
        self._ended, error, self._error = False, self._error, None
        if error is not None:
            raise error

    def endLoop(self) -> None:
        """Note that pyttsx3 closed its loop."""
        self._ended = True

    def iterate(self) -> Iterator[None]:
        """Serve an outer loop."""
        yield self._proxy.setBusy(False)

    def _spoken(self, text: str) -> bytes:
        turn, cleaned = self._turn, clean(str(text))
        if not has_words(cleaned):
            raise ValueError(f"nothing to speak in {cleaned[:40]!r}")
        self._proxy.notify("started-utterance")
        parts = []
        for piece in pieces(cleaned):
            parts.append(self.render(piece))
            if turn != self._turn:
                raise Stopped
        pcm = b"".join(parts)
        if not any(pcm):
            raise ValueError("the synthesiser gave no sound")
        self._proxy.notify("finished-utterance", completed=True)
        return pcm

    @contextmanager
    def _one_command(self) -> Iterator[None]:
        """Keep the first exception for `runAndWait`; a stop is a normal end."""
        with self._lock:
            try:
                yield
            except Stopped:
                self._proxy.notify("finished-utterance", completed=False)
            except Exception as error:
                self._error = self._error or error
                raise
