"""The answer to "better, or about the same?": kept with the practice, never praised."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.dialogue.night import is_night
from content.dialogue.registry import handles
from content.dialogue.reply import Chime, ChimeName, Pace, Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.scenes.basics import nothing_asked
from content.scenes.practice_log import KIND
from content.storage.record import Record
from content.storage.store import Store

RATINGS = ("better", "same", "worse")
ABOUT_THE_LAST = timedelta(hours=1)
"""A practice that began longer ago than its length and this is not what somebody means."""


@handles("session.rate")
def rate(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Keep it with the practice that has just ended; inside a practice it is only talk."""
    rating = turn.slots.get("rating")
    if session.scene is Scene.BREATHING:
        return Reply((), playback=Playback.KEEP), session
    last = _last(turn, store)
    if rating not in RATINGS or (last is None and session.breathing is None):
        return nothing_asked(turn, session, store)
    if last is not None:
        kept = replace(last, data={**last.data, "rating": str(rating)})
        store.replace_record(kept)
    return _answer(str(rating), is_kept=last is not None, quiet=is_night(turn, session)), session


def _answer(rating: str, *, is_kept: bool, quiet: bool) -> Reply:
    if rating == "worse":
        return Reply((Say(line("breathing.rated_worse"), Pace.GUIDANCE),))
    if quiet or not is_kept:
        return Reply(())
    return Reply((Say(line(f"breathing.rated_{rating}")), Chime(ChimeName.KEPT)))


def _last(turn: Turn, store: Store) -> Record | None:
    """Return the record of the practice that the rating is about."""
    since = (turn.at - timedelta(days=1)).date()
    for record in reversed(store.records(turn.listener, KIND, since)):
        seconds = record.data.get("seconds")
        length = timedelta(seconds=seconds if isinstance(seconds, int | float) else 0)
        if timedelta() <= turn.at - record.at <= length + ABOUT_THE_LAST:
            return record
    return None
