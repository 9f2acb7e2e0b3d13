"""The whole companion with ears that hear what they are told, on a clock that stands still."""

from __future__ import annotations

import numpy as np
from fakes.knowing_ears import KnowingEars
from fakes.still_clock import StillClock
from fakes.voices import BuzzVoice

from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.audio.mixer import Mixer
from offline.companion import Companion
from offline.conversation import Conversation
from offline.ears.events import Heard, Woke
from offline.mouth import Mouth
from offline.timeline import SoundChoice

TICK = 480


class KnowingRoom:
    """A companion, its sound, and what it told."""

    def __init__(self):
        self.ears, self.clock, self.mixer = KnowingEars(), StillClock(), Mixer()
        self.events, self.sound = [], []
        self.store = MemoryStore()
        mouth = Mouth(BuzzVoice(), SoundChoice.VOICE_AND_TONES, print)
        conversation = Conversation(self.store, Speaker("me", "en-US"))
        self.companion = Companion(
            self.ears, conversation, mouth, self.mixer, self.clock.now, self.events.append
        )
        self.companion.begin()

    def wait(self, seconds):
        for _ in range(round(seconds * 100)):
            self.companion.tick(b"")
            self.sound.append(self.mixer.pull(TICK))
            self.clock.pass_seconds(0.01)

    def say(self, text):
        at = self.mixer.position // 3
        self.ears.next = [
            Woke(at, at),
            Heard(
                text, "vosk", 1.0, certain=True, alternatives=(), started_sample=at, ended_sample=at
            ),
        ]
        self.wait(0.02)

    def cues(self):
        """Return (phase, seconds, when) of every phase that began."""
        told = [one for one in self.events if one.event == "cue"]
        return [(one.fields["phase"], one.fields["seconds"], one.at_seconds) for one in told]

    def level(self, seconds):
        """Return the RMS of the last seconds in decibels."""
        heard = np.concatenate(self.sound)[-round(seconds * 48_000) :]
        return 10 * np.log10(float((heard**2).mean()))
