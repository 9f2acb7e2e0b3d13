"""A sound card is microphone and loudspeaker; everything between them is as it is in a file."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from content.phrases import line
from offline.audio.devices import DeviceError
from offline.audio.microphone import Microphone
from offline.audio.player import Player
from offline.audio.samples import MOUTH_TICK
from offline.echo import duplex
from offline.keys import key_watch

if TYPE_CHECKING:
    from offline.audio.mixer import Mixer
    from offline.companion import Companion
    from offline.echo import Duplex

FRAME_TIMEOUT_SECONDS: Final = 0.1
"""How long one look for a frame may take: a pressed key waits no longer than this."""

FADE_SECONDS: Final = 0.3
"""Longer than the longest fade of the mixer, so that Ctrl-C ends in a fade and not in a click."""


def run(companion: Companion, mixer: Mixer, show: Callable[[str], None]) -> int:
    """Listen and answer until Ctrl-C, which is raised on after the sound has faded.

    Raises:
        DeviceError: the microphone went away before the first frame.
        KeyboardInterrupt: the person ended it.
    """
    stop = threading.Event()

    def key_pressed() -> None:
        mixer.stop()  # at once; the conversation hears of it with the next frame
        stop.set()

    between = duplex(mixer)
    with ExitStack() as devices:
        microphone = devices.enter_context(Microphone(show))
        has_speaker = _open_speaker(devices, between, show)
        devices.enter_context(key_watch(key_pressed))
        try:
            _listen(companion, between, microphone, stop, has_speaker=has_speaker, show=show)
        except KeyboardInterrupt:
            mixer.stop()
            time.sleep(FADE_SECONDS)
            companion.end()
            raise
    return 0


def _listen(
    companion: Companion,
    between: Duplex,
    microphone: Microphone,
    stop: threading.Event,
    *,
    has_speaker: bool,
    show: Callable[[str], None],
) -> None:
    listening = False
    while True:
        frame = microphone.read(FRAME_TIMEOUT_SECONDS)
        if stop.is_set():
            stop.clear()
            companion.hush("key")
        if frame is None:
            continue
        if not listening:
            # Said with the first frame: an idle source may take two seconds to deliver it.
            listening = True
            show(line("screen.listening"))
            companion.begin()
        if not has_speaker:
            between.pull(MOUTH_TICK)
        companion.tick(between.clean(frame.tobytes()))


def _open_speaker(devices: ExitStack, between: Duplex, show: Callable[[str], None]) -> bool:
    """Let the loudspeaker pull from the mixer; without one the frames themselves move it on."""
    try:
        devices.enter_context(Player(between.pull, show))
    except DeviceError:
        show(line("screen.no_speaker"))
        return False
    return True
