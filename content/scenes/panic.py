"""Panic that the person knows as panic: things to notice, and the breath is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from content import library, scripts
from content.dialogue.registry import answers, handles
from content.dialogue.reply import Did, Pace, Playback, Reply, Say, Segment
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.safety.helplines import helplines
from content.scenes import breathing
from content.scenes.closing import closing
from content.sentences import book
from content.speech_length import seconds_of
from content.storage.store import Store

NEED = "panic"
STAY = "panic_stay"
"""The question at the end: shall I stay?"""

TALK = frozenset({None, "ask", "plants.log", "checkin.note"})
"""What the name of a thing that somebody sees may be taken for."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A step, or the sentence with the emergency number."""

    say: str = ""
    seconds: float = 0
    help: bool = False


@dataclass(frozen=True, slots=True)
class PanicScript:
    """What is said, the first time and when somebody asks to stay with it."""

    practice: str
    first: tuple[Beat, ...]
    again: tuple[Beat, ...]


@cache
def script() -> PanicScript:
    """Return the words of `bank/panic.yaml`."""
    return library.structure(library.read("panic.yaml"), PanicScript, "panic.yaml")


@handles("safety.panic")
def begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Guide the noticing at once; whatever was paced ends."""
    return _guide(turn, session, script().first)


@answers(STAY, "yes", "breathing.again", "breathing.longer")
def stay(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Go on noticing, other things."""
    return _guide(turn, session, script().again)


@answers(STAY, "no")
def go_quiet(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Silence, as wished."""
    return Reply(()), replace(session, scene=Scene.IDLE)


@handles("breathing.start", scene=Scene.CRISIS)
def after_an_emergency(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """After the number was said, panic gets no paced breath (evidence 2.5)."""
    if turn.slots.get("need") == NEED:
        return begin(turn, session, store)
    return breathing.start(turn, replace(session, scene=Scene.IDLE), store)


def is_naming(turn: Turn, session: Session) -> bool:
    """Whether somebody names what they see, as they were asked to; nothing is to be said to that.

    Where the platform hands over no words, they may have been a cry for help.
    """
    running = session.breathing
    if session.scene is not Scene.BREATHING or running is None or not turn.heard:
        return False
    if running.need != NEED or not running.script_seconds or turn.intent not in TALK:
        return False
    return not turn.heard.strip().endswith("?") and book().match(turn.heard) is None


def heard_silently(session: Session) -> tuple[Reply, Session]:
    """Let the noticing go on, and its question stay open."""
    return Reply((), playback=Playback.KEEP), session


def _guide(turn: Turn, session: Session, beats: tuple[Beat, ...]) -> tuple[Reply, Session]:
    seconds = sum(beat.seconds for beat in beats)
    segments = [segment for beat in beats for segment in _segments(beat, turn.locale)]
    running = Breathing(
        practice=script().practice,
        stretches=(),
        lead_in_seconds=seconds_of(tuple(filter(_is_help, segments))),
        started_at=turn.at,
        need=NEED,
        script_seconds=seconds,
        begun_at=turn.at,
    )
    end = closing(turn, session, running)
    reply = Reply(
        (*segments, *end.segments),
        did=Did(practice=script().practice, seconds=seconds),
        open=end.open,
        reprompt=end.reprompt,
    )
    after = replace(session, scene=Scene.BREATHING, breathing=running, check_in=None)
    return reply, replace(after, question=STAY if end.open else "")


def _segments(beat: Beat, locale: str) -> Iterator[Segment]:
    if beat.help:
        emergency = helplines(locale).emergency_spoken
        yield Say(line("breathing.panic_help", emergency=emergency), Pace.NUMBER)
    else:
        yield from scripts.segments((scripts.Step(beat.say, beat.seconds),))


def _is_help(segment: Segment) -> bool:
    """Whether it is the sentence with the number, which no step holds the time of."""
    return isinstance(segment, Say) and segment.pace is Pace.NUMBER
