"""What an utterance is made into, whichever ears are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from offline.ears.endpoint import Partial
from offline.ears.events import Attention

DOUBTFUL: Final = 0.5
"""Confidence of what another ear should confirm and does not; below the core's `UNSURE`."""


AGREED: Final = 0.98
"""Confidence of what two hearings of different kinds have alike."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The words of one utterance, judged."""

    text: str
    """"" where the wake phrase stood alone."""

    recogniser: str
    confidence: float
    certain: bool
    is_command: bool = False
    """A whole command that may act; not only words that resemble one."""

    woke: bool = False
    """The utterance began with the wake phrase, which `text` no longer holds."""

    alternatives: tuple[str, ...] = ()
    is_unlikely: bool = False
    """Somebody spoke, but these are hardly the words: they count only if they may mean danger."""


@dataclass(frozen=True, slots=True)
class EarReport:
    """One line of the doctor's page."""

    job: str
    ear: str
    how_well: str


class Hearing(Protocol):
    """A set of recognisers that hear one utterance together."""

    can_wake: bool
    """Whether it can tell the wake phrase from other words at all."""

    def start(self, attention: Attention) -> None:
        """Begin an utterance."""

    def feed(self, frame: bytes) -> None:
        """Take 10 ms of it."""

    def partial(self) -> Partial:
        """Return its words so far."""

    def listen_ahead(self, sound: bytes) -> None:
        """Hear what was said so far: it is quiet, and nothing more may come.

        What is dear is done now, while the quiet lasts; `finish` then says at once what it was.
        """

    def go_on(self) -> None:
        """Forget what was heard ahead: somebody speaks on."""

    def finish(self, sound: bytes) -> Understood | None:
        """Return what was said, or None for noise and for words that are not for us.

        Args:
            sound: the whole utterance, int16 mono at 16 kHz, from 300 ms before its first voice.
        """

    def describe(self) -> tuple[EarReport, ...]:
        """Return which ear hears what, and how well."""
