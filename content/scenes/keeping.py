"""A check-in is written, read back in one line, changed, or taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from content.dialogue.registry import handles
from content.dialogue.reply import Chime, ChimeName, Did, Reply, Say
from content.dialogue.session import CheckingIn, Scene, Session
from content.dialogue.turn import UNSURE, Turn
from content.phrases import line
from content.scenes import extras, follow_up, plants
from content.scenes.brief import is_brief
from content.scenes.giving_back import (
    Before,
    GivenBack,
    comparison,
    diary_before,
    fitting,
    question,
)
from content.scenes.rating import as_said, scored
from content.scenes.read_back import listed, read_back, short
from content.storage.store import Entry, Store


def keep(
    turn: Turn, session: Session, store: Store, form: CheckingIn, day: date
) -> tuple[Reply, Session]:
    """Write what the form holds and read it back; it is durable before the words are spoken."""
    scores, words = scored(form.said)
    entry = Entry(uuid4().hex, turn.listener, turn.at, day, scores, words)
    before = diary_before(turn, store)
    stored = extras.write(turn, store, entry, form.extras)
    given = _given_back(turn, session, store, entry, before) if form.said else GivenBack()
    brief = is_brief(turn, store) and not form.careful
    kept = () if brief else _kept(turn, entry, form, before)
    reply, after = _said(session, entry, form, stored, kept, given)
    unsure = session.turns if turn.confidence < UNSURE else None
    return reply, replace(after, unsure_in_turn=unsure)


def correct(turn: Turn, session: Session, store: Store, form: CheckingIn) -> tuple[Reply, Session]:
    """Change the last entry: of this conversation, else the newest there is."""
    entry = _last(turn, session, store)
    if entry is None:
        after = follow_up.closed(session)
        return Reply((Say(line("check_in.nothing_to_change")),), open=True), after
    scores, words = scored(form.said)
    old_scores = {name: value for name, value in entry.scores.items() if name not in form.said}
    old_words = {name: word for name, word in entry.words.items() if name not in form.said}
    changed = replace(entry, scores={**old_scores, **scores}, words={**old_words, **words})
    store.replace(changed)
    told = line("check_in.corrected", values=read_back(changed.scores, changed.words))
    more = (Say(line("check_in.rounded")),) if form.rounded else ()
    given = question(changed, turn, frozenset(scores))
    reply, after = _said(session, changed, form, (entry.id,), (Say(told), *more), given)
    kept_ids = session.logged if entry.id in session.logged else (entry.id,)
    return reply, replace(after, logged=kept_ids, logged_before=as_said(entry))


@handles("checkin.undo")
def undo(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Take the last change back, or the last entry: of this conversation, else the newest."""
    if plants.is_last(turn, session, store):
        return plants.undo(turn, session, store)
    changed = store.get(turn.listener, session.logged[-1]) if session.logged else None
    if changed is not None and session.logged_before is not None:
        return _as_before(session, store, changed, session.logged_before)
    wanted = session.logged or tuple(entry.id for entry in store.entries(turn.listener)[-1:])
    gone = [
        one
        for one in wanted
        if store.remove(turn.listener, one) or store.remove_record(turn.listener, one)
    ]
    words = line("check_in.undone" if gone else "check_in.nothing_to_undo")
    return Reply((Say(words),)), _forgotten(session)


def _as_before(
    session: Session, store: Store, changed: Entry, said: dict[str, int | str]
) -> tuple[Reply, Session]:
    scores, words = scored(said)
    store.replace(replace(changed, scores=scores, words=words))
    told = line("check_in.changed_back", values=read_back(scores, words))
    after = replace(session, logged_values=said, logged_before=None)
    return Reply((Say(told),), interruptible=False), follow_up.closed(after)


def _forgotten(session: Session) -> Session:
    return replace(
        session,
        logged=(),
        logged_scale=None,
        logged_values={},
        logged_before=None,
        scene=Scene.IDLE,
        check_in=None,
    )


def _last(turn: Turn, session: Session, store: Store) -> Entry | None:
    """Return the entry that a correction means."""
    for entry_id in reversed(session.logged):
        entry = store.get(turn.listener, entry_id)
        if entry is not None:
            return entry
    entries = store.entries(turn.listener)
    return entries[-1] if entries else None


def _given_back(
    turn: Turn, session: Session, store: Store, entry: Entry, before: Before
) -> GivenBack:
    """Return one thing: a question that safety asks, else a sentence, else nothing."""
    asked = question(entry, turn, frozenset(entry.scores))
    if asked.asks is not None or is_brief(turn, store):
        return asked
    if before.is_first:
        return GivenBack(line("check_in.first"))
    told = comparison(entry, turn, session, before)
    return GivenBack(told or fitting(entry, turn, session))


def _kept(turn: Turn, entry: Entry, form: CheckingIn, before: Before) -> tuple[Say, ...]:
    """Return the read-back: with names in the first week and where anything was unsure."""
    named = form.careful or before.is_in_first_week(entry)
    told = read_back(entry.scores, entry.words) if named else short(entry)
    told = listed(told, *extras.named(form.extras))
    key = "check_in.kept" if entry.day == turn.at.date() else "check_in.kept_yesterday"
    more = (Say(line("check_in.rounded")),) if form.rounded else ()
    return (Say(line(key, values=told)), *more)


def _said(
    session: Session,
    entry: Entry,
    form: CheckingIn,
    stored: tuple[str, ...],
    kept: tuple[Say, ...],
    given: GivenBack,
) -> tuple[Reply, Session]:
    """Return the reply to an entry that is written, and the session that may correct it."""
    more = (Say(given.words),) if given.words else ()
    reply = Reply(
        (*kept, Chime(ChimeName.KEPT), *more),
        did=Did(stored=stored),
        open=given.asks is not None,
        interruptible=False,
    )
    open_question = CheckingIn(given.asks, {}) if given.asks else None
    after = replace(
        session,
        scene=Scene.CHECK_IN if open_question else Scene.IDLE,
        check_in=open_question,
        logged=stored,
        logged_scale=list(form.said)[-1] if form.said else None,
        logged_values=as_said(entry),
        logged_before=None,
    )
    return reply, after
