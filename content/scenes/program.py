"""The seven gentle days: an idea, a practice and a check-in, in any order, whenever somebody likes.

Days done are counted, never dates: nothing here knows of a day that was missed (experience, 1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from uuid import uuid4

from content import library
from content.dialogue import registry
from content.dialogue.registry import answers, handles
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Asking, Scene, Session
from content.dialogue.turn import SlotValue, Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.practices import practices
from content.scenes import breathing, steering
from content.scenes.closing import spoken_length
from content.scenes.plant_week import is_counting
from content.scripts import length, scripts
from content.settings import Profile
from content.storage.record import Record
from content.storage.store import Store

KIND = "program_day"
"""Kind of the records. Their data: `day`, 1 to 7, and `round`, which counts the times that somebody
started again."""

ROUND = "program_round"
"""Preference: the round of now; without it the first."""

GO_ON, OVER = "program_go_on", "program_over"
"""The questions: the next day already, and again from the first."""


@dataclass(frozen=True, slots=True)
class Day:
    """One of the seven."""

    answer: str
    practice: str
    minutes: float
    food: bool = False
    instead: str = ""
    """The answer behind the idea that takes the place of one about food."""


@cache
def days() -> tuple[Day, ...]:
    """Return the days, the first at index 0."""
    raw = library.read("program.yaml")["days"]
    return tuple(library.structure(one, Day, "program.yaml") for one in raw)


@handles("program.today")
@handles("program.today", scene=Scene.PROGRAM)
def today(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Offer the day that was named, the next one, or the first that is not done."""
    if "again" in turn.marks:
        return start_again(turn, session, store)
    if "done" in turn.marks:
        return _count(_done(turn, store)), replace(session, scene=Scene.IDLE)
    named = turn.slots.get("day")
    if isinstance(named, int) and 1 <= named <= len(days()):
        return _offer(turn, session, store, named)
    if "next" in turn.marks and session.scene is Scene.PROGRAM:
        return turn_over(replace(turn, intent="next"), session, store)
    return _first_left(turn, session, store)


@handles("yes", scene=Scene.PROGRAM)
def begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Begin the practice of the day that was offered; with that the day is done."""
    number = session.program or 1
    day = days()[number - 1]
    data = {"day": number, "round": _round(turn, store)}
    record = Record(uuid4().hex, turn.listener, turn.at, turn.at.date(), KIND, data)
    store.add_record(record)
    asked: dict[str, SlotValue] = {"practice": day.practice, "minutes": day.minutes}
    wanted = replace(turn, intent="breathing.start", slots=asked)
    reply, after = breathing.start(wanted, replace(session, scene=Scene.IDLE), store)
    return replace(reply, did=replace(reply.did, stored=(record.id,))), after


@handles("no", scene=Scene.PROGRAM)
def later(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A no is for now."""
    return Reply((Say(line("program.later")),)), replace(session, scene=Scene.IDLE)


@handles("next", "previous", scene=Scene.PROGRAM)
def turn_over(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Offer the day after, or the day before; after the last comes the first."""
    step = 1 if turn.intent == "next" else -1
    number = ((session.program or 1) - 1 + step) % len(days()) + 1
    return _offer(turn, session, store, number)


@handles("ask.more", "ask.sure", "ask.source", "ask.plain", "repeat", "help", scene=Scene.PROGRAM)
def about(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Say more about the idea, or say it again; the offer stays open."""
    handler = registry.find(registry.ANY, str(turn.intent))
    if handler is None:
        return later(turn, session, store)
    reply, after = handler(turn, session, store)
    return replace(reply, open=True), replace(after, scene=Scene.PROGRAM)


@answers(OVER, "breathing.control")
@handles("breathing.control", scene=Scene.PROGRAM)
def control(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Start the seven days again: here nothing else can be meant."""
    if turn.slots.get("action") == "restart":
        return start_again(turn, session, store)
    return steering.nothing_to_steer(turn, session, store)


@answers(GO_ON, "yes", "next")
def go_on(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """The next day already."""
    return _offer(turn, session, store, _next(_done(turn, store)) or 1)


@answers(GO_ON, "no")
def not_yet(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Another time."""
    return later(turn, session, store)


@answers(OVER, "yes")
def start_again(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A new round; what was done before is kept and not counted."""
    store.set_preference(turn.listener, ROUND, str(_round(turn, store) + 1))
    return _offer(turn, session, store, 1)


def _first_left(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Offer the first day that is not done; where one was done today, ask before going on."""
    following, latest = _next(_done(turn, store)), _done_today(turn, store)
    if following is None:
        words = line("program.all_done")
        return Reply((Say(words),), open=True), replace(session, scene=Scene.IDLE, question=OVER)
    if "next" in turn.marks or latest is None:
        return _offer(turn, session, store, following)
    words = line("program.whenever", count=number_words(latest), next=number_words(following))
    return Reply((Say(words),), open=True), replace(session, scene=Scene.IDLE, question=GO_ON)


def _offer(turn: Turn, session: Session, store: Store, number: int) -> tuple[Reply, Session]:
    """Tell the day's idea, practice and check-in, and ask whether to begin."""
    day, done = days()[number - 1], _done(turn, store)
    instead = day.food and not is_counting(turn, store)
    first = () if done or number > 1 else (line("program.first"),)
    key = "program.day_done" if number in done else "program.day"
    asks = turn.profile is not Profile.STORE
    lines = (
        *first,
        line(key, count=number_words(number)),
        line(f"program.idea_{number}_instead" if instead else f"program.idea_{number}"),
        line("program.practice", length=capital(_length(day)), practice=_name(day)),
        *((line(f"program.check_in_{number}"),) if asks else ()),
        line("program.start"),
    )
    reply = Reply(tuple(map(Say, lines)), open=True, reprompt=line("program.reprompt"))
    asking = Asking(answer=day.instead if instead else day.answer)
    return reply, replace(session, scene=Scene.PROGRAM, program=number, asking=asking)


def _count(done: frozenset[int]) -> Reply:
    following = _next(done)
    if following is None:
        return Reply((Say(line("program.all_done")),))
    key = {0: "done_none", 1: "done_1"}.get(len(done), "done")
    counted, after = capital(number_words(len(done))), number_words(following)
    return Reply((Say(line(f"program.{key}", count=counted, next=after)),))


def _next(done: frozenset[int]) -> int | None:
    return next((number for number in range(1, len(days()) + 1) if number not in done), None)


def _done(turn: Turn, store: Store) -> frozenset[int]:
    """Return the days of this round that are done."""
    return frozenset(number for number, _ in _marked(turn, store))


def _done_today(turn: Turn, store: Store) -> int | None:
    latest = [number for number, record in _marked(turn, store) if record.day == turn.at.date()]
    return latest[-1] if latest else None


def _marked(turn: Turn, store: Store) -> list[tuple[int, Record]]:
    now = _round(turn, store)
    return [
        (number, record)
        for record in store.records(turn.listener, KIND)
        if record.data.get("round") == now and isinstance(number := record.data.get("day"), int)
    ]


def _round(turn: Turn, store: Store) -> int:
    kept = store.preference(turn.listener, ROUND) or ""
    return int(kept) if kept.isdigit() else 1


def _name(day: Day) -> str:
    script = scripts().get(day.practice)
    return script.name if script else practices()[day.practice].name


def _length(day: Day) -> str:
    script = scripts().get(day.practice)
    return spoken_length(length(script.nearest(day.minutes * 60)) if script else day.minutes * 60)
