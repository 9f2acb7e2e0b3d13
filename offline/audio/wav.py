"""Sound files: a streaming writer for what we play, a reader for what stands for a microphone."""

from __future__ import annotations

import os
import secrets
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

import miniaudio
import numpy as np
import soxr

from offline.audio.samples import EAR_RATE, EAR_TICK, MOUTH_RATE, Samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

_HEADER: Final = struct.Struct("<4sI4s4sIHHIIHH4sI")
_CHUNK_FRAMES: Final = 8_192
_RATES: Final = range(1_000, 768_001)
"""Hz; anything else is a broken header."""

_MAGIC: Final = (b"RIFF", b"RIFX", b"RF64", b"riff", b"fLaC")
"""First bytes of the containers that we take; without the check, noise would pass for MP3."""


class AudioFileError(Exception):
    """A sound file cannot be read or written; the text is one sentence for people."""


class WavWriter:
    """Writes 16-bit mono at MOUTH_RATE beside the goal and renames it when it is whole."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            AudioFileError: the place cannot be written to.
        """
        self._goal = path.resolve()
        if self._goal.exists() and not self._goal.is_file():
            raise AudioFileError(f"{path} is not a file that sound can be written to.")
        self._part = self._goal.parent / f".gutfeeling-{secrets.token_hex(8)}.part"
        self._frames = 0
        try:
            self._file = self._part.open("xb")
        except OSError as error:
            raise self._unwritable(error) from error
        self._write(self._header())

    @property
    def frames(self) -> int:
        """Samples written so far."""
        return self._frames

    def write(self, samples: Samples) -> None:
        """Append samples; what is over full scale is clipped.

        Raises:
            AudioFileError: the disk is full or gone; nothing is left behind.
        """
        self._write((np.clip(samples, -1, 1) * 32_767).round().astype("<i2").tobytes())
        self._frames += len(samples)

    def close(self) -> None:
        """Put the lengths in and give the file its name.

        Raises:
            AudioFileError: the disk is full or gone; nothing is left behind.
        """
        try:
            self._file.seek(0)
            self._file.write(self._header())
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self._goal)
        except OSError as error:
            self.discard()
            raise self._unwritable(error) from error

    def discard(self) -> None:
        """Remove what was written."""
        with suppress(OSError):  # a full disk refuses the last bytes, which nobody wants any more
            self._file.close()
        self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()

    def _write(self, raw: bytes) -> None:
        try:
            self._file.write(raw)
        except OSError as error:
            self.discard()
            raise self._unwritable(error) from error

    def _header(self) -> bytes:
        size = self._frames * 2
        riff = (b"RIFF", _HEADER.size - 8 + size, b"WAVE")
        form = (b"fmt ", 16, 1, 1, MOUTH_RATE, MOUTH_RATE * 2, 2, 16)
        return _HEADER.pack(*riff, *form, b"data", size)

    def _unwritable(self, error: OSError) -> AudioFileError:
        reason = error.strerror or "it cannot be written to"
        return AudioFileError(f"{self._goal} was not written: {reason}.")


def read_frames(path: Path) -> Iterator[NDArray[np.int16]]:
    """Return the file as 10 ms frames at EAR_RATE, the last one filled up with silence.

    Any rate, width and number of channels of WAV, and FLAC.

    Raises:
        AudioFileError: at once if the file is missing, broken or empty.
    """
    rate = _rate(path)
    try:
        chunks = miniaudio.stream_file(
            str(path), miniaudio.SampleFormat.FLOAT32, 1, rate, _CHUNK_FRAMES
        )
        first = np.array(next(chunks, ()), np.float32)
    except (miniaudio.MiniaudioError, OSError, ValueError) as error:
        raise _broken(path) from error
    if not len(first):
        raise AudioFileError(f"{path} holds no sound.")
    return _framed(_resampled(first, chunks, rate))


def _broken(path: Path) -> AudioFileError:
    return AudioFileError(f"{path} is not a sound file that can be read; give a WAV file.")


def _rate(path: Path) -> int:
    """Return the file's own rate in Hz after a look at its header."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise AudioFileError(f"{path} was not read: {reason}.") from error
    if magic not in _MAGIC:
        raise _broken(path)
    info = miniaudio.flac_get_file_info if magic == b"fLaC" else miniaudio.wav_get_file_info
    try:
        rate = int(info(str(path)).sample_rate)
    except (miniaudio.MiniaudioError, ArithmeticError, ValueError) as error:
        raise _broken(path) from error
    if rate not in _RATES:
        raise _broken(path)
    return rate


def _resampled(first: Samples, rest: Iterator[object], rate: int) -> Iterator[NDArray[np.float32]]:
    stream = soxr.ResampleStream(rate, EAR_RATE, 1, dtype="float32", quality="HQ")
    chunk = first
    while len(chunk):
        # A float file may hold anything; a recogniser must not.
        sane = np.clip(np.nan_to_num(chunk, posinf=1, neginf=-1), -1, 1)
        yield stream.resample_chunk(sane)
        chunk = np.array(next(rest, ()), np.float32)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def _framed(chunks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.int16]]:
    waiting = np.zeros(0, np.int16)
    for chunk in chunks:
        pcm = np.clip((chunk * 32_768).round(), -32_768, 32_767).astype(np.int16)
        waiting = np.concatenate((waiting, pcm))
        whole = len(waiting) // EAR_TICK * EAR_TICK
        yield from waiting[:whole].reshape(-1, EAR_TICK)
        waiting = waiting[whole:]
    if len(waiting):
        yield np.pad(waiting, (0, EAR_TICK - len(waiting)))
