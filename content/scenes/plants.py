"""Counting plants: only for who asked for it, kinds and never amounts, said back as counted.

Nothing here asks what somebody ate, praises it or names a day's total; an eating-disorder cue turns
it off (evidence 4.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from content.dialogue.registry import answers, handles
from content.dialogue.reply import Chime, ChimeName, Did, Reply, Say
from content.dialogue.session import PlantNote, Session
from content.dialogue.turn import UNSURE, Turn
from content.number_words import capital
from content.phrases import line
from content.plants import table
from content.scenes.brief import is_brief
from content.scenes.plant_week import EXTRAS, KIND, OPT, SINCE, is_counting, note_down, told, week
from content.storage.store import Store
from content.understanding import meals
from content.understanding.plant_finder import Mention, find
from content.understanding.understand import MISSED_PLANT

AGAIN = MISSED_PLANT


@handles("plants.opt")
def choose(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Turn counting on or off, or the drinks and extras in it."""
    choice = "off" if turn.slots.get("choice") == "off" else "on"
    if "extras" in turn.marks and choice == "on" and not is_counting(turn, store):
        return _not_counting(turn, session, store)
    if "extras" in turn.marks:
        store.set_preference(turn.listener, EXTRAS, choice)
        return Reply((Say(line(f"plants.extras_{choice}")),)), session
    if choice == "on" and is_counting(turn, store):
        return Reply((Say(line("plants.on_again")),), open=True), session
    if choice == "on":
        store.set_preference(turn.listener, SINCE, turn.at.replace(microsecond=0).isoformat())
    store.set_preference(turn.listener, OPT, choice)
    words = Say(line(f"plants.{choice}"))
    return Reply((words,), open=choice == "on"), replace(session, plants=None)


