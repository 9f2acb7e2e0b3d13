"""How a practice ends: by day a bell, its length and one question; at night with nothing."""

from __future__ import annotations

from dataclasses import dataclass

from content.breath_form import total_seconds
from content.dialogue.night import is_night
from content.dialogue.reply import Chime, ChimeName, Pace, Say, Segment
from content.dialogue.session import Breathing, Session
from content.dialogue.turn import Turn
from content.number_words import number_words
from content.phrases import line

ABOUT_A_MINUTE = range(50, 76)
"""Seconds that are called one minute."""

EXACT_BELOW = 90
"""Seconds; shorter lengths are named in seconds."""

ASKED_FROM_SECONDS = 50
"""After less than about a minute nobody is asked how it was."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What follows the last breath."""

    segments: tuple[Segment, ...] = ()
    open: bool = False
    reprompt: str | None = None


def closing(turn: Turn, session: Session, running: Breathing) -> Closing:
    """Return what follows the last breath of a practice.

    Somebody who wants to sleep hears nothing, nor does anybody at night. Who is in panic is not
    left alone at any hour ("experience", scene A).
    """
    if running.need == "panic":
        return _stay(turn)
    if running.need == "sleep" or is_night(turn, session):
        return Closing()
    return _by_day(turn, running)


def spoken_length(seconds: float) -> str:
    """Return a breathing time in words: "three minutes", "forty eight seconds"."""
    if ABOUT_A_MINUTE.start <= seconds < ABOUT_A_MINUTE.stop:
        return line("breathing.one_minute").lower()
    if seconds < EXACT_BELOW:
        return line("breathing.seconds", count=number_words(round(seconds)))
    return line("breathing.minutes", count=number_words(round(seconds / 60)))


def _stay(turn: Turn) -> Closing:
    if turn.one_way:
        return Closing()
    asked = Say(line("breathing.stay"), Pace.GUIDANCE)
    return Closing((asked,), open=True, reprompt=line("breathing.go_quiet"))


def _by_day(turn: Turn, running: Breathing) -> Closing:
    seconds = total_seconds(running.stretches) + running.script_seconds
    bell = Chime(ChimeName.END_BELL)
    if running.due_minutes is not None:
        length = spoken_length(running.due_minutes * 60)
        return Closing((bell, Say(line("breathing.ending_due", length=length), Pace.GUIDANCE)))
    told = Say(line("breathing.ending", length=spoken_length(seconds)), Pace.GUIDANCE)
    if turn.one_way or seconds < ASKED_FROM_SECONDS:
        return Closing((bell, told))
    asked = Say(line("breathing.ending_question"), Pace.GUIDANCE)
    return Closing((bell, told, asked), open=True)
