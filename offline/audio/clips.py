"""Sounds at places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offline.audio.samples import Samples


class Stem(StrEnum):
    """What kind of sound a clip is; each fades in its own way."""

    SPEECH = "speech"
    TONES = "tones"
    BED = "bed"
    CHIME = "chime"
    BELL = "bell"
    """Bells at the start, at the end and on the minute: what "bells quieter" means."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Samples at a place; `samples` may be shared with other clips and is never written to."""

    start: int
    samples: Samples
    stem: Stem
    length: int = -1
    """In samples; longer than `samples` means that they are repeated. Default: once."""

    fade_in: int = 0
    fade_out: int = 0
    """Samples of raised cosine at either end."""

    gain_db: float = 0.0
    """Against the samples' own level."""

    def __post_init__(self) -> None:
        """Put the natural length in."""
        if self.length < 0:
            object.__setattr__(self, "length", len(self.samples))

    @property
    def end(self) -> int:
        """Sample after the last."""
        return self.start + self.length