@handles("plants.log")
def log(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Note the plants of a meal, and say back which."""
    if not is_counting(turn, store):
        return _not_counting(turn, session, store)
    note = session.plants or PlantNote()
    day = str(turn.slots.get("day") or (note.day if note.unknown else "") or "")
    if day not in {"", "yesterday"}:
        return Reply((Say(line("plants.day_unknown")),), open=True), session
    mentions, unknown = _heard(turn)
    if not mentions:
        return _not_caught(turn, session, store, unknown, day)
    counted = tuple(one for one in mentions if one.plant and _counts(turn, store, one))
    unclear = next((one for one in mentions if one.asks), None)
    if not counted and unclear is None:
        words = line("plants.extras_are_off", names=_joined(mentions))
        return Reply((Say(words),), open=True), session
    return _noted(turn, session, store, counted, unclear, day)


@handles("plants.count")
def count(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Say how many kinds it were this week; points only where they were asked for."""
    if not is_counting(turn, store):
        return _not_counting(turn, session, store)
    lines = told(week(turn, store), points="points" in turn.marks)
    return Reply(tuple(Say(text) for text in lines)), session


@answers("wholemeal", "yes")
def was_wholemeal(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Add what was unclear to the plants that were noted with it."""
    note = session.plants or PlantNote()
    plant = table().plants.get(note.unclear)
    if plant is None or not is_counting(turn, store):
        return _not_counting(turn, session, store)
    mention = Mention(plant.said[0], plant.said[0], plant.id)
    return _noted(turn, session, store, (mention,), None, note.day or "", adds_to=note.record)


@answers("wholemeal", "no", "next")
@answers(AGAIN, "no", "next")
def leave_out(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A no, or a skip, counts nothing."""
    note = session.plants or PlantNote()
    left = replace(note, unclear="", unknown="")
    return Reply((Say(line("plants.left_out")),)), replace(session, plants=left)


def undo(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Take back the plants of this conversation, else the newest there are."""
    newest = store.records(turn.listener, KIND)[-1:]
    wanted = session.plants.record if session.plants else ""
    for record_id in (wanted, *(one.id for one in newest)):
        if record_id and store.remove_record(turn.listener, record_id):
            break
    return Reply((Say(line("plants.undone")),)), replace(session, plants=None)


def is_last(turn: Turn, session: Session, store: Store) -> bool:
    """Whether plants, and no check-in, are what "undo" means."""
    if session.logged:
        return False
    if session.plants and session.plants.record:
        return True
    plants = store.records(turn.listener, KIND)[-1:]
    entries = store.entries(turn.listener)[-1:]
    return bool(plants) and (not entries or plants[0].at > entries[0].at)


def _noted(
    turn: Turn,
    session: Session,
    store: Store,
    counted: Sequence[Mention],
    unclear: Mention | None,
    day: str,
    *,
    adds_to: str = "",
) -> tuple[Reply, Session]:
    """Write the record and read it back; it is durable before the words are spoken."""
    on = turn.at.date() - timedelta(days=1) if day else turn.at.date()
    before = week(turn, store, on).kinds
    pairs = [(one.plant, one.kind) for one in counted]
    record_id = note_down(turn, store, on, pairs, adds_to=adds_to) if pairs else ""
    words = _read_back(turn, store, counted, before, day)
    if unclear is not None:
        words.append(Say(line(f"plants.{unclear.asks}")))
    chime = (Chime(ChimeName.KEPT),) if counted else ()
    reply = Reply(
        (*words[:1], *chime, *words[1:]) if counted else tuple(words),
        did=Did(
            stored=(record_id,) if record_id else (),
            plant_ids=tuple(dict.fromkeys(one.plant for one in counted)),
        ),
        open=unclear is not None,
        interruptible=not counted,
    )
    note = PlantNote(record_id or adds_to, _asked_for(unclear), day=day or None)
    return reply, replace(_last_is(session, note), question=unclear.asks if unclear else "")


def _last_is(session: Session, note: PlantNote) -> Session:
    """Return the session in which "undo" means these plants, and "make that five" no check-in."""
    return replace(
        session, plants=note, logged=(), logged_scale=None, logged_values={}, logged_before=None
    )


def _read_back(
    turn: Turn, store: Store, counted: Sequence[Mention], before: frozenset[str], day: str
) -> list[Say]:
    """Return what was counted in words; the notes alone for who is brief and was heard well."""
    if not counted or (is_brief(turn, store) and turn.confidence >= UNSURE):
        return []
    key = "noted_yesterday" if day else "noted"
    if not day and {one.kind for one in counted} <= before:
        key = "known"
    names = _joined(counted)
    words = [Say(line(f"plants.{key}", names=names[0].lower() + names[1:] if day else names))]
    fermented = [one for one in counted if table().plants[one.plant].fermented]
    if fermented:
        words.append(Say(line("plants.fermented", names=_joined(fermented).lower())))
    return words


def _not_caught(
    turn: Turn, session: Session, store: Store, unknown: str, day: str
) -> tuple[Reply, Session]:
    """Ask once more for a plant that is not known; the second time keep the word, worth nothing."""
    note = session.plants or PlantNote()
    if not note.unknown:
        asked = replace(note, unknown=unknown or AGAIN, day=day or None)
        words = line("plants.again")
        reply = Reply((Say(words),), open=True, reprompt=words)
        return reply, replace(session, plants=asked, question=AGAIN)
    on = turn.at.date() - timedelta(days=1) if day else turn.at.date()
    record_id = note_down(turn, store, on, (), unknown=unknown or note.unknown)
    reply = Reply((Say(line("plants.kept_word")),), did=Did(stored=(record_id,)))
    return reply, _last_is(session, PlantNote(record_id))


def _not_counting(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Counting was never asked for, or was turned off: then it is not offered again."""
    was_asked = store.preference(turn.listener, OPT) is not None
    words = line("plants.is_off" if was_asked else "plants.not_on")
    return Reply((Say(words),)), replace(session, plants=None)


def _heard(turn: Turn) -> tuple[tuple[Mention, ...], str]:
    """Return the plants of the turn, and the words where none is known."""
    said = turn.slots.get("plants", ())
    words = said if isinstance(said, tuple) else (str(said),)
    meal = meals.read_meal(turn.heard) or meals.answer(turn.heard) if turn.heard else None
    if meal is not None:
        return meal.mentions, meal.unknown
    return find(", ".join(words)), " ".join(words)


def _counts(turn: Turn, store: Store, mention: Mention) -> bool:
    extra = table().plants[mention.plant].extra
    return not extra or store.preference(turn.listener, EXTRAS) == "on"


def _asked_for(unclear: Mention | None) -> str:
    asks = unclear.asks if unclear else ""
    return next((one.plant for one in table().unclear if one.asks == asks), "")


def _joined(mentions: Sequence[Mention]) -> str:
    *most, last = dict.fromkeys(one.words for one in mentions)
    names = line("plants.and", first=", ".join(most), last=last) if most else last
    return capital(names)
