"""A practice under way: pause, resume, stop, start over, how long is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.breath_form import Stretch, first_cycles, total_seconds, without_first
from content.dialogue.registry import handles
from content.dialogue.reply import Pace, Playback, Reply, Say
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import Turn
from content.number_words import capital
from content.phrases import line
from content.practices import breaths_left, practices
from content.scenes import unpaced
from content.scenes.breathing import guide, lengthened
from content.scenes.choosing import Choice
from content.scenes.practice_words import ending, spoken_length
from content.scenes.usual import stopped
from content.storage.store import Store


@handles("breathing.control", scene=Scene.BREATHING)
def steer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Do what was asked to the practice that is running or waiting."""
    running = session.breathing
    if running is None:
        return nothing_to_steer(turn, session, store)
    if turn.slots.get("action") == "stop":
        return stop(turn, session, store)
    if running.script_seconds:
        return unpaced.steer(turn, session, store, running)
    return _steer_breaths(turn, session, store, running)


def _steer_breaths(
    turn: Turn, session: Session, store: Store, running: Breathing
) -> tuple[Reply, Session]:
    match turn.slots.get("action"):
        case "pause" | "wait":
            paused = replace(running, paused_at=running.paused_at or turn.at)
            answered = Reply((), open=True, playback=Playback.PAUSE), _with(session, paused)
        case "resume":
            answered = _resume(turn, session, running)
        case "restart":
            again = Choice(practices()[running.practice], running.stretches, running.need)
            answered = guide(turn, session, store, again)
        case "time_left":
            answered = _time_left(turn, session, running)
        case "slower" | "faster" as action:
            answered = _paced(turn, session, running, action)
        case "less_talking" | "tones_only":
            answered = _going_on(turn, session, replace(running, wordless=True))
        case "stop_counting":
            answered = Reply((), playback=Playback.KEEP), session
        case _:
            words = line("basics.not_yet", session.turns)
            answered = Reply((Say(words),), playback=Playback.KEEP), session
    return answered


@handles("stop", scene=Scene.BREATHING)
def stop(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Stop means silence; what was stopped does not become the usual."""
    stopped(turn, store)
    return Reply(()), replace(session, scene=Scene.IDLE)


@handles("breathing.longer", scene=Scene.BREATHING)
def longer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """More breaths of the form that would have been the last."""
    running = session.breathing
    if running is None:
        return nothing_to_steer(turn, session, store)
    if running.script_seconds:
        return unpaced.steer(turn, session, store, running)
    more = replace(running, stretches=lengthened(turn, running.stretches))
    if more.stretches == running.stretches:
        return _at_the_limit(session)
    return _going_on(turn, session, more)


@handles("breathing.control")
def nothing_to_steer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Nothing runs; stop is silence all the same."""
    if turn.slots.get("action") == "stop":
        return Reply(()), session
    return Reply((Say(line("basics.nothing_running")),), open=True), session


@handles("safety.body")
def body(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Dizzy, tingly, too much: the pace sound ends and the breath is left alone (evidence 2.5)."""
    stopped(turn, store)
    reply = Reply((Say(line("breathing.body"), Pace.GUIDANCE),), interruptible=False)
    return reply, replace(session, scene=Scene.IDLE)


@handles("safety.panic")
def panic(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Panic that the person knows: noticing, never paced breathing (experience, scene A)."""
    stopped(turn, store)
    reply = Reply((Say(line("breathing.panic"), Pace.GUIDANCE),), open=True)
    return reply, replace(session, scene=Scene.IDLE)


def _resume(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    """Go on; a voice that kept the sound does so to the sample, another gets the rest."""
    rest = breaths_left(running, running.cycles_done(turn.at))
    waited = (turn.at - running.paused_at).total_seconds() if running.paused_at else 0
    moved = replace(running, started_at=_later(running.started_at, waited), paused_at=None)
    return Reply(rest, playback=Playback.RESUME), _with(session, moved)


def _paced(turn: Turn, session: Session, running: Breathing, action: str) -> tuple[Reply, Session]:
    """One step slower or faster from the next breath on, within the limits of evidence 2.5."""
    written = practices()[running.practice].form
    done = _cycles_kept(turn, running)
    left = without_first(running.stretches, done)
    seconds = total_seconds(left)
    if not left:
        return Reply((), playback=Playback.KEEP), session
    now = left[0].form
    form = now.slower() if action == "slower" else now.faster(written)
    if form == now:
        return _at_the_limit(session)
    cycles = max(1, round(seconds / form.cycle_seconds))
    stretches = (*first_cycles(running.stretches, done), Stretch(form, cycles))
    return _going_on(turn, session, replace(running, stretches=stretches))


def _going_on(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    """The rest of the practice as it is from the next breath on, without a word before it."""
    rest = breaths_left(running, _cycles_kept(turn, running))
    end = ending(running.need, total_seconds(running.stretches))
    if not rest:
        return Reply((), playback=Playback.KEEP), session
    return Reply((*rest, *end), playback=Playback.CONTINUE), _with(session, running)


def _cycles_kept(turn: Turn, running: Breathing) -> int:
    """Breaths that stay as they are: those under way too, where a voice lets them finish."""
    if turn.cycles_begun is None:
        return running.cycles_done(turn.at)
    return min(turn.cycles_begun, running.cycles)


def _at_the_limit(session: Session) -> tuple[Reply, Session]:
    words = Say(line("breathing.at_the_limit"), Pace.GUIDANCE)
    return Reply((words,), playback=Playback.KEEP), session


def _time_left(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    left = without_first(running.stretches, running.cycles_done(turn.at))
    length = capital(spoken_length(total_seconds(left)))
    words = line("breathing.time_left", length=length)
    return Reply((Say(words, Pace.GUIDANCE),), playback=Playback.KEEP), session


def _later(start: datetime, seconds: float) -> datetime:
    return datetime.fromtimestamp(start.timestamp() + seconds, tz=start.tzinfo)


def _with(session: Session, running: Breathing) -> Session:
    return replace(session, breathing=running)
