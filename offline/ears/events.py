"""What the ears are told and what they report; every time is a sample on the ear clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Attention(StrEnum):
    """What counts as being spoken to."""

    ASLEEP = "asleep"
    """Only an utterance that begins with the wake phrase."""

    LISTENING = "listening"
    """Anything."""

    CHECK_IN = "check_in"
    """Anything, with patience: people think before they say a number."""

    GUIDING = "guiding"
    """A practice plays: whole commands and words that may mean danger, nothing else."""


@dataclass(frozen=True, slots=True)
class VoiceStarted:
    """Somebody began to speak while the ears were awake; nothing is known about the words."""

    at_sample: int
    """First sample of the first voiced frame, at 16 kHz."""


@dataclass(frozen=True, slots=True)
class Woke:
    """The wake phrase was said. A request in the same breath follows as `Heard`."""

    at_sample: int
    """First sample of the utterance that held it."""

    ended_sample: int
    """Last voiced sample of that utterance."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance in words."""

    text: str
    recogniser: str
    """"vosk", "whisper", "pocketsphinx", or "pocketsphinx+whisper" where both agreed."""

    confidence: float
    """0 to 1; an uncertain utterance is always below the core's `UNSURE`."""

    certain: bool
    """Whether the words may act as they are. If not: ask, or read them back."""

    alternatives: tuple[str, ...]
    """Openly decoded words of the same sound, for the safety screen."""

    started_sample: int
    ended_sample: int
    """Last voiced sample: the end of the person's last sound, about 50 ms late."""


EarEvent = VoiceStarted | Woke | Heard
