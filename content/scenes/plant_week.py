"""What was noted this week: Monday to Sunday, each kind once (evidence 6.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.plants import table, worth
from content.safety.eating import PLANTS
from content.storage.record import Json, Record
from content.storage.store import Store

KIND = "plants"
"""Kind of the records. Their data: `plants`, ids of rows; `kinds`, the id that each of them is
counted as; `unknown`, words that were kept and count nothing."""

OPT = PLANTS
"""Preference: "on" or "off"; without it nobody asked for it. An eating-disorder cue sets "off"."""

SINCE = "plants_since"
"""Preference: when counting was turned on last; what was noted before stays hidden."""

EXTRAS = "plants_extras"
"""Preference: "on" where drinks and extras count, too."""


@dataclass(frozen=True, slots=True)
class Week:
    """The plants of one week, each as its row and the kind that it is counted as."""

    rows: tuple[tuple[str, str], ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Ids of the kinds."""
        return frozenset(kind for _, kind in self.rows)

    @property
    def fermented(self) -> frozenset[str]:
        """Ids of the rows that are fermented."""
        known = table().plants
        return frozenset(row for row, _ in self.rows if row in known and known[row].fermented)


def is_counting(turn: Turn, store: Store) -> bool:
    """Whether this listener asked for it, and nothing turned it off since."""
    return store.preference(turn.listener, OPT) == "on"


def week(turn: Turn, store: Store, day: date | None = None) -> Week:
    """Return what was noted in the week of a day, without it in the present one."""
    day = day or turn.at.date()
    monday = day - timedelta(days=day.weekday())
    since = store.preference(turn.listener, SINCE)
    begin = datetime.fromisoformat(since) if since else None
    noted = store.records(turn.listener, KIND, monday)
    return Week(
        tuple(
            pair
            for record in noted
            if record.day < monday + timedelta(days=7) and (begin is None or record.at >= begin)
            for pair in _pairs(record)
        )
    )


def note_down(
    turn: Turn,
    store: Store,
    day: date,
    pairs: Iterable[tuple[str, str]],
    *,
    adds_to: str = "",
    unknown: str = "",
) -> str:
    """Keep plants of a day, each as its row and its kind, and return the record's id.

    Args:
        turn: says who noted it, and when.
        store: keeps it; it is durable when this returns.
        day: the local day that it is about.
        pairs: the plants.
        adds_to: id of the record that is to hold them, too; without it, or without such a record,
            they are a record of their own.
        unknown: a word that is kept and counts nothing.
    """
    old = [one for one in store.records(turn.listener, KIND, day) if one.id == adds_to]
    rows = dict([*(_pairs(old[0]) if old else ()), *pairs])
    data: dict[str, Json] = {"plants": [*rows], "kinds": [*rows.values()]}
    if unknown:
        data["unknown"] = [unknown]
    if old:
        store.replace_record(replace(old[0], data=data))
        return adds_to
    record = Record(uuid4().hex, turn.listener, turn.at, day, KIND, data)
    store.add_record(record)
    return record.id


def noticed(turn: Turn, store: Store) -> list[str]:
    """Return the kinds of this week for a look back at everything; nothing where there are none."""
    found = week(turn, store) if is_counting(turn, store) else Week(())
    return [_numbered("count", len(found.kinds))] if found.rows else []


def told(found: Week, *, points: bool = False) -> list[str]:
    """Return the week in words: kinds, how many fermented, and points if they were asked for."""
    count = len(found.kinds)
    if not count:
        return [line("plants.none")]
    lines = [_numbered("count", count)]
    if found.fermented:
        lines.append(_numbered("fermented_count", len(found.fermented), one="fermented_1"))
    if points:
        lines.append(line("plants.points", points=_quarters(worth(found.rows))))
    return lines


def _pairs(record: Record) -> Iterable[tuple[str, str]]:
    rows, kinds = record.data.get("plants"), record.data.get("kinds")
    if isinstance(rows, list) and isinstance(kinds, list):
        yield from ((str(row), str(kind)) for row, kind in zip(rows, kinds, strict=False))


def _numbered(key: str, count: int, one: str = "count_1") -> str:
    if count == 1:
        return line(f"plants.{one}")
    return capital(line(f"plants.{key}", count=number_words(count)))


def _quarters(points: float) -> str:
    quarters = round(points * 4)
    whole, part = divmod(quarters, 4)
    if not part:
        return number_words(whole)
    key = f"plants.quarters_{part}" if whole else f"plants.quarters_only_{part}"
    return line(key, whole=number_words(whole))
