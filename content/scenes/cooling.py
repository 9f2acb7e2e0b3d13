"""Cool water on the face: asked about the heart first, and then guided, or something else is."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.registry import answers
from content.dialogue.reply import Reply
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.scenes import breathing, unpaced
from content.storage.store import Store

PRACTICE = "cool_face"
HEART = "heart"
"""The condition that a yes is; ids of `bank/conditions.yaml`."""


@answers("heart_problems", "no")
def nothing_against_it(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Guide it; for the rest of this conversation nothing more is asked."""
    cleared = replace(session, cleared=(*session.cleared, PRACTICE))
    return unpaced.begin(turn, cleared, store, PRACTICE)


@answers("heart_problems", "yes")
def something_else(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Guide what goes with a heart condition, now and for the rest of this conversation."""
    named = replace(session, conditions=tuple(sorted({*session.conditions, HEART})))
    wanted = replace(turn, intent="breathing.start", slots={"practice": PRACTICE})
    return breathing.start(wanted, named, store)
