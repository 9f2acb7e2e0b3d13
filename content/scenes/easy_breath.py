"""Two misses in a row from somebody who may be frightened: a breath is offered, begun on yes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from content import library
from content.breath_form import Stretch
from content.dialogue.registry import answers
from content.dialogue.reply import Chime, ChimeName, Kind, Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.practices import practices
from content.scenes.choosing import Choice
from content.scenes.guiding import guide
from content.storage.store import Store
from content.understanding.normalise import tokens

EASY = "easy_start"
PANIC = "panic"
OFFERED = "easy_breath"
"""Name of the open question."""


def may_be_frightened(turn: Turn, session: Session) -> bool:
    """Return whether the words, or this conversation, sound like fear."""
    in_panic = session.breathing is not None and session.breathing.need == PANIC
    return session.frightened or in_panic or not _words().isdisjoint(tokens(turn.heard or ""))


def offer(session: Session) -> tuple[Reply, Session]:
    """Offer it; a practice that runs is waiting underneath."""
    words = line("basics.shall_we_breathe")
    reply = Reply(
        (Chime(ChimeName.NOT_UNDERSTOOD), Say(words)),
        kind=Kind.FALLBACK,
        open=True,
        reprompt=words,
        playback=Playback.PAUSE if session.scene is Scene.BREATHING else Playback.REPLACE,
    )
    return reply, replace(session, question=OFFERED)


@answers(OFFERED, "yes")
def begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Guide the easiest practice as it is written."""
    easy = practices()[EASY]
    choice = Choice(easy, (Stretch(easy.form, easy.cycles),))
    return guide(turn, session, store, choice)


@cache
def _words() -> frozenset[str]:
    return frozenset(library.read("safety/fear.yaml")["words"])
