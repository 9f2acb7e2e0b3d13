"""What somebody says about samples while they play, or soon after; a key ends the listening."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from offline.audio.devices import DeviceError, has_microphone
from offline.audio.microphone import Microphone
from offline.audio.mixer import Mixer
from offline.audio.player import Player
from offline.ears.ears import build_ears
from offline.ears.events import Attention, Heard
from offline.ears.phrases import Phrases
from offline.ears.recogniser import EarsError
from offline.echo import duplex
from offline.keys import key_watch
from offline.models import installed_model
from offline.voices.wishing import may_be_said

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.settings import Settings
    from offline.ears.ears import Ears
    from offline.timeline import Timeline

FRAME_SECONDS: Final = 0.1
PATIENCE_FRAMES: Final = 600
"""6 s after the last sample, as long as a follow-up in a conversation; then it is typed."""


def ears_here(settings: Settings) -> Ears | None:
    """Return ears for wishes about a voice; None without a microphone, or without ears."""
    if not has_microphone():
        return None
    try:
        return build_ears("auto", installed_model(settings), Phrases(may_be_said()))
    except EarsError:
        return None


def heard_while(
    samples: Timeline, ears: Ears, settings: Settings, show: Callable[[str], None]
) -> str | None:
    """Play samples and return the first words that an ear is sure of; None for a key or silence.

    Raises:
        DeviceError: there is no loudspeaker, or the sound broke off.
    """
    mixer, pressed = Mixer(), threading.Event()
    between = duplex(mixer)
    with ExitStack() as ends:
        player = ends.enter_context(Player(between.pull, show, settings.speaker))
        try:
            microphone = ends.enter_context(Microphone(show, settings.microphone))
        except DeviceError:
            return None
        ends.enter_context(key_watch(pressed.set))
        mixer.play(samples)
        quiet = 0
        while quiet < PATIENCE_FRAMES and not pressed.is_set():
            player.check()
            frame = microphone.read(FRAME_SECONDS)
            if frame is None:
                continue
            quiet = 0 if mixer.playing or ears.is_hearing else quiet + 1
            for event in ears.push(between.clean(frame.tobytes()), Attention.LISTENING):
                if isinstance(event, Heard) and event.certain:
                    return event.text
    return None
