"""What every recogniser can do: take frames of one utterance and write words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class EarsError(Exception):
    """An ear cannot be had; the text is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class Words:
    """What one recogniser made of one utterance."""

    text: str = ""
    confidence: float = 0.0
    """0 to 1, in the recogniser's own measure."""


class Recogniser(Protocol):
    """One utterance at a time: start, any number of frames, finish."""

    name: str

    def start(self) -> None:
        """Forget the last utterance."""

    def feed(self, frame: bytes) -> None:
        """Take int16 mono sound at 16 kHz, of any length."""

    def partial(self) -> str:
        """Return the words so far; "" where the recogniser only knows at the end."""

    def finish(self) -> Words:
        """Return the words of the whole utterance."""
