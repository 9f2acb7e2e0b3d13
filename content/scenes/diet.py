"""Calories asked about again: the food features pause, and a person is named (evidence 4.6)."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.reply import Reply
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.safety.eating import PLANTS
from content.safety.replies import eating_reply
from content.storage.store import Store
from content.understanding.normalise import tokens

_WORDS = frozenset({"calorie", "calories", "kcal", "kcals"})
REPEATED = 2
"""From the second such question in one conversation on."""


def is_calories(question: str) -> bool:
    """Return whether a question is about calories."""
    return not _WORDS.isdisjoint(tokens(question))


def counted(session: Session) -> Session:
    """Return the session with one such question more."""
    return replace(session, calories=session.calories + 1)


def is_repeated(session: Session) -> bool:
    """Return whether it has been asked again."""
    return session.calories >= REPEATED


def care(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Pause the food features, and say where somebody listens."""
    store.set_preference(turn.listener, PLANTS, "off")
    return eating_reply(turn.locale), session
