"""Checking in: say it in one breath, or be asked for anxiety and belly; kept in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from content.dialogue.registry import handles
from content.dialogue.reply import Reply, Say
from content.dialogue.session import CheckingIn, Scene, Session
from content.dialogue.turn import UNSURE, Turn
from content.phrases import line
from content.scenes import extras, follow_up, reminding
from content.scenes.keeping import correct, keep
from content.scenes.rating import kept_word, said_on, unclear, values
from content.storage.store import Store
from content.understanding.extras import NOTE
from content.understanding.follow_ups import REMINDED
from content.understanding.scales import SAME, was_rounded

ASKED = ("anxiety", "gut")
"""What the guided form asks for, in this order: at most two questions (evidence 5.2)."""


@handles("checkin.start")
def begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Ask for anxiety first."""
    wanted = (*ASKED, *extras.opted_in(turn, store))
    return _ask(session, CheckingIn(asked=ASKED[0], said={}, wanted=wanted))


@handles("checkin.log")
def log(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Keep what was said in one breath, answer the question that is open, or correct."""
    said, brought = values(turn), extras.said(turn, store)
    form = _open_form(session)
    copied = turn.same or SAME in said.values()
    if copied:
        said = _with_yesterday(turn, store, said)
    if _day(turn, form) is None:
        return Reply((Say(line("check_in.day_unknown")),), open=True), session
    if turn.corrects and not said:
        return Reply((Say(line("check_in.which_change")),), open=True), session
    if not said and not brought:
        return _ask_again(session, form) if form else begin(turn, session, store)
    if form is None:
        form = CheckingIn("", {}, wanted=(), corrects=turn.corrects)
    form = replace(form, extras={**form.extras, **brought}, careful=form.careful or copied)
    return _take(turn, session, store, _noted(turn, form, said))


@handles("checkin.stool", "checkin.note", scene=Scene.CHECK_IN)
def answer_extra(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Take the answer to the question about bowels, or the note; any other time it is logged."""
    form = _open_form(session)
    brought = extras.said(turn, store)
    if form is None or not brought:
        return extras.log(turn, session, store)
    if len(brought.get(NOTE, "")) > extras.LONGEST_NOTE:
        return _ask_again(session, form)
    return _go_on(turn, session, store, replace(form, extras={**form.extras, **brought}))


@handles("next", "no", scene=Scene.CHECK_IN)
def skip(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Leave this one out."""
    if session.check_in is not None and session.check_in.asked == REMINDED:
        reminding.answered(turn, store)
    if follow_up.is_open(session) or session.check_in is None:
        return follow_up.decline(session)
    return _go_on(turn, session, store, _left_out(session.check_in))


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
        if scale not in {*form.said, *form.extras, *form.skipped}:
            return _ask(session, replace(form, asked=scale, tries=0))
    if not form.said and not form.extras:
        return Reply((Say(line("check_in.nothing_kept")),)), follow_up.closed(session)
    if form.corrects:
        return correct(turn, session, store, form)
    return keep(turn, session, store, form, _day(turn, form) or turn.at.date())


def _ask(session: Session, form: CheckingIn) -> tuple[Reply, Session]:
    words = line(extras.question("ask", form.asked))
    reprompt = line(extras.question("again", form.asked))
    after = replace(session, scene=Scene.CHECK_IN, check_in=form)
    return Reply((Say(words),), open=True, reprompt=reprompt), after


def _ask_again(session: Session, form: CheckingIn) -> tuple[Reply, Session]:
    words = line(extras.question("again", form.asked))
    after = replace(session, scene=Scene.CHECK_IN, check_in=form)
    return Reply((Say(words),), open=True, reprompt=words), after


def _open_form(session: Session) -> CheckingIn | None:
    """Return the form whose question is open; pain and the offer are no part of it."""
    is_open = session.scene is Scene.CHECK_IN and not follow_up.is_open(session)
    return session.check_in if is_open else None


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
