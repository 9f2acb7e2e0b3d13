"""A practice under way: pause, resume, stop, start over, how long is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.breath_form import Stretch, first_cycles, total_seconds, without_first
from content.dialogue.registry import handles
from content.dialogue.reply import Pace, Pause, Playback, Reply, Say
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import Turn
from content.number_words import capital
from content.phrases import line
from content.practices import breaths_left, practices
from content.scenes import unpaced
from content.scenes.breathing import lengthened
from content.scenes.choosing import Choice
from content.scenes.closing import closing, spoken_length
from content.scenes.guiding import Due, fitting, guide
from content.scenes.loudness import move_bells
from content.speech_length import spoken_seconds
from content.storage.store import Store

FREE_BREATH_SECONDS = 6.0
"""One ordinary breath after a pause, before the guided ones go on: our choice."""


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
    action = turn.slots.get("action")
    if turn.air_hunger and not running.free_breaths:
        return _breathe_freely(turn, session, running)
    match action:
        case "pause" | "wait":
            paused = replace(running, paused_at=running.paused_at or turn.at)
            answered = Reply((), open=True, playback=Playback.PAUSE), _with(session, paused)
        case "resume":
            answered = _resume(turn, session, running)
        case "restart":
            answered = _restart(turn, session, store, running)
        case "time_left":
            answered = _time_left(turn, session, running)
        case "slower" | "faster":
            answered = _paced(turn, session, running, str(action))
        case "less_talking" | "tones_only":
            silent = replace(running, wordless=True, counting=False)
            answered = going_on(turn, session, silent)
        case "count" | "stop_counting":
            aloud = replace(running, counting=action == "count")
            answered = going_on(turn, session, aloud)
        case "bells_quieter" | "bells_louder":
            answered = move_bells(session, up=action == "bells_louder")
        case _:
            words = line("basics.not_yet", session.turns)
            answered = Reply((Say(words),), playback=Playback.KEEP), session
    return answered


@handles("stop", scene=Scene.BREATHING)
def stop(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Stop means silence; what was stopped does not become the usual."""
    return Reply(()), replace(session, scene=Scene.IDLE)


@handles("breathing.longer", scene=Scene.BREATHING)
def longer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """More breaths of the form that would have been the last."""
    running = session.breathing
    if running is None:
        return nothing_to_steer(turn, session, store)
    if running.script_seconds:
        return unpaced.steer(turn, session, store, running)
    stretches = lengthened(turn, running.stretches)
    if stretches == running.stretches:
        return _at_the_limit(session)
    # Who asks for more than the time there was has let go of the deadline.
    more = replace(running, stretches=stretches, due_at=None, due_minutes=None)
    return going_on(turn, session, more, _cycles_kept(turn, running))


@handles("breathing.control")
def nothing_to_steer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Nothing runs; stop is silence all the same."""
    if turn.slots.get("action") == "stop":
        return Reply(()), session
    return Reply((Say(line("basics.nothing_running")),), open=True), session


@handles("safety.body")
def body(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Dizzy, tingly, too much: the pace sound ends and the breath is left alone (evidence 2.5)."""
    reply = Reply((Say(line("breathing.body"), Pace.GUIDANCE),), interruptible=False)
    return reply, replace(session, scene=Scene.IDLE)


def going_on(
    turn: Turn, session: Session, running: Breathing, done: int | None = None
) -> tuple[Reply, Session]:
    """Return the rest of a practice from the next breath on, without a word before it.

    Args:
        turn: what was said.
        session: in which the practice runs.
        running: the practice as it is to be.
        done: how many breaths stay as they are; None if the practice has not changed its breaths.
    """
    done = _cycles_kept(turn, running) if done is None else done
    rest = breaths_left(running, done)
    if not rest:
        return Reply((), playback=Playback.KEEP), session
    if turn.cycles_begun is None and running.paused_at is None:
        # The breath under way was cut by what was said, and begins again now.
        begun = turn.at - timedelta(seconds=running.seconds_until(done))
        running = replace(running, started_at=begun)
    end = closing(turn, session, running)
    reply = Reply(
        (*rest, *end.segments),
        open=end.open,
        reprompt=end.reprompt,
        playback=Playback.CONTINUE,
    )
    return reply, _with(session, running)


def _breathe_freely(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    """Too little air is answered by no pace at all, before it is answered by a quicker one."""
    offer = Say(line("breathing.air_hunger"), Pace.GUIDANCE)
    waits = replace(
        running,
        paused_at=running.paused_at or turn.at,
        free_breaths=running.free_breaths + 1,
    )
    return Reply((offer,), open=True, playback=Playback.PAUSE), _with(session, waits)


def _resume(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    """One free breath, then the breath that was cut, from its in-breath on."""
    if running.paused_at is None:
        return Reply((), playback=Playback.KEEP), session
    done = _cycles_over(turn, running)
    moved = fitting(turn, session, replace(running, paused_at=None), done, FREE_BREATH_SECONDS)
    begins = turn.at + timedelta(seconds=FREE_BREATH_SECONDS)
    moved = replace(moved, started_at=begins - timedelta(seconds=moved.seconds_until(done)))
    words = line("breathing.free_first")
    free = (
        Say(words, Pace.GUIDANCE),
        Pause(FREE_BREATH_SECONDS - spoken_seconds(words, Pace.GUIDANCE)),
    )
    end = closing(turn, session, moved)
    reply = Reply(
        (*free, *breaths_left(moved, done), *end.segments),
        open=end.open,
        reprompt=end.reprompt,
        playback=Playback.RESUME,
    )
    return reply, _with(session, moved)


def _restart(
    turn: Turn, session: Session, store: Store, running: Breathing
) -> tuple[Reply, Session]:
    again = Choice(practices()[running.practice], running.stretches, running.need)
    due = Due(running.due_at, running.due_minutes or 0) if running.due_at else None
    return guide(turn, session, store, again, due)


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
    fits = seconds / form.cycle_seconds
    cycles = max(1, int(fits) if running.due_at else round(fits))
    stretches = (*first_cycles(running.stretches, done), Stretch(form, cycles))
    paced = replace(running, stretches=stretches)
    if running.paused_at and running.free_breaths:
        return _resume(turn, session, paced)
    return going_on(turn, session, paced, done)


def _cycles_kept(turn: Turn, running: Breathing) -> int:
    """Breaths that stay as they are: those under way too, where a voice lets them finish."""
    if turn.cycles_begun is None:
        return running.cycles_done(turn.at)
    return min(turn.cycles_begun, running.cycles)


def _cycles_over(turn: Turn, running: Breathing) -> int:
    """Breaths that were not cut: the one under way at a pause is guided once more."""
    begun = turn.cycles_begun
    done = running.cycles_done(turn.at) if begun is None else begun - 1
    return max(0, min(done, running.cycles - 1))


def _at_the_limit(session: Session) -> tuple[Reply, Session]:
    words = Say(line("breathing.at_the_limit"), Pace.GUIDANCE)
    return Reply((words,), playback=Playback.KEEP), session


def _time_left(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    left = without_first(running.stretches, running.cycles_done(turn.at))
    length = capital(spoken_length(total_seconds(left)))
    words = line("breathing.time_left", length=length)
    return Reply((Say(words, Pace.GUIDANCE),), playback=Playback.KEEP), session


def _with(session: Session, running: Breathing) -> Session:
    return replace(session, breathing=running)
