"""Starting a practice: by name, by need, by numbers; and again, longer, the usual."""

from __future__ import annotations

from dataclasses import replace

from content.breath_form import Stretch, total_seconds
from content.dialogue.registry import handles
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.practices import practice
from content.scenes import deadline, trying, unpaced
from content.scenes.choosing import LONGEST_SECONDS, Choice, by_us, choose
from content.scenes.guiding import guide
from content.scenes.practice_log import usual
from content.scenes.practice_words import is_new
from content.scenes.suiting import avoided, gentler, known
from content.scripts import scripts
from content.sentences import book
from content.storage.store import Store
from content.understanding.practice_request import NEVER, UNSAFE

LONGER_MINUTES = 2.0
"""What "longer" adds when no number was said."""


@handles("breathing.start")
def start(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Begin at once: no question before the first breath."""
    for mark in (UNSAFE, NEVER):
        if mark in turn.marks:
            return Reply((Say(line(f"breathing.{mark}")),), open=True), session
    if turn.tries_it:
        tried = trying.named(turn, session)
        return _begin(tried, session, store) if tried else trying.nothing(session)
    return _begin(turn, session, store)


def _begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    asked = str(turn.slots.get("practice", ""))
    if asked in scripts():
        return _script(turn, session, store, asked)
    slots = dict(turn.slots)
    if turn.deadline and not deadline.is_named(turn):
        slots.pop("minutes", None)
    choice = choose(slots, new_listener=is_new(turn, store))
    if choice is None:
        return _not_guided(turn, session)
    if deadline.is_named(turn):
        return deadline.begin(turn, session, store, choice)
    return guide(turn, session, store, choice)


def _script(turn: Turn, session: Session, store: Store, asked: str) -> tuple[Reply, Session]:
    """Begin a practice without a breath clock, after its question; or what suits instead."""
    chosen = scripts()[asked]
    reason = avoided(asked, known(turn, session, store))
    if reason is not None:
        gentle = replace(gentler(reason, chosen.seconds), instead_of=chosen.name)
        return guide(turn, session, store, gentle)
    if chosen.asks and asked not in session.cleared:
        return unpaced.ask_first(session, chosen.asks)
    return unpaced.begin(turn, session, store, asked)


@handles("breathing.again")
def again(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """The practice of this conversation once more, else the one finished last, else the default."""
    if deadline.is_open(session):
        return deadline.usual_pain(turn, session, store)
    if session.breathing and session.breathing.script_seconds:
        return unpaced.begin(turn, session, store, session.breathing.practice)
    return guide(turn, session, store, _last(turn, session, store))


@handles("breathing.longer")
def longer(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """The last practice once more, longer by the minutes that were said; a script as it is."""
    if session.breathing and session.breathing.script_seconds:
        return unpaced.begin(turn, session, store, session.breathing.practice)
    last = _last(turn, session, store)
    return guide(turn, session, store, replace(last, stretches=lengthened(turn, last.stretches)))


def lengthened(turn: Turn, stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Return a practice with more breaths of its last form, at most half an hour of them."""
    asked = turn.slots.get("minutes")
    minutes = asked if isinstance(asked, int | float) else LONGER_MINUTES
    room = LONGEST_SECONDS - total_seconds(stretches)
    last = stretches[-1]
    more = int(min(round(minutes * 60 / last.form.cycle_seconds), room // last.form.cycle_seconds))
    return (*stretches[:-1], Stretch(last.form, last.cycles + max(0, more)))


def _last(turn: Turn, session: Session, store: Store) -> Choice:
    last = session.breathing
    chosen = practice(last.practice) if last else None
    if last and chosen:
        return Choice(chosen, last.stretches, last.need)
    return usual(turn, store) or by_us({}, new_listener=is_new(turn, store))


def _not_guided(turn: Turn, session: Session) -> tuple[Reply, Session]:
    asked = str(turn.slots.get("practice", ""))
    names = {value.id: value.spoken[0] for value in book().lists()["practice"].values}
    words = line("breathing.not_guided", practice=names.get(asked, asked))
    return Reply((Say(words),), open=True), session
