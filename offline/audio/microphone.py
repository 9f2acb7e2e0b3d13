"""The microphone: 10 ms frames at the ears' rate, from a bounded queue."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Final

import miniaudio
import numpy as np

from content.phrases import line
from offline.audio.chosen import MICROPHONES
from offline.audio.dead_air import DeadAir
from offline.audio.devices import backends
from offline.audio.samples import EAR_RATE, EAR_TICK
from offline.audio.sound_stream import SoundStream

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from numpy.typing import NDArray

QUEUED_FRAMES: Final = 200
"""Two seconds: ears that are further behind hear the newest two seconds and are told."""

BUFFER_MILLISECONDS: Final = 10


class Microphone(SoundStream):
    """Frames of a microphone; never the monitor of a loudspeaker."""

    def __init__(
        self, notice: Callable[[str], None] = lambda _: None, name: str | None = None
    ) -> None:
        """Prepare.

        Args:
            notice: told in one sentence when the microphone is lost, or brings nothing at all.
            name: of the microphone to use while it is there; None for the usual one.
        """
        super().__init__(MICROPHONES, notice, name)
        self._frames: deque[NDArray[np.int16]] = deque(maxlen=QUEUED_FRAMES)
        self._ready = threading.Condition()
        self._dropped = 0
        self._rest = np.zeros(0, np.int16)
        self._dead = DeadAir(lambda: notice(line("devices.microphone_dead")))

    @property
    def dropped(self) -> int:
        """Frames lost because nobody took them in time."""
        return self._dropped

    def read(self, timeout_seconds: float) -> NDArray[np.int16] | None:
        """Return the next frame of EAR_TICK samples, None if none comes in time."""
        with self._ready:
            if not self._frames:
                self._ready.wait(timeout_seconds)
            return self._frames.popleft() if self._frames else None

    def renew(self) -> None:
        """Have it opened afresh; what it brought before is forgotten."""
        with self._ready:
            self._frames.clear()
        super().renew()

    def take(self, pcm: bytes) -> None:
        """Cut what the device brings into frames; called from the sound system's thread."""
        whole = np.concatenate((self._rest, np.frombuffer(pcm, np.int16)))
        self._dead.push(whole[len(self._rest) :])
        used = len(whole) // EAR_TICK * EAR_TICK
        self._rest = whole[used:]
        with self._ready:
            for frame in whole[:used].reshape(-1, EAR_TICK):
                self._dropped += len(self._frames) == QUEUED_FRAMES
                self._frames.append(frame)
            self._ready.notify()

    def _device(self, wanted: Any) -> Any:
        return miniaudio.CaptureDevice(
            input_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=EAR_RATE,
            buffersize_msec=BUFFER_MILLISECONDS,
            device_id=wanted,
            backends=backends(),
            app_name="Gut Feeling",
        )

    def _blocks(self) -> Generator[None, bytes, None]:
        while True:
            pcm = yield
            self._watchdog.called()
            self.take(bytes(pcm))
