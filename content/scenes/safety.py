"""Crisis and emergency: fixed words, at once, whatever was going on."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.registry import handles
from content.dialogue.reply import Reply
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Danger, Turn
from content.safety.eating import PLANTS
from content.safety.replies import FollowUp, asking_reply, eating_reply, follow_up, reply
from content.safety.screen import is_breathless
from content.safety.young import is_young
from content.storage.store import Store


@handles("safety.crisis", "safety.emergency")
def help_now(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Stop everything and say where help is; nothing of the words is kept.

    Where danger is only suspected, a person is named and it is asked.
    """
    if turn.suspected:
        return asking_reply(turn.locale), Session(scene=Scene.CRISIS, turns=session.turns)
    default = Danger.MEDICAL if turn.intent == "safety.emergency" else Danger.SUICIDAL
    danger = turn.danger or default
    breathless = is_breathless([turn.heard or "", *turn.alternatives])
    young = is_young([turn.heard or "", *turn.alternatives])
    said = reply(danger, turn.locale, breathless=breathless, young=young)
    if danger is Danger.NOT_EATING:
        store.set_preference(turn.listener, PLANTS, "off")
    if danger is Danger.NEGATED:
        return said, session
    return said, Session(scene=Scene.CRISIS, turns=session.turns, frightened=True)


@handles("safety.eating")
def care(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Pause the food features for good and name a person; no practice is offered afterwards."""
    store.set_preference(turn.listener, PLANTS, "off")
    return eating_reply(turn.locale), replace(session, scene=Scene.IDLE, check_in=None)


@handles("yes", "no", "repeat", scene=Scene.CRISIS)
def after(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Answer the one question that was asked: the number again, or quiet company."""
    said = follow_up(FollowUp(str(turn.intent)), turn.locale)
    if turn.intent == "no":
        return said, replace(session, scene=Scene.IDLE)
    return said, session
