"""Words that were turned into sound before: looked up one step before a synthesiser is asked.

A pack is one file: a line of JSON that lists its clips, then their samples. It holds only lines
of the bank that are the same for everybody, and it is complete or absent, so that it tells
nothing about what was ever said here. A pack of recordings has the same shape.
"""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from content.dialogue.reply import Pace
    from offline.audio.samples import Samples
    from offline.voices.voice import Voice

SUFFIX: Final = ".clips"
MOST_BYTES: Final = 64_000_000
"""A pack is refused when it would be larger; ours is about half of it."""

_FULL_SCALE: Final = 32_767


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A text at a pace, by day or by night."""

    text: str
    pace: Pace
    night: bool = False


class Clips(Protocol):
    """Ready sound for some lines."""

    def find(self, wanted: Line) -> Samples | None:
        """Return the line at MOUTH_RATE and at the loudness of speech; None to speak it now."""
        ...


class Pack:
    """A file of clips, read clip by clip; what is damaged counts as absent."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._places: dict[str, tuple[int, int, int]] = {}
        self._begin = 0
        with suppress(OSError, ValueError, TypeError), path.open("rb") as file:
            head = file.readline()
            self._places = {name: (at, n, crc) for name, at, n, crc in json.loads(head)}
            self._begin = len(head)

    def find(self, wanted: Line) -> Samples | None:
        """Return a clip whose checksum is right; see `Clips`."""
        place = self._places.get(_name(wanted))
        raw = None if place is None else self._raw(*place)
        if raw is None:
            return None
        return np.frombuffer(raw, "<i2").astype(np.float32) / np.float32(_FULL_SCALE)

    def _raw(self, at: int, size: int, crc: int) -> bytes | None:
        with suppress(OSError, TypeError), self.path.open("rb") as file:
            file.seek(self._begin + at)
            raw = file.read(size)
            if len(raw) == size and zlib.crc32(raw) == crc:
                return raw
        return None


def write_pack(path: Path, clips: Iterable[tuple[Line, Samples]]) -> None:
    """Write a whole pack and give it its name at the end.

    Raises:
        OSError: it cannot be written, or it would be too large; nothing is left behind.
    """
    places: list[tuple[str, int, int, int]] = []
    samples = bytearray()
    for line, sound in clips:
        raw = (np.clip(sound, -1, 1) * _FULL_SCALE).round().astype("<i2").tobytes()
        places.append((_name(line), len(samples), len(raw), zlib.crc32(raw)))
        samples += raw
        if len(samples) > MOST_BYTES:
            raise OSError(f"a pack of voice clips may have {MOST_BYTES} bytes")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    try:
        part.write_bytes(json.dumps(places).encode() + b"\n" + samples)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class ClipsFirst:
    """A voice that plays what it has ready and speaks the rest."""

    def __init__(self, voice: Voice, clips: Clips) -> None:
        self._voice = voice
        self._clips = clips

    @property
    def name(self) -> str:
        """Name of the voice behind the clips."""
        return self._voice.name

    def speak(self, text: str, pace: Pace, *, night: bool = False) -> Samples:
        """Return the text as samples; see `Voice.speak`."""
        found = self._clips.find(Line(text, pace, night))
        return self._voice.speak(text, pace, night=night) if found is None else found


def _name(line: Line) -> str:
    return f"{line.pace.value}{' night' if line.night else ''}: {line.text}"
