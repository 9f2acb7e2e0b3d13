"""Checking in: say it in one breath, or be asked for anxiety and belly; kept in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from content.dialogue.registry import handles
from content.dialogue.reply import Chime, ChimeName, Did, Reply, Say
from content.dialogue.session import CheckingIn, Scene, Session
from content.dialogue.turn import UNSURE, Turn
from content.phrases import line
from content.scenes import follow_up
from content.scenes.brief import is_brief
from content.scenes.giving_back import Before, GivenBack, comparison, diary_before, question
from content.scenes.rating import kept_word, said_on, scored, unclear, values
from content.scenes.read_back import read_back, short
from content.storage.store import Entry, Store
from content.understanding.scales import SAME, was_rounded

ASKED = ("anxiety", "gut")
"""What the guided form asks for, in this order: at most two questions (evidence 5.2)."""


@handles("checkin.start")
def begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Ask for anxiety first."""
    return _ask(session, CheckingIn(asked=ASKED[0], said={}, wanted=ASKED))


@handles("checkin.log")
def log(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Keep what was said in one breath, answer the question that is open, or correct."""
    said = values(turn)
    is_form = session.scene is Scene.CHECK_IN and not follow_up.is_open(session)
    form = session.check_in if is_form else None
    if turn.same or SAME in said.values():
        said = _with_yesterday(turn, store, said)
    if _day(turn, form) is None:
        return Reply((Say(line("check_in.day_unknown")),), open=True), session
    if not said:
        return _ask_again(session, form) if form else begin(turn, session, store)
    if form is None:
        form = CheckingIn("", {}, wanted=(), corrects=turn.corrects)
    return _take(turn, session, store, _noted(turn, form, said))


@handles("next", "no", scene=Scene.CHECK_IN)
def skip(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Leave this one out."""
    if follow_up.is_open(session) or session.check_in is None:
        return follow_up.decline(session)
    return _go_on(turn, session, store, _left_out(session.check_in))


@handles("checkin.undo")
def undo(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Take the last entry back: of this conversation, else the newest there is."""
    wanted = session.logged or tuple(entry.id for entry in store.entries(turn.listener)[-1:])
    gone = [entry_id for entry_id in wanted if store.remove(turn.listener, entry_id)]
    words = line("check_in.undone" if gone else "check_in.nothing_to_undo")
    after = replace(session, logged=(), logged_scale=None, scene=Scene.IDLE, check_in=None)
    return Reply((Say(words),)), after


def _with_yesterday(turn: Turn, store: Store, said: dict[str, int | str]) -> dict[str, int | str]:
    """Put yesterday's last value in the place of "same"; without one it stays, and is asked for."""
    yesterday = said_on(turn.at.date() - timedelta(days=1), store.entries(turn.listener))
    if turn.same:
        return {**yesterday, **said}
    return {
        scale: yesterday.get(scale, value) if value == SAME else value
        for scale, value in said.items()
    }


def _noted(turn: Turn, form: CheckingIn, said: dict[str, int | str]) -> CheckingIn:
    """Return the form with what this turn says, and with how sure of it we may be."""
    rounded = was_rounded(turn.heard or "", form.asked or None)
    day = turn.slots.get("day")
    return replace(
        form,
        said={**form.said, **said},
        day=str(day) if day else form.day,
        rounded=form.rounded or rounded,
        careful=form.careful
        or rounded
        or turn.same
        or turn.confidence < UNSURE
        or (turn.corrects and not form.corrects),
    )


def _take(turn: Turn, session: Session, store: Store, form: CheckingIn) -> tuple[Reply, Session]:
    """Ask again for a value that cannot be kept, once; a word is kept the second time."""
    open_ones = [
        name
        for name, value in form.said.items()
        if unclear(name, value) and not (name in form.skipped and kept_word(name, value))
    ]
    if not open_ones:
        return _go_on(turn, session, store, form)
    scale = form.asked if form.asked in open_ones else open_ones[0]
    again = replace(form, asked=scale, tries=form.tries + 1 if scale == form.asked else 1)
    if again.tries > 1:
        rest = _left_out(again, keep=kept_word(scale, form.said[scale]))
        return _take(turn, session, store, rest)
    return _ask_again(
        session, replace(_left_out(again), skipped=form.skipped, tries=1, careful=True)
    )


def _left_out(form: CheckingIn, *, keep: bool = False) -> CheckingIn:
    """Return the form with its question over; what was said to it is kept or dropped."""
    said = {name: value for name, value in form.said.items() if keep or name != form.asked}
    return replace(form, said=said, skipped=(*form.skipped, form.asked), tries=0)


def _go_on(turn: Turn, session: Session, store: Store, form: CheckingIn) -> tuple[Reply, Session]:
    for scale in form.wanted:
        if scale not in form.said and scale not in form.skipped:
            return _ask(session, replace(form, asked=scale, tries=0))
    if not form.said:
        return Reply((Say(line("check_in.nothing_kept")),)), follow_up.closed(session)
    if form.corrects:
        return _correct(turn, session, store, form)
    return _keep(turn, session, store, form)


def _ask(session: Session, form: CheckingIn) -> tuple[Reply, Session]:
    words = line(f"check_in.ask_{form.asked}")
    reprompt = line(f"check_in.again_{form.asked}")
    after = replace(session, scene=Scene.CHECK_IN, check_in=form)
    return Reply((Say(words),), open=True, reprompt=reprompt), after


def _ask_again(session: Session, form: CheckingIn) -> tuple[Reply, Session]:
    words = line(f"check_in.again_{form.asked}")
    after = replace(session, scene=Scene.CHECK_IN, check_in=form)
    return Reply((Say(words),), open=True, reprompt=words), after


def _keep(turn: Turn, session: Session, store: Store, form: CheckingIn) -> tuple[Reply, Session]:
    """Write one entry and read it back; it is durable before the words are spoken."""
    scores, words = scored(form.said)
    day = _day(turn, form) or turn.at.date()
    entry = Entry(uuid4().hex, turn.listener, turn.at, day, scores, words)
    before = diary_before(turn, store)
    store.add(entry)
    brief = is_brief(turn, store)
    given = question(entry, turn, frozenset(scores))
    if given.asks is None and not brief:
        told = line("check_in.first") if before.is_first else ""
        given = GivenBack(told or comparison(entry, turn, session, before))
    kept = () if brief and not form.careful else _kept(turn, entry, form, before)
    return _said(session, entry, form, kept, given)


def _kept(turn: Turn, entry: Entry, form: CheckingIn, before: Before) -> tuple[Say, ...]:
    """Return the read-back: with names in the first week and where anything was unsure."""
    named = form.careful or before.is_in_first_week(entry)
    told = read_back(entry.scores, entry.words) if named else short(entry)
    key = "check_in.kept" if entry.day == turn.at.date() else "check_in.kept_yesterday"
    more = (Say(line("check_in.rounded")),) if form.rounded else ()
    return (Say(line(key, values=told)), *more)


def _correct(turn: Turn, session: Session, store: Store, form: CheckingIn) -> tuple[Reply, Session]:
    """Change the last entry: of this conversation, else the newest there is."""
    wanted = session.logged[-1:] or tuple(e.id for e in store.entries(turn.listener)[-1:])
    entry = store.get(turn.listener, wanted[0]) if wanted else None
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
    return _said(session, changed, form, (Say(told), *more), given)


def _said(
    session: Session, entry: Entry, form: CheckingIn, kept: tuple[Say, ...], given: GivenBack
) -> tuple[Reply, Session]:
    """Return the reply to an entry that is written, and the session that may correct it."""
    more = (Say(given.words),) if given.words else ()
    reply = Reply(
        (*kept, Chime(ChimeName.KEPT), *more),
        did=Did(stored=(entry.id,)),
        open=given.asks is not None,
        interruptible=False,
    )
    open_question = CheckingIn(given.asks, {}) if given.asks else None
    after = replace(
        session,
        scene=Scene.CHECK_IN if open_question else Scene.IDLE,
        check_in=open_question,
        logged=(entry.id,),
        logged_scale=list(form.said)[-1],
    )
    return reply, after


def _day(turn: Turn, form: CheckingIn | None) -> date | None:
    """The local day that the entry is about; None for one that we do not keep yet."""
    today = turn.at.date()
    match turn.slots.get("day") or (form.day if form else None):
        case None:
            return today
        case "yesterday":
            return today - timedelta(days=1)
        case _:
            return None
