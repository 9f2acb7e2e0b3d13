"""What an open ear wrote about one utterance, and how noise is told from speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from offline.ears.spelling import not_a_turn

SILENCE: Final = 0.5
"""No-speech probability from which it is silence (noise: 0.67 and more; 525 sentences: 0.34)."""

UNLIKELY: Final = -1.0
"""Mean log-probability up to which it is none (11 of 11 such texts were wrong)."""

REPEATED: Final = 2.4
"""Compression ratio from which the text is a loop."""

LOG_PROBABILITY_WEIGHT: Final = 2 / 3
"""Confidence is 1 + 2/3 of the mean log-probability: -0.6, below which 49 of 52 texts were wrong,
is the core's `UNSURE`, 0.6."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What Whisper wrote, with its three measures."""

    text: str
    log_probability: float
    """Mean over the tokens, natural logarithm."""

    no_speech: float = 0.0
    compression: float = 1.0

    @property
    def is_speech(self) -> bool:
        """Whether the gate lets it pass (39 of 39 noises refused, 0 of 45 people's sentences)."""
        return (
            self.no_speech < SILENCE
            and self.log_probability > UNLIKELY
            and self.compression < REPEATED
            and not not_a_turn(self.text)
        )

    @property
    def is_voice(self) -> bool:
        """Whether somebody spoke, however unlikely the words are."""
        return self.no_speech < SILENCE and not not_a_turn(self.text)

    @property
    def confidence(self) -> float:
        """0 to 1."""
        return min(1.0, max(0.0, 1 + LOG_PROBABILITY_WEIGHT * self.log_probability))


class Transcriber(Protocol):
    """An ear that writes a whole utterance at once, in any words."""

    name: str

    def transcribe(
        self, sound: bytes, *, prompt: str = "", only: tuple[str, ...] = ()
    ) -> Transcript:
        """Write down one utterance.

        Args:
            sound: int16 mono at 16 kHz, 0.2 to 30 s.
            prompt: text to expect; for the wake phrase alone, elsewhere it makes Whisper invent.
            only: texts outside whose words nothing can be written.
        """
