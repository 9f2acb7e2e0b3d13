"""A condition that somebody named: what it changes, for now or, after a yes, for good."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.registry import handles
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.scenes import after_practice, deadline
from content.scenes.suiting import CONDITIONS, conditions, known
from content.storage.store import Store


@handles("condition.set")
def name(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Say what it changes, and ask whether to remember it; a practice under way ends."""
    condition = str(turn.slots.get("condition", ""))
    if condition not in conditions():
        return Reply((Say(line("conditions.which")),), open=True), session
    words = Say(line(f"conditions.{condition}"))
    question = Say(line("conditions.remember"))
    named = replace(
        session,
        scene=Scene.IDLE,
        conditions=tuple(sorted({*session.conditions, condition})),
        asked_to_keep=condition,
        asked_in_turn=session.turns,
    )
    reprompt = line("conditions.remember_reprompt")
    return Reply((words, question), open=True, reprompt=reprompt), named


@handles("yes", "no", scene=Scene.IDLE)
def answer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Keep it after a yes that comes at once; any other yes has nothing to do with it."""
    if deadline.is_open(session):
        return deadline.answer(turn, session, store)
    if not session.asked_to_keep or session.turns != session.asked_in_turn + 1:
        return after_practice.answer(turn, session, store)
    if turn.intent == "no":
        return Reply((Say(line("conditions.for_now")),)), replace(session, asked_to_keep="")
    kept = {*known(turn, Session(), store), session.asked_to_keep}
    store.set_preference(turn.listener, CONDITIONS, " ".join(sorted(kept)))
    return Reply((Say(line("conditions.kept")),)), replace(session, asked_to_keep="")


@handles("condition.clear")
def clear(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Drop it, also where it was remembered."""
    condition = str(turn.slots.get("condition", ""))
    kept = known(turn, Session(), store) - {condition}
    store.set_preference(turn.listener, CONDITIONS, " ".join(sorted(kept)))
    left = tuple(one for one in session.conditions if one != condition)
    return Reply((Say(line("conditions.dropped")),)), replace(session, conditions=left)
