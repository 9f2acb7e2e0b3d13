"""How loud every sound is, by day and by night: section 5 of the shared reference "experience".

A level is in LUFS, measured over the whole sound (a sound under 0.4 s in one block of its length).
`recipe` is the loudness of the recipe before any gain; it was found with pyloudnorm 0.1.1, and
`tests/voice/test_kit.py` measures every finished sound again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from content.dialogue.reply import ChimeName, Phase

SPEECH_LUFS: Final = -20.0
"""Speech by day."""

SPEECH_AT_NIGHT_DB: Final = -10.0
"""Speech by night against speech by day."""


class Signal(StrEnum):
    """Sounds of the conversation that no reply asks for."""

    LISTENING = "listening"
    """The microphone is open; 90 ms."""

    GAVE_UP = "gave_up"
    MINUTE = "minute"
    """A small bell at each full minute of a practice; only for who asked for it."""

    THINKING = "thinking"
    """After 700 ms without an answer: the bed's noise, a little louder, instead of "one moment"."""


@dataclass(frozen=True, slots=True)
class Level:
    """Loudness of one sound in LUFS."""

    recipe: float
    day: float
    night: float | None
    """None: not heard at night."""

    def gain_db(self, *, night: bool) -> float | None:
        """Return what brings the recipe to its level, or None for no sound."""
        goal = self.night if night else self.day
        return None if goal is None else goal - self.recipe


PHASES: Final = {
    Phase.IN: Level(-3.7, -26, -34),
    Phase.TOP_UP: Level(-2.2, -28, -36),
    Phase.HOLD: Level(-7.6, -38, None),
    Phase.OUT: Level(-5.9, -28, -36),
}
PHASE_BELL: Final = Level(-14.3, -30, -38)
"""Our choice where bells alone guide: the reference has no such bell."""

CHIMES: Final = {
    ChimeName.START_BELL: Level(-9.9, -27, None),
    ChimeName.END_BELL: Level(-9.3, -29, None),
    ChimeName.KEPT: Level(-12.4, -30, -40),
    ChimeName.NOT_UNDERSTOOD: Level(-11.6, -33, -43),
}
SIGNALS: Final = {
    Signal.LISTENING: Level(-12.3, -30, None),
    Signal.GAVE_UP: Level(-11.6, -34, -44),
    Signal.MINUTE: Level(-14.3, -35, None),
    Signal.THINKING: Level(-0.8, -42, None),
}
BED: Final = Level(-0.6, -44, -50)
