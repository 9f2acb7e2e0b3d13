"""Forgetting everything: always confirmed, and then for good."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.registry import handles
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.storage.store import Store


@handles("data.delete_all")
def ask_first(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Ask once; nothing is touched yet."""
    words = line("data.confirm")
    reply = Reply((Say(words),), open=True, reprompt=words)
    return reply, replace(session, scene=Scene.CONFIRM_DELETE)


@handles("yes", scene=Scene.CONFIRM_DELETE)
def erase(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Erase the listener's entries and preferences, bytes included; the session forgets too."""
    erased = store.forget(turn.listener)
    words = line("data.erased" if erased else "data.erased_none")
    return Reply((Say(words),)), Session(turns=session.turns)


@handles("no", "stop", "next", "previous", scene=Scene.CONFIRM_DELETE)
def keep(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Anything but a yes keeps the diary."""
    words = () if turn.intent == "stop" else (Say(line("data.not_erased")),)
    return Reply(words), replace(session, scene=Scene.IDLE)
