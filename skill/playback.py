"""A practice on a channel that cannot hold a sound: what is spoken now, and what waits.

Alexa speaks one answer to its end, hears nothing meanwhile without the wake word, and whatever is
asked cuts the answer off. So a practice comes in pieces that end with an open microphone, and
"goes on underneath" means that the rest of it follows the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import (
    Breath,
    Chime,
    ChimeName,
    Kind,
    Pace,
    Pause,
    Playback,
    Reply,
    Say,
)
from content.dialogue.session import Breathing, Scene, Session
from content.phrases import line
from content.practices import breaths_left
from skill import script_pieces
from skill.shorten import Segments, cycles, to_characters
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


def is_length_asked(turn: Turn, reply: Reply, before: bool) -> bool:
    """Return whether somebody asked for so many minutes or breaths: then answers may be long.

    Args:
        turn: what was said.
        reply: a practice that goes on is as long as it was asked to be.
        before: the same of the turn before.
    """
    return bool(_ASKED_LENGTH & set(turn.slots)) or (
        before and reply.playback is not Playback.REPLACE
    )


def spoken(
    turn: Turn, reply: Reply, session: Session, *, may_be_long: bool = False
) -> tuple[Spoken, Session]:
    """Return what Alexa says for a reply, and the session as it is when she has said it.

    Args:
        turn: what was said.
        reply: the core's.
        session: the core's, as it is after the turn.
        may_be_long: a practice may fill the answer; otherwise it comes in pieces of 90 s.
    """
    if reply.volume_db or reply.bells_db:
        reply = replace(reply, segments=(Say(line("without_sounds.volume")),))
    running = session.breathing if session.scene is Scene.BREATHING else None
    plain = Spoken(_with_offer(turn, reply), reply.open, reply.reprompt)
    if running is None:
        return plain, session
    if reply.playback is Playback.PAUSE or (reply.playback is Playback.KEEP and reply.open):
        return _holding(turn, plain, session, running)
    if reply.playback is Playback.KEEP:
        return _carrying_on(turn, plain, session, running, may_be_long=may_be_long)
    if running.stretches and any(isinstance(one, Breath) for one in reply.segments):
        return _piece(turn, reply, session, running, may_be_long=may_be_long)
    if running.script_seconds and any(isinstance(one, Pause) for one in reply.segments):
        return _script_piece(turn, reply, session, running, may_be_long=may_be_long)
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
    *,
    may_be_long: bool,
) -> tuple[Spoken, Session]:
    """The words, then the cycles that are left; one that waited goes on waiting."""
    done = running.cycles_done(turn.at)
    if running.paused_at or done >= running.cycles:
        return _holding(turn, plain, session, running)
    rest = breaths_left(running, done)
    words = plain.segments
    left = Reply((*words, *rest), playback=Playback.RESUME)
    return _piece(turn, left, session, running, may_be_long=may_be_long)


def _piece(
    turn: Turn,
    reply: Reply,
    session: Session,
    running: Breathing,
    *,
    may_be_long: bool,
) -> tuple[Spoken, Session]:
    """As many cycles as one answer may hold."""
    whole = len(cycles(reply.segments))
    fitting = reply.segments
    is_rest = reply.playback in {Playback.RESUME, Playback.CONTINUE}
    has_end = any(isinstance(one, Say) for one in reply.segments[-1:])
    if not may_be_long and running.need != "sleep":
        fitting = _share(fitting)
    fitting = to_characters(fitting, PIECE_CHARACTERS)
    given = len(cycles(fitting))
    done = running.cycles - whole
    started = _started(turn, fitting, running, done)
    if given == whole:
        after = replace(session, breathing=started)
        if has_end or not is_rest:
            return _ended(reply, fitting, running), after
        return _last(running, fitting), after
    pause = replace(started, paused_at=_end_of(started, done + given))
    words = Say(line("without_sounds.go_on"), Pace.GUIDANCE)
    part = Spoken((*_breathing_part(fitting), words), True, line("without_sounds.go_on_reprompt"))
    return part, replace(session, breathing=pause)


def _ended(reply: Reply, segments: Segments, running: Breathing) -> Spoken:
    """A practice with the end that the core gave it, else with a question; by night with none."""
    question = Say(line("without_sounds.after_practice"), Pace.GUIDANCE)
    if reply.open:
        return Spoken(segments, True, reply.reprompt or question.text)
    if reply.night or running.need == "sleep":
        return Spoken(segments, False, None)
    return Spoken((*segments, question), True, question.text)


def _script_piece(
    turn: Turn,
    reply: Reply,
    session: Session,
    running: Breathing,
    *,
    may_be_long: bool,
) -> tuple[Spoken, Session]:
    """As many steps of words and silences as one answer may hold."""
    whole = reply.segments
    if reply.playback is Playback.RESUME:
        position = (turn.at - running.started_at).total_seconds() - running.lead_in_seconds
        passed = running.script_seconds - script_pieces.script_seconds(whole)
        whole = script_pieces.without_done(whole, position - passed)
    limit = None if may_be_long else PIECE_SECONDS
    given = script_pieces.first_steps(whole, limit, PIECE_CHARACTERS)
    lead = script_pieces.lead_seconds(given)
    passed = running.script_seconds - script_pieces.script_seconds(whole)
    started = script_pieces.begun(running, turn.at, lead, passed)
    segments = script_pieces.evened(given)
    if script_pieces.script_seconds(given) >= script_pieces.script_seconds(whole):
        after = replace(session, breathing=started)
        return _ended(reply, script_pieces.evened(whole), running), after
    over = running.lead_in_seconds + passed + script_pieces.script_seconds(given) + 0.1
    pause = replace(started, paused_at=started.started_at + timedelta(seconds=over))
    words = Say(line("without_sounds.go_on"), Pace.GUIDANCE)
    part = Spoken((*segments, words), True, line("without_sounds.go_on_reprompt"))
    return part, replace(session, breathing=pause)


def _last(running: Breathing, segments: Segments) -> Spoken:
    """What is left behind the words of another reply, and a question of its own.

    Somebody who wants to sleep is asked nothing.
    """
    if running.need == "sleep":
        return Spoken(segments, False, None)
    question = Say(line("without_sounds.after_practice"), Pace.GUIDANCE)
    return Spoken((*segments, Chime(ChimeName.END_BELL), question), True, question.text)


def _share(segments: Segments) -> Segments:
    """Return one of the fewest pieces of 90 s, so that none is left with a single breath."""
    spans = cycles(segments)
    if not spans:
        return segments
    end = spans[-1][1]
    pieces = ceil(_seconds(segments) / PIECE_SECONDS)
    count = ceil(len(spans) / pieces)
    while count > 1 and _seconds(segments[: spans[count - 1][1]]) > PIECE_SECONDS:
        count -= 1
    return segments if pieces == 1 else segments[: spans[count - 1][1]] + segments[end:]


def _seconds(segments: Segments) -> float:
    return sum(map(seconds_of, segments))


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
