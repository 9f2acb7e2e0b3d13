"""Are you online: told from what this very program has opened, not from what it ought to."""

from __future__ import annotations

from functools import cache

from content import library
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Session
from content.dialogue.turn import Opened, Turn
from content.phrases import line
from content.understanding.normalise import normalise


def is_asked(question: str) -> bool:
    """Return whether the words ask whether we are connected now."""
    return normalise(question) in _questions()


def tell(turn: Turn, session: Session) -> tuple[Reply, Session]:
    """Say what is open."""
    key = "online.page" if turn.opened is Opened.PAGE else "online.nothing"
    words = line(key)
    return Reply((Say(words),)), session


@cache
def _questions() -> frozenset[str]:
    return frozenset(map(normalise, library.read("understanding/online.yaml")["questions"]))
