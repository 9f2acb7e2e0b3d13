"""What people say after an answer: yes, next and previous."""

from __future__ import annotations

from dataclasses import replace

from content.answers import answer, answers
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


def agreed(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A yes to "Another?" or to "More, or the source?", if that was asked just now."""
    last = session.asking
    offered = last is not None and session.turns == last.offered_in + 1
    if last is None or not offered or turn.intent != "yes":
        return nothing_asked(turn, session, store)
    if last.claim is not None:
        return article.step(session, 1)
    return asking.about(replace(turn, intent="ask.more"), session, store)


def _onward(last: Asking) -> str | None:
    told = answer(last.answer or "")
    if told is None:
        return None
    seen = {told.id, *last.told}
    further = (then for one in told.related for then in answers()[one].related)
    return next((one for one in (*told.related, *further) if one not in seen), None)
