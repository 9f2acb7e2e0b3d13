"""The microphone: 10 ms frames at the ears' rate, from a bounded queue."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Self

import miniaudio
import numpy as np

from content.phrases import line
from offline.audio.devices import backends, default_microphone
from offline.audio.samples import EAR_RATE, EAR_TICK
from offline.audio.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from numpy.typing import NDArray

QUEUED_FRAMES: Final = 200
"""Two seconds: ears that are further behind hear the newest two seconds and are told."""

BUFFER_MILLISECONDS: Final = 10


class Microphone:
    """Frames of the usual microphone; never the monitor of a loudspeaker."""

    def __init__(self, notice: Callable[[str], None] = lambda _: None) -> None:
        self._frames: deque[NDArray[np.int16]] = deque(maxlen=QUEUED_FRAMES)
        self._ready = threading.Condition()
        self._dropped = 0
        self._rest = np.zeros(0, np.int16)
        missing = line("devices.no_microphone")
        self._watchdog = Watchdog(
            self._open, missing, lambda: notice(line("devices.microphone_lost"))
        )

    @property
    def dropped(self) -> int:
        """Frames lost because nobody took them in time."""
        return self._dropped

    def start(self) -> None:
        """Open the microphone.

        Raises:
            DeviceError: there is none.
        """
        self._watchdog.start()

    def close(self) -> None:
        """Close the microphone."""
        self._watchdog.close()

    def read(self, timeout_seconds: float) -> NDArray[np.int16] | None:
        """Return the next frame of EAR_TICK samples, None if none comes in time."""
        with self._ready:
            if not self._frames:
                self._ready.wait(timeout_seconds)
            return self._frames.popleft() if self._frames else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def take(self, pcm: bytes) -> None:
        """Cut what the device brings into frames; called from the sound system's thread."""
        whole = np.concatenate((self._rest, np.frombuffer(pcm, np.int16)))
        used = len(whole) // EAR_TICK * EAR_TICK
        self._rest = whole[used:]
        with self._ready:
            for frame in whole[:used].reshape(-1, EAR_TICK):
                self._dropped += len(self._frames) == QUEUED_FRAMES
                self._frames.append(frame)
            self._ready.notify()

    def _open(self) -> Any:
        if default_microphone() is None:
            raise miniaudio.MiniaudioError("no microphone")
        device = miniaudio.CaptureDevice(
            input_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=EAR_RATE,
            buffersize_msec=BUFFER_MILLISECONDS,
            backends=backends(),
            app_name="Gut Feeling",
        )
        blocks = self._blocks()
        next(blocks)
        device.start(blocks)
        return device

    def _blocks(self) -> Generator[None, bytes, None]:
        while True:
            pcm = yield
            self._watchdog.called()
            self.take(bytes(pcm))
