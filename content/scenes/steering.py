"""A practice under way: pause, resume, stop, start over, how long is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.dialogue.registry import handles
from content.dialogue.reply import Pace, Playback, Reply, Say
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import Turn
from content.number_words import capital
from content.phrases import line
from content.practices import practices
from content.scenes.breathing import guide, spoken_length
from content.storage.store import Store


@handles("breathing.control", scene=Scene.BREATHING)
def steer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Do what was asked to the practice that is running or waiting."""
    running = session.breathing
    if running is None:
        return nothing_to_steer(turn, session, store)
    match turn.slots.get("action"):
        case "pause" | "wait":
            paused = replace(running, paused_at=running.paused_at or turn.at)
            answered = Reply((), open=True, playback=Playback.PAUSE), _with(session, paused)
        case "resume":
            answered = _resume(turn, session, running)
        case "stop":
            answered = Reply(()), replace(session, scene=Scene.IDLE)
        case "restart":
            chosen = practices()[running.practice]
            answered = guide(turn, session, store, chosen, running.cycles)
        case "time_left":
            answered = _time_left(turn, session, running)
        case _:
            words = line("basics.not_yet", session.turns)
            answered = Reply((Say(words),), playback=Playback.KEEP), session
    return answered


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


@handles("safety.panic")
def panic(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Panic that the person knows: noticing, never paced breathing (experience, scene A)."""
    reply = Reply((Say(line("breathing.panic"), Pace.GUIDANCE),), open=True)
    return reply, replace(session, scene=Scene.IDLE)


def _resume(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    """Go on; a voice that kept the sound does so to the sample, another gets the rest."""
    done = running.cycles_done(turn.at)
    chosen = practices()[running.practice]
    rest = chosen.segments(running.cycles - done, first=done)
    waited = (turn.at - running.paused_at).total_seconds() if running.paused_at else 0
    moved = replace(running, started_at=_later(running.started_at, waited), paused_at=None)
    return Reply(rest, playback=Playback.RESUME), _with(session, moved)


def _time_left(turn: Turn, session: Session, running: Breathing) -> tuple[Reply, Session]:
    left = running.cycles - running.cycles_done(turn.at)
    length = capital(spoken_length(practices()[running.practice], left))
    words = line("breathing.time_left", length=length)
    return Reply((Say(words, Pace.GUIDANCE),), playback=Playback.KEEP), session


def _later(start: datetime, seconds: float) -> datetime:
    return datetime.fromtimestamp(start.timestamp() + seconds, tz=start.tzinfo)


def _with(session: Session, running: Breathing) -> Session:
    return replace(session, breathing=running)
