"""Practices without a breath clock: begun, held, gone on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content import scripts
from content.dialogue.reply import Did, Playback, Reply, Say
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import Turn
from content.number_words import capital
from content.phrases import line
from content.safety.pain import in_pain
from content.scenes.choosing import asked_seconds
from content.scenes.closing import closing, spoken_length
from content.scenes.practice_words import safety_lines
from content.speech_length import seconds_of
from content.storage.store import Store


def begin(turn: Turn, session: Session, store: Store, script_id: str) -> tuple[Reply, Session]:
    """Return a whole script as segments: what it is, the safety line, its steps."""
    chosen = scripts.scripts()[script_id]
    steps = chosen.nearest(asked_seconds(turn.slots))
    seconds = scripts.length(steps)
    lines = _announcement(turn, store, chosen, seconds)
    before = tuple(Say(text) for text in lines)
    running = Breathing(
        practice=script_id,
        stretches=(),
        lead_in_seconds=seconds_of(before),
        started_at=turn.at,
        script_seconds=seconds,
        begun_at=turn.at,
    )
    end = closing(turn, session, running)
    reply = Reply(
        (*before, *scripts.segments(steps), *end.segments),
        did=Did(practice=script_id, seconds=seconds),
        open=end.open,
        reprompt=end.reprompt,
    )
    return reply, replace(session, scene=Scene.BREATHING, breathing=running, check_in=None)


def ask_first(session: Session, question: str) -> tuple[Reply, Session]:
    """Ask what has to be known before a practice; a yes and a no each have their handler."""
    words, again = line(f"breathing.{question}"), line(f"breathing.{question}_again")
    after = replace(session, scene=Scene.IDLE, check_in=None, question=question)
    return Reply((Say(words),), open=True, reprompt=again, interruptible=False), after


def steer(turn: Turn, session: Session, store: Store, running: Breathing) -> tuple[Reply, Session]:
    """Pause, resume, start over, how long is left; a script has no pace to change."""
    match turn.slots.get("action"):
        case "pause" | "wait":
            paused = replace(running, paused_at=running.paused_at or turn.at)
            answered = Reply((), open=True, playback=Playback.PAUSE), _with(session, paused)
        case "resume":
            waited = turn.at - running.paused_at if running.paused_at else timedelta()
            moved = replace(running, started_at=running.started_at + waited, paused_at=None)
            answered = _resumed(turn, session, running), _with(session, moved)
        case "restart":
            answered = begin(turn, session, store, running.practice)
        case "time_left":
            left = running.script_seconds - running.seconds_done(turn.at, None)
            words = line("breathing.time_left", length=capital(spoken_length(left)))
            answered = Reply((Say(words),), playback=Playback.KEEP), session
        case _:
            words = line("basics.not_yet", session.turns)
            answered = Reply((Say(words),), playback=Playback.KEEP), session
    return answered


def _announcement(turn: Turn, store: Store, chosen: scripts.Script, seconds: float) -> list[str]:
    length = capital(spoken_length(seconds))
    words = line("breathing.lead_in", length=length, practice=chosen.name)
    own = [chosen.lead_in] if chosen.lead_in else []
    hurts = [line("breathing.pain_first")] if in_pain([turn.heard or ""]) else []
    return [*hurts, words, *own, *safety_lines(turn, store, has_hold=False)]


def _resumed(turn: Turn, session: Session, running: Breathing) -> Reply:
    steps = scripts.scripts()[running.practice].nearest(running.script_seconds)
    left = scripts.segments(scripts.after(steps, running.seconds_done(turn.at, None)))
    end = closing(turn, session, running)
    return Reply((*left, *end.segments), playback=Playback.RESUME, open=end.open)


def _with(session: Session, running: Breathing) -> Session:
    return replace(session, breathing=running)
