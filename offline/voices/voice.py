"""What a voice is: words in, levelled samples out."""

from __future__ import annotations

import threading
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import soxr

from content.dialogue.reply import Pace
from offline.audio.dynamics import limit, trim
from offline.audio.loudness import integrated_loudness
from offline.audio.samples import MOUTH_RATE, Samples
from offline.sound.levels import SPEECH_LUFS
from offline.voices.speakable import clean, has_words
from offline.voices.taste import PLAIN, Taste

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline.voices.synthesiser import Synthesiser

WORDS_PER_MINUTE: Final = {Pace.ANSWER: 165, Pace.GUIDANCE: 125, Pace.NUMBER: 100}
"""Answers, guidance and helpline numbers (shared reference "experience", sections 2 and 4)."""

AT_NIGHT: Final = {Pace.ANSWER: 140, Pace.GUIDANCE: 110, Pace.NUMBER: 100}
"""Slow in the dark (the same section); its level is the timeline's to lower. An answer is not as
slow as guidance: in panic its first breath has to come within 4.1 s by night too."""

SPEECH_CEILING: Final = 0.5
"""-6 dBFS, so that speech, a swell, a bell and the bed together stay under -1 dBFS."""


class Voice(Protocol):
    """Speaks."""

    @property
    def name(self) -> str:
        """Name for `--voice`, `doctor` and error messages."""
        ...

    def speak(self, text: str, pace: Pace, *, night: bool = False) -> Samples:
        """Return the text as samples that begin and end over -50 dBFS.

        As loud by night as by day, only slower. Empty for a text without a letter or a digit.

        Raises:
            VoiceError: the voice cannot speak this.
        """
        ...


def dry(samples: Samples) -> Samples:
    """Leave the samples alone."""
    return samples


def as_written(text: str) -> str:
    """Leave the text alone."""
    return text


class LevelledVoice:
    """A synthesiser brought to the loudspeaker's rate, to one loudness, and to a taste."""

    def __init__(
        self,
        synthesiser: Synthesiser,
        room: Callable[[Samples], Samples] = dry,
        taste: Taste = PLAIN,
        spelling: Callable[[str], str] = as_written,
    ) -> None:
        """Take a synthesiser.

        Args:
            synthesiser: turns words into sound.
            room: put around a dry voice.
            taste: slower, lower or softer than the voice is by itself.
            spelling: writes words of the field the way this synthesiser reads them right.
        """
        self.name = synthesiser.driver
        self._synthesiser = synthesiser
        self._room = room
        self._taste = taste
        self._spelling = spelling
        self._gains: dict[int, float] = {}
        self._lock = threading.Lock()

    def speak(self, text: str, pace: Pace, *, night: bool = False) -> Samples:
        """Return the text at the loudness of speech; see `Voice.speak`."""
        cleaned = clean(text)
        if not has_words(cleaned):
            return np.zeros(0, np.float32)
        rate = self.words_per_minute(pace, night=night)
        gain = self._gain(rate) * 10 ** (self._taste.level_db / 20)
        loud = self._at_mouth_rate(cleaned, rate) * np.float32(gain)
        return trim(limit(loud, SPEECH_CEILING))

    def words_per_minute(self, pace: Pace, *, night: bool) -> int:
        """Return how fast a pace is for this taste; guidance has to fit its breaths and stays."""
        plain = (AT_NIGHT if night else WORDS_PER_MINUTE)[pace]
        return plain if pace is Pace.GUIDANCE else round(plain * self._taste.rate)

    def _at_mouth_rate(self, text: str, words_per_minute: int) -> Samples:
        """Return the text at the loudspeaker's rate.

        A deeper voice is a faster one played more slowly: its length stays, and it works with
        every driver, also with those that know no pitch.
        """
        slowed = self._taste.pitch_factor
        faster = round(words_per_minute / slowed)
        samples, rate = self._synthesiser.render(self._spelling(text), faster)
        resampled = soxr.resample(samples, rate * slowed, MOUTH_RATE, "HQ").astype(np.float32)
        return self._room(trim(resampled))

    def _gain(self, words_per_minute: int) -> float:
        """Return the factor for a rate, measured once on a reference text.

        Levelling each text on its own would push single words over full scale.
        """
        with self._lock:
            if words_per_minute not in self._gains:
                reference = files("offline.voices") / "loudness_reference.txt"
                spoken = self._at_mouth_rate(reference.read_text("utf-8"), words_per_minute)
                gain = _gain_to_speech(spoken)
                limited = limit(spoken * np.float32(gain), SPEECH_CEILING)
                self._gains[words_per_minute] = gain * _gain_to_speech(limited)
            return self._gains[words_per_minute]


def _gain_to_speech(samples: Samples) -> float:
    return float(10.0 ** ((SPEECH_LUFS - integrated_loudness(samples)) / 20))
