"""The loudspeaker: one stream for the whole session, fed from the mixer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

import miniaudio
import numpy as np

from content.phrases import line
from offline.audio.devices import backends, default_speaker
from offline.audio.samples import MOUTH_RATE, Samples
from offline.audio.watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

BUFFER_MILLISECONDS: Final = 20
"""From a stop to silence 43 ms at most; no gap with both cores busy ("voice-mouth", section 6)."""


def as_int16(samples: Samples) -> bytes:
    """Return samples as little-endian 16-bit PCM, clipped at full scale."""
    pcm: bytes = (np.clip(samples, -1, 1) * 32_767).round().astype("<i2").tobytes()
    return pcm


class Player:
    """Plays what `pull` gives until it is closed; never stopped and started in between.

    A device that is stopped and started plays up to 60 ms of old sound first.
    """

    def __init__(
        self, pull: Callable[[int], Samples], notice: Callable[[str], None] = lambda _: None
    ) -> None:
        """Prepare.

        Args:
            pull: gives the next samples; called from the sound system's own thread, so it must
                be quick and must not raise (`Mixer.pull`).
            notice: told in one sentence when the loudspeaker is lost.
        """
        self._pull = pull
        missing = line("devices.no_speaker")
        self._watchdog = Watchdog(self._open, missing, lambda: notice(line("devices.speaker_lost")))

    def start(self) -> None:
        """Open the loudspeaker and play.

        Raises:
            DeviceError: there is no loudspeaker.
        """
        self._watchdog.start()

    def close(self) -> None:
        """Close the loudspeaker; whatever should fade must have faded before."""
        self._watchdog.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> Any:
        if default_speaker() is None:
            raise miniaudio.MiniaudioError("no loudspeaker")
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=MOUTH_RATE,
            buffersize_msec=BUFFER_MILLISECONDS,
            backends=backends(),
            app_name="Gut Feeling",
        )
        blocks = self._blocks()
        next(blocks)
        device.start(blocks)
        return device

    def _blocks(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            self._watchdog.called()
            count = yield as_int16(self._pull(count))
