"""A file is the microphone, another the loudspeaker; what lies between is as it is live."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from offline.audio.samples import EAR_TICK, MOUTH_RATE, MOUTH_TICK, TICK_SECONDS
from offline.echo import duplex

if TYPE_CHECKING:
    from offline.audio.mixer import Mixer
    from offline.audio.samples import Samples
    from offline.companion import Companion

QUIET_TICKS: Final = 200
"""The room stays quiet this long after IN, so that the last words are heard to their end."""

SILENCE: Final = bytes(2 * EAR_TICK)


class Sink(Protocol):
    """Takes what the loudspeaker would play."""

    def write(self, block: Samples) -> None:
        """Append samples at MOUTH_RATE."""


class SampleClock:
    """Tells the time of a file's own world: its start plus what has been played."""

    def __init__(self, mixer: Mixer, started_at: datetime) -> None:
        self._mixer = mixer
        self._started_at = started_at

    def now(self) -> datetime:
        """Return the aware time at the loudspeaker's position."""
        return self._started_at + timedelta(seconds=self._mixer.position / MOUTH_RATE)


def run(
    companion: Companion,
    mixer: Mixer,
    frames: Iterable[bytes],
    sink: Sink,
    *,
    wait: Callable[[], None] | None = None,
) -> None:
    """Let the companion live through a recording until it is over and all is quiet again.

    Args:
        companion: hears the frames.
        mixer: gives what is played; its position is the time.
        frames: 10 ms each; the room is silent after them.
        sink: OUT; its time 0 is the first frame's.
        wait: called once a tick, to slow the run to real time.
    """
    between = duplex(mixer)
    companion.begin()
    for frame in _with_quiet_after(frames, lambda: companion.resting):
        sink.write(between.pull(MOUTH_TICK))
        companion.tick(between.clean(frame))
        if wait is not None:
            wait()
    companion.end()


def _with_quiet_after(frames: Iterable[bytes], resting: Callable[[], bool]) -> Iterator[bytes]:
    yield from frames
    quiet = 0
    while quiet < QUIET_TICKS:
        quiet = quiet + 1 if resting() else 0
        yield SILENCE


class Metronome:
    """Waits so that ticks come no faster than 10 ms apart, measured from the first."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._ticks = 0

    def __call__(self) -> None:
        """Wait for the next tick."""
        self._ticks += 1
        ahead = self._started + self._ticks * TICK_SECONDS - time.monotonic()
        if ahead > 0:
            time.sleep(ahead)
