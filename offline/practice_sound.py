"""A practice from beginning to end, through the loudspeaker or into a file."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

import numpy as np

from offline.audio.devices import DeviceError
from offline.audio.mixer import Mixer
from offline.audio.mixer_events import Failed, Finished
from offline.audio.player import Player
from offline.audio.samples import MOUTH_RATE
from offline.audio.wav import WavWriter
from offline.awake import StayAwake
from offline.keys import key_watch
from offline.screen.breath_view import view
from offline.screen.pacer import Pacer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from offline.timeline import Timeline

EDGE_SAMPLES: Final = MOUTH_RATE // 2
"""Silence at either end of a file."""

FADE_SECONDS: Final = 0.3
"""Longer than the longest fade and the loudspeaker's buffer together."""

_BLOCK: Final = MOUTH_RATE // 10
_LOOK_SECONDS: Final = 0.05
"""Twenty looks a second: the bar moves smoothly and the processor rests."""


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


def play(
    timeline: Timeline,
    notice: Callable[[str], None],
    pacer: Pacer | None = None,
    *,
    speaker: str | None = None,
) -> bool:
    """Play until the end or until a key is pressed; Ctrl-C fades and is raised on.

    The computer does not go to sleep meanwhile.

    Args:
        timeline: the practice.
        notice: told in one sentence when the loudspeaker is lost.
        pacer: shows the breath; on standard error if none is given.
        speaker: name of the loudspeaker that was chosen; None for the usual one.

    Returns:
        Whether it came to its end.

    Raises:
        DeviceError: there is no loudspeaker, or the sound broke off.
    """
    mixer, over, screen = Mixer(), threading.Event(), pacer or Pacer()
    pressed = threading.Event()

    def stop() -> None:
        mixer.stop()
        pressed.set()
        over.set()

    with Player(mixer.pull, notice, speaker) as player, key_watch(stop), StayAwake() as awake:
        awake.keep(True)
        mixer.play(timeline)
        try:
            while not over.wait(_LOOK_SECONDS):
                player.check()
                _follow(mixer, over)
                screen.show(view(timeline, mixer.played or 0))
        except KeyboardInterrupt:
            mixer.stop()
            raise
        finally:
            screen.clear()
            time.sleep(FADE_SECONDS)
    return not pressed.is_set()


def _follow(mixer: Mixer, over: threading.Event) -> None:
    for event in mixer.drain():
        match event:
            case Finished():
                over.set()
            case Failed(error=error):
                raise DeviceError(f"The sound broke off: {error}.") from error
            case _:
                pass
