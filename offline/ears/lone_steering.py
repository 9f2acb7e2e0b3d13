"""A word that steers, said alone over our own sound: heard with nothing but such words to write.

What is left of tones and cues around "pause" turns it into "P eyes" for an open hearing; closed to
the few words that matter, and asked for the same word by the other ear, it stays "pause".
"""

from __future__ import annotations

from typing import Final

from offline.audio.samples import EAR_RATE
from offline.ears.spelling import normalise
from offline.ears.transcript import SILENCE, Transcriber

LONGEST_SECONDS: Final = 4.0
"""Utterances up to this long may be one word and what our own sound adds to it."""

UNLIKELY: Final = -1.2
"""Mean log-probability up to which it is none of the words (23 words of a synthetic voice over
our own sound: -1.05 and more)."""

LIKELY: Final = -0.5
"""From here the word is taken where the open hearing wrote it, too, whatever the closed ear says
(fits of this list to other sounds of the same room: -0.79 and less)."""


class LoneSteering:
    """Whisper, closed to the single words of a list."""

    def __init__(
        self, whisper: Transcriber, listed: tuple[str, ...], acting: frozenset[str]
    ) -> None:
        """Take the ear, the phrases that may be said, and the words of them that may act.

        Only phrases of one word are looked for. Those that may not act draw foreign words.
        """
        self._whisper = whisper
        self._acting = acting
        self._spellings = tuple(
            f"{word.capitalize()} {word} {word}." for word in listed if " " not in word
        )

    def hear(self, sound: bytes, listed: str, words: str) -> str | None:
        """Return the word, None unless another hearing has it as well.

        Args:
            sound: the utterance, int16 mono at 16 kHz.
            listed: what the closed ear made of it.
            words: what the open hearing wrote.
        """
        if not self._acting or len(sound) > LONGEST_SECONDS * EAR_RATE * 2:
            return None
        found = self._whisper.transcribe(sound, only=self._spellings)
        word = (normalise(found.text).split() or [""])[-1]
        if word not in self._acting or found.no_speech >= SILENCE:
            return None
        sure = found.log_probability > LIKELY and word == words
        return word if sure or (word == listed and found.log_probability > UNLIKELY) else None
