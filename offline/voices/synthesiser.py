"""The door to a voice: pyttsx3, told to write a file that nobody else sees."""

from __future__ import annotations

import tempfile
import threading
import time
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import miniaudio
import numpy as np

from offline.voices import espeak_driver, hibari_driver
from offline.voices.deadline import SECONDS_TO_START, Bench, HungError, seconds_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline.audio.samples import Samples

T = TypeVar("T")

OWN_DRIVERS: Final = {
    hibari_driver.NAME: hibari_driver.install,
    espeak_driver.NAME: espeak_driver.install,
}

_FILE_SECONDS: Final = 8.0
"""How long a driver of the platform may take after `runAndWait` until its file is whole."""


class VoiceError(Exception):
    """A voice cannot speak; the text is one sentence for people."""


class VoiceMissingError(VoiceError):
    """The voice is not installed, which is no fault."""


class Synthesiser:
    """One pyttsx3 engine; a lock makes it fit for threads, a deadline for voices that hang.

    Our own drivers work in a thread of their own, which is given up when it hangs: every later
    text is refused at once, so that the next voice speaks. A platform's driver wants the thread
    that made it (nsss its run loop, sapi5 its COM apartment) and stays in the caller's.
    """

    def __init__(self, driver: str) -> None:
        self.driver = driver
        self._lock = threading.Lock()
        self._bench = Bench(f"voice {driver}") if driver in OWN_DRIVERS else None
        try:
            self._engine = self._watched(self._start, SECONDS_TO_START)
        except ModuleNotFoundError as error:
            raise VoiceMissingError(f"The voice {driver} is not installed.") from error
        except HungError as error:
            raise VoiceError(f"The voice {driver} does not start in time.") from error
        except Exception as error:  # a driver may raise anything at all
            raise VoiceError(f"The voice {driver} does not start: {error}.") from error

    def render(self, text: str, words_per_minute: int) -> tuple[Samples, int]:
        """Return the text as mono float samples and their rate in Hz.

        Raises:
            VoiceError: the driver refused, failed, hung or wrote nothing.
        """
        # The folder is this thread's: it is gone although a driver hangs.
        with self._lock, tempfile.TemporaryDirectory(prefix="gutfeeling-") as folder:
            # macOS writes AIFF whatever the name says, so its name says so; both are sniffed.
            name = "speech.aiff" if self.driver == "nsss" else "speech.wav"
            work = partial(self._written, text, words_per_minute, Path(folder) / name)
            try:
                return _decoded(self._watched(work, seconds_for(text)))
            except HungError as error:
                raise VoiceError(f"The voice {self.driver} hangs.") from error
            except Exception as error:  # a driver may raise anything at all
                raise VoiceError(f"The voice {self.driver} failed: {error}.") from error

    def _start(self) -> Any:
        import pyttsx3  # noqa: PLC0415  (on macOS and Windows it loads the platform's speech)

        if self.driver in OWN_DRIVERS:
            OWN_DRIVERS[self.driver]()
        return pyttsx3.init(self.driver)

    def _written(self, text: str, words_per_minute: int, path: Path) -> bytes:
        self._engine.setProperty("rate", words_per_minute)
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        return path.read_bytes() if self.driver in OWN_DRIVERS else _settled(path)

    def _watched(self, work: Callable[[], T], seconds: float) -> T:
        return work() if self._bench is None else self._bench.run(work, seconds)


def _settled(path: Path) -> bytes:
    """Return a file that another process may still be writing, once it has stopped growing.

    nsss hands the text to the system and returns; sapi5 returns when the file is whole.
    Neither has been run by us.
    """
    size = -1
    deadline = time.monotonic() + _FILE_SECONDS
    while time.monotonic() < deadline:
        now = path.stat().st_size if path.exists() else 0
        if now == size and now > 0:
            return path.read_bytes()
        size = now
        time.sleep(0.05)
    raise TimeoutError("it wrote no file")


def _decoded(raw: bytes) -> tuple[Samples, int]:
    """Decode WAV or AIFF (miniaudio looks at the container, not at a name)."""
    sound = miniaudio.wav_read_f32(raw)
    frames = np.frombuffer(sound.samples, np.float32).reshape(-1, sound.nchannels)
    return frames.mean(axis=1, dtype=np.float32), int(sound.sample_rate)


synthesiser = cache(Synthesiser)
"""One engine a driver: eSpeak NG can be started only once in a process."""
