"""Voices for tests: small, quick and always the same."""

from __future__ import annotations

import numpy as np

from offline.voices.synthesiser import VoiceError

SAMPLES_PER_LETTER = 1_200


class BuzzVoice:
    """Says a text as noise of 25 ms a letter, another noise for another text."""

    name = "buzz"

    def __init__(self):
        self.spoken = []

    def speak(self, text, pace, *, night=False):
        self.spoken.append((text, pace))
        letters = sum(character.isalnum() for character in text)
        noise = np.random.default_rng(len(text) + letters).uniform(
            -0.3, 0.3, letters * SAMPLES_PER_LETTER
        )
        if letters:
            noise[0] = noise[-1] = 0.2
        return noise.astype(np.float32)


class FailingVoice:
    """Speaks `good` texts and then fails for ever."""

    name = "failing"

    def __init__(self, good=0):
        self._good = good

    def speak(self, text, pace, *, night=False):
        if self._good <= 0:
            raise VoiceError("The voice failing failed.")
        self._good -= 1
        return np.full(100, 0.1, np.float32)
