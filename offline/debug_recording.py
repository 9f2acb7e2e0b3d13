"""Keeps what the microphone brings, only where it was asked for and only the last ten minutes."""

from __future__ import annotations

import os
import wave
from dataclasses import replace
from datetime import datetime
from typing import IO, TYPE_CHECKING, Final, Self

from content.dialogue.reply import Kind, Playback, Say
from content.phrases import line
from offline.audio.samples import EAR_RATE
from offline.conversation import Conversation, Exchange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from content.dialogue.turn import Turn

FILE_SECONDS: Final = 60
MOST_FILES: Final = 10
"""Ten files of a minute, 19 MB; the oldest goes when the next begins."""

_SAMPLE_BYTES: Final = 2
_URGENT: Final = frozenset({Kind.CRISIS, Kind.EMERGENCY})


def usual_folder(home: Path, now: datetime) -> Path:
    """Return the folder for a recording that begins now, where none was named."""
    return home / "recordings" / f"{now:%Y-%m-%d-%H%M%S}"


class DebugRecording:
    """Frames into WAV files that their owner alone can read; a full disk ends it, told once."""

    def __init__(self, folder: Path, show: Callable[[str], None]) -> None:
        """Make the folder and say where it is.

        Raises:
            OSError: it cannot be made.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._show = show
        self._number = 0
        self._left = 0
        self._second = bytearray()
        self._file: wave.Wave_write | None = None
        self._raw: IO[bytes] | None = None
        self._given_up = False
        show(line("screen.recording", folder=folder.absolute(), minutes=MOST_FILES))

    def take(self, frame: bytes) -> None:
        """Take 10 ms; written once a second."""
        self._second += frame
        if len(self._second) >= EAR_RATE * _SAMPLE_BYTES:
            self._write()

    def close(self) -> None:
        """Write the rest."""
        self._write()
        self._close_file()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> None:
        second, self._second = bytes(self._second), bytearray()
        if self._given_up or not second:
            return
        try:
            file = self._file if self._file is not None and self._left > 0 else self._next()
            file.writeframes(second)
            self._left -= len(second)
        except OSError as error:
            self._given_up = True
            self._show(line("screen.recording_ended", why=error.strerror or error))

    def _next(self) -> wave.Wave_write:
        self._close_file()
        self._number += 1
        self._path(self._number - MOST_FILES).unlink(missing_ok=True)
        path = self._path(self._number)
        path.unlink(missing_ok=True)  # never through a link, nor into a file open to others
        raw = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", 0)
        file = wave.open(raw, "wb")  # noqa: SIM115 - closed when its minute is over
        file.setnchannels(1)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(EAR_RATE)
        self._raw, self._file = raw, file
        self._left = FILE_SECONDS * EAR_RATE * _SAMPLE_BYTES
        return file

    def _close_file(self) -> None:
        if self._file is None:
            return
        try:
            self._file.close()
            if self._raw is not None:
                self._raw.close()
        except OSError as error:
            self._show(line("screen.recording_ended", why=error.strerror or error))
        self._file = None

    def _path(self, number: int) -> Path:
        return self._folder / f"heard-{number:04}.wav"


class RecordedConversation(Conversation):
    """Says with the first spoken reply that the sound is kept; danger is answered first."""

    _told = False

    def take(self, turn: Turn) -> Exchange:
        """Answer a turn, the announcement before the first reply that is spoken."""
        exchange = super().take(turn)
        reply = exchange.reply
        urgent = reply.kind in _URGENT or reply.playback is not Playback.REPLACE
        if self._told or urgent or not reply.segments:
            return exchange
        self._told = True
        announced = replace(reply, segments=(Say(line("basics.recorded")), *reply.segments))
        return Exchange(turn, announced, exchange.session)
