"""The loudspeaker: one stream for the whole session, fed from the mixer."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import miniaudio
import numpy as np

from offline.audio.chosen import SPEAKERS
from offline.audio.devices import backends
from offline.audio.samples import MOUTH_RATE, Samples
from offline.audio.sound_stream import SoundStream

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

BUFFERS_MILLISECONDS: Final = (20, 40, 100)
"""The first: from a stop to silence 43 ms at most, no gap with both cores busy ("voice-mouth",
section 6). The next ones are for machines that cannot keep up with it: 88 and 177 ms."""

BUSY: Final = 1.0
OVERLOADED: Final = 4.0
"""Programs a core that want to run, over the last minute: from there on a session begins with the
second or third buffer at once, since a change in the middle costs a gap."""

NICE: Final = -11
"""Priority of the thread that feeds the loudspeaker, where this user may raise it (on Linux by
`nice` in limits.conf, as sound programs ask for): what desktops give their sound servers."""

LATE_TIMES: Final = 2.0
"""A device that asks again after this many buffers has most likely run dry."""

LATE_CALLS: Final = 3
LATE_WITHIN_SECONDS: Final = 10.0
"""That many late calls in that time, and the device is opened once more with a larger buffer."""


def as_int16(samples: Samples) -> bytes:
    """Return samples as little-endian 16-bit PCM, clipped at full scale."""
    pcm: bytes = (np.clip(samples, -1, 1) * 32_767).round().astype("<i2").tobytes()
    return pcm


def first_buffer(load_a_core: float) -> int:
    """Return the buffer in milliseconds to begin with on a machine that is so busy."""
    return BUFFERS_MILLISECONDS[(load_a_core > BUSY) + (load_a_core > OVERLOADED)]


def raise_own_priority() -> None:
    """Put the calling thread ahead of programs that only compute, if the system allows it.

    With both cores busy one call in ten minutes came 15 ms late at everybody's priority. Never for
    the program's own thread: whatever that starts would inherit it.
    """
    if threading.current_thread() is threading.main_thread():
        return
    with suppress(AttributeError, OSError):  # Windows has no such call; most users may not
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def _load_a_core() -> float:
    """Return how many programs a core want to run; 0 where the system does not say (Windows)."""
    try:
        return os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return 0.0


class Player(SoundStream):
    """Plays what `pull` gives until it is closed; never stopped and started in between.

    A device that is stopped and started plays up to 60 ms of old sound first.
    """

    def __init__(
        self,
        pull: Callable[[int], Samples],
        notice: Callable[[str], None] = lambda _: None,
        name: str | None = None,
    ) -> None:
        """Prepare.

        Args:
            pull: gives the next samples; called from the sound system's own thread, so it must
                be quick. If it raises, silence is played and `check` tells.
            notice: told in one sentence when the loudspeaker is lost.
            name: of the loudspeaker to use while it is there; None for the usual one.
        """
        super().__init__(SPEAKERS, notice, name)
        self._pull = pull
        self._error: Exception | None = None
        self._late: deque[float] = deque(maxlen=LATE_CALLS)
        self._called_at = 0.0
        self._buffer = first_buffer(_load_a_core())
        self.late_calls = 0
        """How often the device asked too late since the start: gaps that were probably heard."""

    @property
    def buffer_milliseconds(self) -> int:
        """Length of the device's buffer now."""
        return self._buffer

    def check(self) -> None:
        """Raise what `pull` raised, if it ever did."""
        if self._error is not None:
            raise self._error

    def _device(self, wanted: Any) -> Any:
        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=MOUTH_RATE,
            buffersize_msec=self._buffer,
            device_id=wanted,
            backends=backends(),
            app_name="Gut Feeling",
        )

    def _blocks(self) -> Generator[bytes, int, None]:
        count = yield b""
        raise_own_priority()
        self._called_at = 0.0
        while True:
            self._watchdog.called()
            self._watch_for_gaps(time.monotonic())
            count = yield as_int16(self._pulled(count))

    def _pulled(self, count: int) -> Samples:
        """Return what `pull` gives; an error here would only end the sound without a word."""
        try:
            return self._pull(count)
        except Exception as error:  # noqa: BLE001  (kept for `check`)
            self._error = self._error or error
            return np.zeros(count, np.float32)

    def _watch_for_gaps(self, now: float) -> None:
        """Count late calls; take a larger buffer when they become a habit."""
        before, self._called_at = self._called_at, now
        if not before or self._watchdog.young or now - before < LATE_TIMES * self._buffer / 1000:
            return
        self.late_calls += 1
        self._late.append(now)
        larger = [size for size in BUFFERS_MILLISECONDS if size > self._buffer]
        is_habit = len(self._late) == LATE_CALLS and now - self._late[0] < LATE_WITHIN_SECONDS
        if is_habit and larger:
            self._late.clear()
            self._buffer = larger[0]
            self._watchdog.renew()
