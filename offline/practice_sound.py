"""A practice from beginning to end, through the loudspeaker or into a file."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Final

import numpy as np

from offline.audio.devices import DeviceError
from offline.audio.mixer import CueStarted, Failed, Finished, Mixer
from offline.audio.player import Player
from offline.audio.samples import MOUTH_RATE
from offline.audio.wav import WavWriter
from offline.keys import key_watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from content.dialogue.reply import Phase
    from offline.timeline import Timeline

EDGE_SAMPLES: Final = MOUTH_RATE // 2
"""Silence at either end of a file."""

FADE_SECONDS: Final = 0.3
"""Longer than the longest fade and the loudspeaker's buffer together."""

_BLOCK: Final = MOUTH_RATE // 10
_LOOK_SECONDS: Final = 0.05


def write(timeline: Timeline, path: Path) -> None:
    """Write exactly what the loudspeaker would play, between two silences.

    Raises:
        AudioFileError: the file cannot be written; nothing is left behind.
    """
    silence = np.zeros(EDGE_SAMPLES, np.float32)
    mixer = Mixer()
    mixer.play(timeline)
    with WavWriter(path) as out:
        out.write(silence)
        for start in range(0, timeline.length, _BLOCK):
            out.write(mixer.pull(min(_BLOCK, timeline.length - start)))
        out.write(silence)


def play(timeline: Timeline, notice: Callable[[str], None]) -> None:
    """Play until the end or until a key is pressed; Ctrl-C fades and is raised on.

    Raises:
        DeviceError: there is no loudspeaker, or the sound broke off.
    """
    mixer, over, screen = Mixer(), threading.Event(), PhaseLine()

    def stop() -> None:
        mixer.stop()
        over.set()

    with Player(mixer.pull, notice), key_watch(stop):
        mixer.play(timeline)
        try:
            while not over.wait(_LOOK_SECONDS):
                _follow(mixer, over, screen)
            time.sleep(FADE_SECONDS)
        except KeyboardInterrupt:
            mixer.stop()
            time.sleep(FADE_SECONDS)
            raise
        finally:
            screen.clear()


def _follow(mixer: Mixer, over: threading.Event, screen: PhaseLine) -> None:
    for event in mixer.drain():
        match event:
            case CueStarted(mark=mark):
                screen.show(mark.phase)
            case Finished():
                over.set()
            case Failed(error=error):
                raise DeviceError(f"The sound broke off: {error}.") from error


class PhaseLine:
    """The phase under way, on one line of a terminal; nothing where there is none."""

    def __init__(self) -> None:
        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None

    def show(self, phase: Phase) -> None:
        """Write the phase over the one before."""
        self._write(f"\r{phase.value.replace('_', ' '):<8}")

    def clear(self) -> None:
        """Leave an empty line."""
        self._write("\r" + " " * 8 + "\r")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()
