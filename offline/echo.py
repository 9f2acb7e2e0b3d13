"""Takes our own sound out of the microphone, so that "stop" is heard through it.

What the loudspeaker was given is the reference: it leads the microphone by the way through the
sound card and the room. A linear model of that way goes first, because it leaves a voice as it is;
WebRTC's canceller takes out what a line cannot describe. A reference that lags behind kills the
cancelling (measured: "voice-ears", section 3).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from offline.audio.samples import EAR_RATE, EAR_TICK, MOUTH_RATE
from offline.echo_path import EchoPath

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from offline.audio.mixer import Mixer
    from offline.audio.samples import Samples


class Duplex(Protocol):
    """What stands between the mixer and the two ends of the room."""

    def pull(self, count: int) -> Samples:
        """Return the next samples for the loudspeaker; never raises."""

    def clean(self, frame: bytes) -> bytes:
        """Return a 10 ms frame of the microphone as the ears should have it."""


LONGEST_LEAD: Final = EAR_RATE // 2
"""Half a second: a reference that has got further ahead than this is cut back."""


FULL_SCALE: Final = 32_768
EVERY: Final = MOUTH_RATE // EAR_RATE
TAPS: Final = 97
CUT_OFF_HERTZ: Final = 7_600


class Decimator:
    """Brings what the loudspeaker gets to the ears' rate, 1 ms late and never in handfuls.

    A library's stream hands out 30 ms at a time after its first 40: the reference would come that
    much later, and in a small room after the microphone.
    """

    def __init__(self) -> None:
        at = np.arange(TAPS) - TAPS // 2
        whole = 2 * CUT_OFF_HERTZ / MOUTH_RATE
        taps = whole * np.sinc(whole * at) * np.hamming(TAPS)
        self._taps = (taps / taps.sum()).astype(np.float32)
        self._kept = np.zeros(TAPS - 1, np.float32)

    def push(self, samples: Samples) -> NDArray[np.float32]:
        """Take samples at MOUTH_RATE, however many; return those at EAR_RATE that are whole."""
        sound = np.concatenate((self._kept, samples))
        count = max(0, len(sound) - TAPS + 1) // EVERY
        self._kept = sound[count * EVERY :]
        if not count:
            return np.zeros(0, np.float32)
        filtered = np.convolve(sound[: (count - 1) * EVERY + TAPS], self._taps, "valid")
        return filtered[::EVERY].astype(np.float32)


class EchoCanceller:
    """Stands between the mixer and the loudspeaker, and between the microphone and the ears."""

    def __init__(self, pull: Callable[[int], Samples]) -> None:
        """Prepare.

        Args:
            pull: gives what will be played (`Mixer.pull`).
        """
        from pywebrtc_audio import EchoCanceller as Canceller  # noqa: PLC0415 - may be missing

        self._pull = pull
        self._canceller = Canceller(EAR_RATE, 1)
        self._path = EchoPath()
        self._down = Decimator()
        self._lock = threading.Lock()
        self._reference = np.zeros(0, np.float32)
        self.underflows = 0
        """Frames for which no reference was there: the loudspeaker's thread came late."""

    def pull(self, count: int) -> Samples:
        """Return the next samples for the loudspeaker and remember them; never raises."""
        samples = self._pull(count)
        with self._lock:
            heard_next = np.concatenate((self._reference, self._down.push(samples)))
            self._reference = heard_next[-LONGEST_LEAD:]
        return samples

    def clean(self, frame: bytes) -> bytes:
        """Return a 10 ms frame of the microphone without our own sound in it."""
        heard, far = np.frombuffer(frame, np.int16), self._taken()
        left = self._path.clean((heard / FULL_SCALE).astype(np.float32), far)
        cleaned: NDArray[np.int16] = self._canceller.process(_whole(left), _whole(far))
        return cleaned.tobytes()

    def _taken(self) -> NDArray[np.float32]:
        with self._lock:
            taken, self._reference = self._reference[:EAR_TICK], self._reference[EAR_TICK:]
        if len(taken) < EAR_TICK:
            self.underflows += 1
            taken = np.pad(taken, (0, EAR_TICK - len(taken)))
        return taken


def _whole(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.clip(np.round(samples * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


class HalfDuplex:
    """Where no canceller can be had: the ears rest while we sound; a key still stops us."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer

    def pull(self, count: int) -> Samples:
        """Return the next samples for the loudspeaker; never raises."""
        return self._mixer.pull(count)

    def clean(self, frame: bytes) -> bytes:
        """Return silence while something plays, the frame itself otherwise."""
        return bytes(len(frame)) if self._mixer.playing else frame


def duplex(mixer: Mixer) -> Duplex:
    """Return the canceller, or half duplex on a platform that has no wheel of it."""
    try:
        return EchoCanceller(mixer.pull)
    except ImportError:
        return HalfDuplex(mixer)
