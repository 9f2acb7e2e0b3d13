"""A reply as sound: the voice, the kit and what the listener wants to hear, in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from content.dialogue.reply import Pace, Reply, words
from offline.timeline import SoundChoice, Timeline, compile_timeline
from offline.voices.cues import CueCache
from offline.voices.synthesiser import VoiceError

if TYPE_CHECKING:
    from offline.audio.samples import Samples
    from offline.sound.kit import Kit, Signal
    from offline.voices.voice import Voice


class Mute:
    """Says nothing, so that tones can go on where there is no voice."""

    name = "mute"

    def speak(self, text: str, pace: Pace) -> Samples:
        """Return no samples at all."""
        return np.zeros(0, np.float32)


class Mouth:
    """Renders replies; what a voice cannot say is shown, never swallowed."""

    def __init__(
        self,
        voice: Voice | None,
        kit: Kit,
        sound: SoundChoice,
        show: Callable[[str], None],
    ) -> None:
        self._voice = voice
        self._kit = kit
        self._sound = sound
        self._show = show
        self._cues = CueCache(voice or Mute())

    def timeline(self, reply: Reply) -> Timeline:
        """Return the reply as sound.

        If the voice fails, its words stand on the screen and the tones go on without it.
        """
        if self._voice is not None:
            try:
                return compile_timeline(
                    reply.segments, self._voice, self._kit, self._sound, self._cues
                )
            except VoiceError as error:
                self._show(str(error))
        if said := words(reply):
            self._show(said)
        return compile_timeline(reply.segments, Mute(), self._kit, self._sound)

    def signal(self, signal: Signal) -> Samples:
        """Return one small sound of the kit."""
        return self._kit.signal(signal)
