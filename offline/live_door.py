"""A sound card is microphone and loudspeaker; everything between them is as it is in a file."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from content.clock import SystemClock
from content.phrases import line
from offline.audio.devices import DeviceError
from offline.audio.microphone import Microphone
from offline.audio.mixer import Mixer
from offline.audio.player import Player
from offline.audio.samples import MOUTH_TICK
from offline.awake import StayAwake
from offline.echo import duplex
from offline.keys import named_key_watch
from offline.slept import SleepWatch
from offline.state import State

if TYPE_CHECKING:
    from offline.companion import Companion
    from offline.echo import Duplex

FRAME_TIMEOUT_SECONDS: Final = 0.1
"""How long one look for a frame may take: a pressed key waits no longer than this."""

FADE_SECONDS: Final = 0.3
"""Longer than the longest fade of the mixer, so that Ctrl-C ends in a fade and not in a click."""


class Key(Enum):
    """What a pressed key means."""

    STOP = auto()
    TALK = auto()
    MUTE = auto()


View = Callable[[State], None]
"""Told the state with every frame; must be quick."""


def _keep_nothing(_frame: bytes) -> None:
    """Let a frame go by."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The two devices by name, None for the usual ones, and what else takes the frames."""

    microphone: str | None = None
    speaker: str | None = None
    tap: Callable[[bytes], None] = _keep_nothing
    """Takes every frame as the microphone brought it, unless we are muted."""

    now: Callable[[], datetime] = SystemClock().now
    """A clock that goes on while the computer sleeps."""


@dataclass(slots=True)
class Controls:
    """What keys ask for, from their own threads; the loop carries it out with the next frame."""

    mixer: Mixer
    wanted: queue.SimpleQueue[Key] = field(default_factory=queue.SimpleQueue)
    muted: bool = False

    def press(self, name: str) -> None:
        """Take a key: `m` mutes, space and `t` open the floor in silence, any other key stops."""
        if name.lower() == "m":
            key = Key.MUTE
        elif name in {" ", "t", "T"} and not self.mixer.playing:
            key = Key.TALK
        else:
            key = Key.STOP
            self.mixer.stop()  # at once; the conversation hears of it with the next frame
        self.wanted.put(key)


def run(
    companion: Companion,
    mixer: Mixer,
    show: Callable[[str], None],
    controls: Controls | None = None,
    views: Sequence[View] = (),
    ends: Ends = Ends(),
) -> int:
    """Listen and answer until Ctrl-C, which is raised on after the sound has faded.

    Raises:
        DeviceError: the microphone went away before the first frame.
        KeyboardInterrupt: the person ended it.
    """
    controls = controls or Controls(mixer)
    between = duplex(mixer)
    with ExitStack() as devices:
        microphone = devices.enter_context(Microphone(show, ends.microphone))
        speaker = _open_speaker(devices, between, show, ends.speaker)
        awake = devices.enter_context(StayAwake())
        views = (*views, lambda state: awake.keep(state is State.BREATHING))
        devices.enter_context(named_key_watch(controls.press))
        try:
            _listen(companion, between, microphone, controls, speaker, show, views, ends)
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
    controls: Controls,
    speaker: Player | None,
    show: Callable[[str], None],
    views: Sequence[View],
    ends: Ends,
) -> None:
    listening = False
    ready = companion.getting_ready()
    sleep = SleepWatch(ends.now)
    while True:
        if (before := sleep.slept_since()) is not None:
            _wake(companion, microphone, speaker, before)
        frame = microphone.read(FRAME_TIMEOUT_SECONDS)
        _obey(controls, companion, show)
        if frame is None:
            continue
        if not listening:
            # Said with the first frame: an idle source may take two seconds to deliver it.
            listening = True
            show(line("screen.listening"))
            companion.begin()
        if speaker is None:
            between.pull(MOUTH_TICK)
        else:
            speaker.check()
        if not controls.muted:
            ends.tap(frame.tobytes())
        clean = between.clean(frame.tobytes())
        # A muted ear hears nothing at all: its deadlines pass, and nothing waits to be heard later.
        companion.tick(bytes(len(clean)) if controls.muted else clean)
        for view in views:
            view(State.MUTED if controls.muted else companion.state)
        if companion.resting:
            next(ready, None)


def _wake(
    companion: Companion, microphone: Microphone, speaker: Player | None, before: datetime
) -> None:
    """Go on after the computer slept: nothing of before sounds, both devices are opened anew."""
    companion.slept(before)
    microphone.renew()
    if speaker is not None:
        speaker.renew()


def _obey(controls: Controls, companion: Companion, show: Callable[[str], None]) -> None:
    while not controls.wanted.empty():
        match controls.wanted.get():
            case Key.STOP:
                companion.hush("key")
            case Key.TALK if not controls.muted:
                companion.talk()
            case Key.MUTE:
                controls.muted = not controls.muted
                show(line("screen.muted" if controls.muted else "screen.unmuted"))
            case _:
                show(line("screen.muted"))


def _open_speaker(
    devices: ExitStack, between: Duplex, show: Callable[[str], None], name: str | None
) -> Player | None:
    """Let the loudspeaker pull from the mixer; without one the frames themselves move it on."""
    try:
        return devices.enter_context(Player(between.pull, show, name))
    except DeviceError:
        show(line("screen.no_speaker"))
        return None
