"""When a turn has ended: how long to wait in silence after what has been said so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from offline.ears.events import Attention
from offline.ears.phrases import Phrases


class Wait(IntEnum):
    """Quiet frames of 10 ms before a turn counts as ended."""

    EARLY = 20
    """The words are a whole phrase and no longer one begins so (133 of 135 right, none cut)."""

    PLAIN = 50
    LONGER = 60
    """A longer phrase begins so: "start box breathing" ... "for five minutes". Of 20 all came whole
    with a breath of 0.55 s between, 12 with 0.65."""

    PATIENT = 180
    """A check-in without its number yet (37 of 42 thinking answers whole, 0 at a fixed 500 ms)."""


LEAST_VOICED_FRAMES: Final = 15
"""Below 150 ms of voice nothing counts (125 -> 133 of 135 right)."""

MOST_FRAMES: Final = 1500
"""15 s: the deadline after which an utterance ends whatever the voice gate says."""

AHEAD_OF_EARLY, AHEAD = 6, 24
"""Quiet frames after which the words so far are heard ahead: soon where they are a whole phrase,
else when a pause inside a sentence has become unlikely. The dear ear takes up to 0.4 s."""

LOOK_EVERY_FRAMES: Final = 2
FRAME_MILLISECONDS: Final = 10

PHRASE_MILLISECONDS, LETTER_MILLISECONDS = 200, 70
"""The longest voice that a listed phrase may take. Of 66 pauses in 80 requests by people at which
pocketsphinx held a whole phrase none was that short, of 25 short phrases 20 were."""


@dataclass(frozen=True, slots=True)
class Partial:
    """Words so far."""

    text: str = ""
    open_ended: bool = True
    """False where the ear can only say phrases of its list, so the words may be invented."""

    letters: int = 0
    """Of all that was said, where a wake phrase before these words was cut off."""


class EndOfTurn:
    """Counts the frames of one utterance."""

    def __init__(self, phrases: Phrases, attention: Attention, voiced_frames: int = 0) -> None:
        self._phrases = phrases
        self._attention = attention
        self._frames = self._voiced = voiced_frames
        self._quiet = 0

    def push(self, voiced: bool, partial: Callable[[], Partial]) -> bool:
        """Count one frame; return whether the turn has ended.

        Args:
            voiced: the voice gate's word on the frame.
            partial: asked only where its answer matters.
        """
        self._frames += 1
        self._voiced += voiced
        self._quiet = 0 if voiced else self._quiet + 1
        if self._frames >= MOST_FRAMES or self._quiet >= Wait.PATIENT:
            return True
        if self._quiet < Wait.EARLY or self._quiet % LOOK_EVERY_FRAMES:
            return False
        if not self.counts:
            return self._quiet >= Wait.PLAIN
        return self._quiet >= self.wait(partial())

    def lulls(self, partial: Callable[[], Partial]) -> bool:
        """Return whether now is the time to hear ahead; at most two frames of a pause are."""
        if not self.counts or self._quiet not in {AHEAD_OF_EARLY, AHEAD}:
            return False
        return self._quiet == AHEAD or self.wait(partial()) is Wait.EARLY

    @property
    def quiet_frames(self) -> int:
        """Frames since the last voiced one."""
        return self._quiet

    @property
    def counts(self) -> bool:
        """Whether there was enough voice for any result to count."""
        return self._voiced >= LEAST_VOICED_FRAMES

    def wait(self, partial: Partial) -> Wait:
        """Return how long these words want the silence to last."""
        known = self._phrases
        whole = known.is_whole(partial.text)
        if self._attention is Attention.CHECK_IN:
            return self._patience(partial, whole)
        if whole and not known.is_longer_possible(partial.text):
            return Wait.EARLY if self._plausible(partial) else Wait.PLAIN
        return Wait.LONGER if whole else Wait.PLAIN

    def _patience(self, partial: Partial, whole: bool) -> Wait:
        if self._phrases.ends_in_number(partial.text):
            return Wait.PLAIN
        return Wait.PLAIN if whole and partial.open_ended else Wait.PATIENT

    def _plausible(self, partial: Partial) -> bool:
        """Return whether a phrase can be all that was said, judged by how long the voice was.

        A closed ear writes "repeat that" for a whole long question.
        """
        letters = max(partial.letters, len(partial.text))
        longest = PHRASE_MILLISECONDS + LETTER_MILLISECONDS * letters
        return partial.open_ended or self._voiced * FRAME_MILLISECONDS <= longest
