"""Crisis and emergency: fixed words, at once, whatever was going on."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.registry import handles
from content.dialogue.reply import Reply
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Danger, Turn
from content.safety import replies
from content.storage.store import Store


@handles("safety.crisis", "safety.emergency")
def help_now(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Stop everything and say where help is; nothing of the words is kept."""
    default = Danger.MEDICAL if turn.intent == "safety.emergency" else Danger.SUICIDAL
    danger = turn.danger or default
    reply = replies.reply(danger, turn.locale)
    if danger is Danger.NEGATED:
        return reply, session
    return reply, Session(scene=Scene.CRISIS, turns=session.turns, crisis=danger)


@handles("yes", "no", "repeat", scene=Scene.CRISIS)
def after(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Answer to "would you like me to say that again": the number once more, or quiet company."""
    danger = session.crisis or Danger.SUICIDAL
    reply = replies.follow_up(danger, str(turn.intent), turn.locale)
    if turn.intent == "no":
        return reply, replace(session, scene=Scene.IDLE, crisis=None)
    return reply, session
