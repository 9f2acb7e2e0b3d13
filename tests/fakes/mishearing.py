"""Sentences as real ears mishear them: spoken in a noisy room, written down by an open ear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pocketsphinx
from fakes.speakers import said, utterance

from content.understanding.normalise import tokens
from offline.ears.whisper_ear import WhisperEar

LOST = 0.6
"""Share of the words from which nobody could understand it any more."""


@dataclass(frozen=True)
class NoisyRoom:
    """Who speaks, how fast, how loud the noise is, and which ear listens."""

    ear: str
    voice: str
    words_per_minute: int
    noise_dbfs: float
    """Speech is at -26."""


@dataclass(frozen=True)
class Misheard:
    """What an ear wrote, in small letters, and its share of wrong words."""

    text: str
    word_error: float

    @property
    def is_understandable(self) -> bool:
        """Whether it was misheard, and not beyond recognition."""
        return 0 < self.word_error <= LOST


class Dictation:
    """pocketsphinx with its own language model: any words."""

    def __init__(self) -> None:
        self._decoder = pocketsphinx.Decoder(loglevel="FATAL")

    def transcribe(self, sound: bytes) -> Dictation:
        """Write down one utterance."""
        self._decoder.start_utt()
        self._decoder.process_raw(sound, full_utt=True)
        self._decoder.end_utt()
        return self

    @property
    def text(self) -> str:
        """What was last heard."""
        found = self._decoder.hyp()
        return found.hypstr if found else ""


class Mishearing:
    """The open ears, opened once."""

    def __init__(self) -> None:
        self._ears = {"whisper": WhisperEar(), "pocketsphinx": Dictation()}

    def __call__(self, sentence: str, room: NoisyRoom) -> Misheard:
        """Return what is heard of a sentence in a room."""
        voice = said(room.voice, sentence, room.words_per_minute)
        sound = utterance(voice, noise_dbfs=room.noise_dbfs)
        text = " ".join(self._ears[room.ear].transcribe(sound).text.lower().split())
        return Misheard(text, word_error(tokens(sentence), tokens(text)))


def word_error(said_words: Sequence[str], heard_words: Sequence[str]) -> float:
    """Return the edit distance in words over the number of words said."""
    row = np.arange(len(heard_words) + 1)
    for at, word in enumerate(said_words, 1):
        before, row = row, np.empty_like(row)
        row[0] = at
        for place, other in enumerate(heard_words, 1):
            row[place] = min(
                before[place] + 1, row[place - 1] + 1, before[place - 1] + (word != other)
            )
    return float(row[-1]) / max(1, len(said_words))
