"""Where the words of a phase stand: its cue, and its seconds counted aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Pace
from offline.audio.samples import MOUTH_RATE

if TYPE_CHECKING:
    from content.dialogue.reply import Breath
    from offline.audio.samples import Samples
    from offline.voices.cues import CueCache

WORDS_AFTER_TONE: Final = round(0.12 * MOUTH_RATE)
"""Cue words begin this long after the sound of their phase ("experience", section 5)."""

QUIET_AFTER_CUE: Final = round(0.15 * MOUTH_RATE)
"""A cue ends at least this long before its phase does, and a number before the next one
("voice-mouth", section 8)."""


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """The words of one phase, with their first samples."""

    placed: tuple[tuple[int, Samples], ...] = ()
    faults: tuple[str, ...] = ()
    """Cues that do not fit and are left out, for a test to find."""


def phase_words(breath: Breath, cues: CueCache, start: int, end: int, *, offset: int) -> PhaseWords:
    """Return the words of a phase.

    Args:
        breath: the phase.
        cues: speaks, at this time of day.
        start: first sample of the phase.
        end: sample after its last.
        offset: samples between a second and its word.
    """
    placed: list[tuple[int, Samples]] = []
    faults = []
    if breath.cue:
        words = cues.speak(breath.cue)
        if start + offset + len(words) > end - QUIET_AFTER_CUE:
            took = f"takes {len(words) / MOUTH_RATE:.2f} s of {breath.phase} ({breath.seconds} s)"
            faults.append(f"{breath.cue!r} {took}")
        elif len(words):
            placed.append((start + offset, words))
    placed += _counted(breath, cues, start + offset, end, placed)
    return PhaseWords(tuple(placed), tuple(faults))


def _counted(
    breath: Breath, cues: CueCache, first: int, end: int, before: list[tuple[int, Samples]]
) -> list[tuple[int, Samples]]:
    """Return the numbers, each at its second; one that its second cannot hold is left out."""
    free_from = max((at + len(words) for at, words in before), default=first)
    placed = []
    for second, number in enumerate(breath.counts, 1):
        at = first + second * MOUTH_RATE
        words = cues.speak(number, Pace.ANSWER)
        room = min(MOUTH_RATE, end - at) - QUIET_AFTER_CUE
        if at >= free_from and 0 < len(words) <= room:
            placed.append((at, words))
    return placed
