"""Whose turn it is: a small machine that counts ticks of 10 ms and knows no device and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OPEN_TONE_TICKS: Final = 40
"""Quiet after the wake phrase alone, before the sound that says "go on" (experience, section 5)."""

ANSWER_TICKS: Final = 800
"""How long an open question waits: Alexa's 8 s, so that both voices feel alike."""

FOLLOW_UP_TICKS: Final = 600
"""How long one may go on without the wake phrase after any other reply."""


class Floor(StrEnum):
    """Who may speak."""

    ASLEEP = "asleep"
    """Only the wake phrase counts."""

    OPEN = "open"
    """Something was asked, or the wake phrase was heard: anything said is for us."""

    OURS = "ours"
    """We are speaking or guiding: what is said counts if it is a command of the moment."""


class Due(StrEnum):
    """What the machine wants done."""

    OPEN_TONE = "open_tone"
    REPROMPT = "reprompt"
    GIVEN_UP = "given_up"
    """What was open has got no answer, and is not asked again."""

    CLOSED = "closed"


@dataclass(slots=True)
class TurnTaking:
    """The floor, and the deadlines of every state: nothing hangs after wake and silence."""

    speaking: bool = False
    _left: int = 0
    _tone_in: int = 0
    _may_reprompt: bool = False
    _awake: bool = False
    _asked: bool = False
    """Somebody was asked, or called us: silence then is worth a sound, a pause in a talk is not."""

    @property
    def floor(self) -> Floor:
        """Who may speak now."""
        if self._left > 0 or self._awake:
            return Floor.OPEN
        return Floor.OURS if self.speaking else Floor.ASLEEP

    def woken(self) -> None:
        """The wake phrase was heard."""
        self._awake = self._asked = True
        self._may_reprompt = False
        self._left = ANSWER_TICKS
        self._tone_in = OPEN_TONE_TICKS

    def voice(self) -> None:
        """Somebody speaks: whatever was due waits for the end of it."""
        self._tone_in = 0
        if self._left:
            self._left = max(self._left, ANSWER_TICKS)

    def heard(self) -> None:
        """An utterance has ended and will be answered."""
        self._left = self._tone_in = 0
        self._awake = False

    def replied(self) -> None:
        """A reply has begun to sound."""
        self.speaking = True
        self._left = self._tone_in = 0

    def fell_silent(self, *, asked: bool, may_reprompt: bool) -> None:
        """Our sound has ended; `asked` if the reply keeps the microphone open."""
        self.speaking = False
        self._left = ANSWER_TICKS if asked else FOLLOW_UP_TICKS
        self._asked = asked
        self._may_reprompt = asked and may_reprompt

    def hushed(self) -> None:
        """We were told to be quiet: no follow-up, the wake phrase is needed again."""
        self.speaking = self._awake = self._may_reprompt = self._asked = False
        self._left = self._tone_in = 0

    def tick(self) -> Due | None:
        """Let 10 ms pass."""
        if self._left:
            self._left -= 1
            if self._left == 0:
                return self._time_is_up()
        if self._tone_in and not self.speaking:
            self._tone_in -= 1
            if self._tone_in == 0:
                return Due.OPEN_TONE
        return None

    def _time_is_up(self) -> Due | None:
        self._awake = False
        if self.speaking:
            return None
        if self._may_reprompt:
            self._may_reprompt = False
            return Due.REPROMPT
        return Due.GIVEN_UP if self._asked else Due.CLOSED
