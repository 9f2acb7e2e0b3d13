"""A practice on a channel that cannot hold a sound: what is spoken now, and what waits.

Alexa speaks one answer to its end, hears nothing meanwhile without the wake word, and whatever is
asked cuts the answer off. So a practice comes in pieces that end with an open microphone, and
"goes on underneath" means that the rest of it follows the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import (
    Breath,
    Chime,
    ChimeName,
    Kind,
    Pace,
    Playback,
    Reply,
    Say,
)
from content.dialogue.session import Breathing, Scene, Session
from content.phrases import line
from content.practices import breaths_left
from skill.shorten import Segments, cycles, to_characters, to_seconds
from skill.ssml import seconds_of

if TYPE_CHECKING:
    from content.dialogue.turn import Turn

PIECE_SECONDS: Final = 90.0
"""Longest answer for somebody who named no length (`reference/experience.md`, scene A)."""

PIECE_CHARACTERS: Final = 7_500
"""Amazon refuses 8,000, tags included; the difference is for the words after the breaths."""

_ASKED_LENGTH: Final = frozenset({"minutes", "breaths"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """One answer of Alexa's, before it becomes markup."""

    segments: Segments
    is_open: bool
    reprompt: str | None


def spoken(turn: Turn, reply: Reply, session: Session) -> tuple[Spoken, Session]:
    """Return what Alexa says for a reply, and the session as it is when she has said it."""
    if reply.volume_db:
        reply = replace(reply, segments=(Say(line("without_sounds.volume")),))
    running = session.breathing if session.scene is Scene.BREATHING else None
    plain = Spoken(_with_offer(turn, reply), reply.open, reply.reprompt)
    if running is None:
        return plain, session
    if reply.playback is Playback.PAUSE or (reply.playback is Playback.KEEP and reply.open):
        return _holding(turn, plain, session, running)
    if reply.playback is Playback.KEEP:
        return _carrying_on(turn, plain, session, running)
    if running.stretches and any(isinstance(one, Breath) for one in reply.segments):
        return _piece(turn, reply, session, running)
    return plain, session


def _with_offer(turn: Turn, reply: Reply) -> Segments:
    """A new answer says aloud what may be asked next: an open microphone needs a reason."""
    offer = reply.reprompt or ""
    is_new = reply.kind is Kind.ANSWER and turn.intent in {"ask", "choose", "yes"}
    if is_new and reply.open and offer.endswith("?"):
        return (*reply.segments, Say(offer))
    return reply.segments


def _holding(
    turn: Turn,
    plain: Spoken,
    session: Session,
    running: Breathing,
) -> tuple[Spoken, Session]:
    """The words, then an open microphone; the practice waits until somebody says so."""
    waiting = replace(running, paused_at=running.paused_at or turn.at)
    reprompt = plain.reprompt or line("breathing.paused")
    return Spoken(plain.segments, True, reprompt), replace(session, breathing=waiting)


def _carrying_on(
    turn: Turn,
    plain: Spoken,
    session: Session,
    running: Breathing,
) -> tuple[Spoken, Session]:
    """The words, then the cycles that are left; one that waited goes on waiting."""
    done = running.cycles_done(turn.at)
    if running.paused_at or done >= running.cycles:
        return _holding(turn, plain, session, running)
    rest = breaths_left(running, done)
    words = plain.segments
    return _piece(turn, Reply((*words, *rest), playback=Playback.RESUME), session, running)


def _piece(
    turn: Turn,
    reply: Reply,
    session: Session,
    running: Breathing,
) -> tuple[Spoken, Session]:
    """As many cycles as one answer may hold."""
    whole = len(cycles(reply.segments))
    fitting = reply.segments
    is_rest = reply.playback in {Playback.RESUME, Playback.CONTINUE}
    has_end = any(isinstance(one, Say) for one in reply.segments[-1:])
    if not is_rest and not _ASKED_LENGTH & set(turn.slots) and running.need != "sleep":
        fitting = to_seconds(fitting, PIECE_SECONDS)
    fitting = to_characters(fitting, PIECE_CHARACTERS)
    given = len(cycles(fitting))
    done = running.cycles - whole
    started = _started(turn, fitting, running, done)
    if given == whole:
        after = replace(session, breathing=started)
        if has_end or not is_rest:
            return _ended(reply, fitting), after
        return _last(running, fitting), after
    pause = replace(started, paused_at=_end_of(started, done + given))
    words = Say(line("without_sounds.go_on"), Pace.GUIDANCE)
    part = Spoken((*_breathing_part(fitting), words), True, line("without_sounds.go_on_reprompt"))
    return part, replace(session, breathing=pause)


def _ended(reply: Reply, segments: Segments) -> Spoken:
    """A practice with the end that the core gave it: a question, or nothing at night."""
    reprompt = reply.reprompt or line("without_sounds.after_practice")
    return Spoken(segments, reply.open, reprompt if reply.open else None)


def _last(running: Breathing, segments: Segments) -> Spoken:
    """What is left behind the words of another reply, and a question of its own.

    Somebody who wants to sleep is asked nothing.
    """
    if running.need == "sleep":
        return Spoken(segments, False, None)
    question = Say(line("without_sounds.after_practice"), Pace.GUIDANCE)
    return Spoken((*segments, Chime(ChimeName.END_BELL), question), True, question.text)


def _started(turn: Turn, segments: Segments, running: Breathing, done: int) -> Breathing:
    """The practice with the start that fits what is spoken now: cycle `done` begins after it."""
    spans = cycles(segments)
    lead = sum(map(seconds_of, segments[: spans[0][0]])) if spans else 0.0
    before = running.seconds_until(done)
    return replace(
        running,
        started_at=turn.at + timedelta(seconds=lead - before),
        paused_at=None,
    )


def _end_of(running: Breathing, cycle: int) -> datetime:
    """When the first `cycle` cycles are over; a moment later, so that they count as done."""
    seconds = running.seconds_until(cycle) + 0.1
    return running.started_at + timedelta(seconds=seconds)


def _breathing_part(segments: Segments) -> Segments:
    """Return segments up to the last breath: the words after it belong to the whole practice."""
    return segments[: cycles(segments)[-1][1]]
