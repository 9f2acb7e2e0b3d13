"""Words that work everywhere: help, repeat, stop, yes and no with nothing asked, and hello."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.registry import handles
from content.dialogue.reply import Kind, Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.profiles import wording
from content.storage.store import Store

GREETED = "greeted"
"""Preference: this listener has heard the first greeting."""


def greet(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Open a conversation that began with nothing but our name."""
    first = store.preference(turn.listener, GREETED) is None
    if first:
        store.set_preference(turn.listener, GREETED, "yes")
    key = wording("basics.greeting_first" if first else "basics.greeting", turn.profile)
    words = line(key, turn.at.day)
    reply = Reply((Say(words),), open=True, reprompt=line("basics.greeting_reprompt"))
    return reply, replace(session, said=words, turns=session.turns + 1)


@handles("help")
def explain(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Say what works here; a practice goes on underneath."""
    scene = session.scene
    key = wording("basics.help", turn.profile)
    if scene in {Scene.BREATHING, Scene.CHECK_IN}:
        key = f"basics.help_{scene}"
    reply = Reply(
        (Say(line(key)),),
        open=True,
        reprompt=line("basics.help_reprompt"),
        playback=Playback.PAUSE if scene is Scene.BREATHING else Playback.REPLACE,
    )
    return reply, session


@handles("repeat")
def repeat(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Say the last words again."""
    words = session.said or line("basics.nothing_to_repeat")
    running = session.scene is Scene.BREATHING
    keep = Playback.KEEP if running else Playback.REPLACE
    return Reply((Say(words),), open=not running, playback=keep), session


@handles("stop")
def stop(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Stop means silence."""
    return Reply(()), replace(session, scene=Scene.IDLE, check_in=None)


@handles("yes", "no", "next", "previous")
def nothing_asked(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """An answer without a question: a practice goes on; a no, or thanks, wants nothing more."""
    if session.scene is Scene.BREATHING:
        return Reply((), playback=Playback.KEEP), session
    if turn.intent == "no":
        return Reply(()), replace(session, scene=Scene.IDLE)
    reply = Reply(
        (Say(line(wording("basics.nothing_asked", turn.profile))),),
        kind=Kind.COMMAND,
        open=True,
        reprompt=line("basics.greeting_reprompt"),
    )
    return reply, session
