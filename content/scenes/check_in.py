"""Checking in: say it in one breath, or be asked for anxiety and belly; kept in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from content.dialogue.registry import handles
from content.dialogue.reply import Chime, ChimeName, Did, Reply, Say
from content.dialogue.session import CheckingIn, Scene, Session
from content.dialogue.turn import SlotValue, Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.storage.store import SCALES, Entry, Store

ASKED = ("anxiety", "gut")
"""What the guided form asks for, in this order: at most two questions (evidence 5.2)."""

HIGHEST = 10
WORD_SCORES = {"badly": 2, "okay": 5, "well": 8}
"""The words of the sleep and mood scales as numbers (contract, section 3)."""


@handles("checkin.start")
def begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Ask for anxiety first."""
    return _ask(session, CheckingIn(asked=ASKED[0], said={}))


@handles("checkin.log")
def log(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Keep what was said in one breath, or answer the question that is open."""
    said = {name: value for name, value in turn.slots.items() if name in SCALES}
    if not said:
        return begin(turn, session, store)
    open_form = session.check_in if session.scene is Scene.CHECK_IN else None
    for scale, value in said.items():
        if not _in_range(value):
            asked_again = CheckingIn(scale, _good(said, open_form), tries=1)
            return _ask_again(session, asked_again)
    if turn.corrects:
        return _correct(turn, session, store, said)
    if open_form is not None:
        form = replace(open_form, said=_good(said, open_form))
        return _go_on(turn, session, store, form)
    return _keep(turn, session, store, said)


@handles("next", "no", scene=Scene.CHECK_IN)
def skip(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Leave this one out."""
    form = session.check_in or CheckingIn(ASKED[0], {})
    skipped = replace(form, skipped=(*form.skipped, form.asked))
    return _go_on(turn, session, store, skipped)


@handles("checkin.undo")
def undo(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Take the last entry back: of this conversation, else the newest there is."""
    wanted = session.logged or tuple(entry.id for entry in store.entries(turn.listener)[-1:])
    gone = [entry_id for entry_id in wanted if store.remove(turn.listener, entry_id)]
    words = line("check_in.undone" if gone else "check_in.nothing_to_undo")
    after = replace(session, logged=(), logged_scale=None, scene=Scene.IDLE, check_in=None)
    return Reply((Say(words),)), after


def read_back(scores: dict[str, int], words: dict[str, str]) -> str:
    """Return the values with their names: "Anxiety four, belly six, slept badly"."""
    parts = []
    for scale in SCALES:
        if scale in words:
            parts.append(line(f"check_in.name_{scale}_word", value=words[scale]))
        elif scale in scores:
            parts.append(line(f"check_in.name_{scale}", value=number_words(scores[scale])))
    return capital(", ".join(parts))


def _go_on(turn: Turn, session: Session, store: Store, form: CheckingIn) -> tuple[Reply, Session]:
    for scale in ASKED:
        if scale not in form.said and scale not in form.skipped:
            return _ask(session, replace(form, asked=scale, tries=0))
    if not form.said:
        after = replace(session, scene=Scene.IDLE, check_in=None)
        return Reply((Say(line("check_in.nothing_kept")),)), after
    return _keep(turn, session, store, form.said)


def _ask(session: Session, form: CheckingIn) -> tuple[Reply, Session]:
    words = line(f"check_in.ask_{form.asked}")
    reprompt = line(f"check_in.again_{form.asked}")
    after = replace(session, scene=Scene.CHECK_IN, check_in=form)
    return Reply((Say(words),), open=True, reprompt=reprompt), after


def _ask_again(session: Session, form: CheckingIn) -> tuple[Reply, Session]:
    words = line(f"check_in.again_{form.asked}")
    after = replace(session, scene=Scene.CHECK_IN, check_in=form)
    return Reply((Say(words),), open=True, reprompt=words), after


def _keep(
    turn: Turn, session: Session, store: Store, said: dict[str, SlotValue] | dict[str, int | str]
) -> tuple[Reply, Session]:
    """Write one entry and read it back; it is durable before the words are spoken."""
    day = _day(turn)
    if day is None:
        return Reply((Say(line("check_in.day_unknown")),), open=True), session
    scores, words = _scored(dict(said))
    first = not store.entries(turn.listener)
    entry = Entry(uuid4().hex, turn.listener, turn.at, day, scores, words)
    store.add(entry)
    key = "check_in.kept" if day == turn.at.date() else "check_in.kept_yesterday"
    kept = Say(line(key, values=read_back(scores, words)))
    more = (Say(line("check_in.first")),) if first else ()
    after = replace(
        session,
        scene=Scene.IDLE,
        check_in=None,
        logged=(entry.id,),
        logged_scale=list(scores)[-1],
    )
    reply = Reply(
        (kept, Chime(ChimeName.KEPT), *more), did=Did(stored=(entry.id,)), interruptible=False
    )
    return reply, after


def _correct(
    turn: Turn, session: Session, store: Store, said: dict[str, SlotValue]
) -> tuple[Reply, Session]:
    """Change the last entry: of this conversation, else the newest there is."""
    wanted = session.logged[-1:] or tuple(e.id for e in store.entries(turn.listener)[-1:])
    entry = store.get(turn.listener, wanted[0]) if wanted else None
    if entry is None:
        return Reply((Say(line("check_in.nothing_to_change")),), open=True), session
    scores, words = _scored(said)
    kept_words = {name: word for name, word in entry.words.items() if name not in scores}
    changed = replace(entry, scores={**entry.scores, **scores}, words={**kept_words, **words})
    store.replace(changed)
    values = read_back(changed.scores, changed.words)
    reply = Reply(
        (Say(line("check_in.corrected", values=values)), Chime(ChimeName.KEPT)),
        did=Did(stored=(entry.id,)),
        interruptible=False,
    )
    after = replace(session, logged=(entry.id,), logged_scale=list(scores)[-1])
    return reply, replace(after, scene=Scene.IDLE, check_in=None)


def _scored(said: dict[str, SlotValue]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the numbers of all scales, and the words where words were said."""
    words = {name: value for name, value in said.items() if isinstance(value, str)}
    numbers = {
        name: WORD_SCORES[value] if isinstance(value, str) else int(str(value))
        for name, value in said.items()
    }
    return numbers, words


def _in_range(value: SlotValue) -> bool:
    if isinstance(value, str):
        return value in WORD_SCORES
    return isinstance(value, int) and 0 <= value <= HIGHEST


def _good(said: dict[str, SlotValue], form: CheckingIn | None) -> dict[str, int | str]:
    """The values that can be kept while one of them is asked for again."""
    kept = dict(form.said) if form else {}
    good = {
        name: value
        for name, value in said.items()
        if isinstance(value, int | str) and _in_range(value)
    }
    return {**kept, **good}


def _day(turn: Turn) -> date | None:
    """The local day that the entry is about; None for one that we do not keep yet."""
    today = turn.at.date()
    match turn.slots.get("day"):
        case None:
            return today
        case "yesterday":
            return today - timedelta(days=1)
        case _:
            return None
