"""What people say after an answer: yes, next and previous."""

from __future__ import annotations

from dataclasses import replace

from content.answers import answer, answers
from content.dialogue import registry
from content.dialogue.registry import handles
from content.dialogue.reply import Reply
from content.dialogue.session import Asking, Scene, Session
from content.dialogue.turn import Turn
from content.scenes import article, asking
from content.scenes.basics import nothing_asked
from content.storage.store import Store


@handles("next", "previous", scene=Scene.IDLE)
def move(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Go to the next claim of the article, or to a related answer; back the way we came."""
    by = 1 if turn.intent == "next" else -1
    last = session.asking
    if last is None or last.answer is None:
        return nothing_asked(turn, session, store)
    if last.claim is not None:
        return article.step(session, by)
    found = _onward(last) if by > 0 else next(iter(last.told[-1:]), None)
    if found is None:
        return nothing_asked(turn, session, store)
    return asking.tell(answers()[found], turn, session, last.told[:-1] if by < 0 else None)


@registry.answers(asking.DOOR, "yes")
def more(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A bare yes to "More, or the source?" is the first of the two."""
    return asking.about(replace(turn, intent="ask.more"), session, store)


@registry.answers(article.ANOTHER, "yes")
def another(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Go on with the article's tour."""
    return article.step(session, 1)


@registry.answers(asking.DOOR, "no")
@registry.answers(article.ANOTHER, "no")
def enough(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A no wants nothing more."""
    return Reply(()), session


def _onward(last: Asking) -> str | None:
    told = answer(last.answer or "")
    if told is None:
        return None
    seen = {told.id, *last.told}
    further = (then for one in told.related for then in answers()[one].related)
    return next((one for one in (*told.related, *further) if one not in seen), None)
