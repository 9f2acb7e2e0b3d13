"""The words of the page for a doctor, before anybody decides how they are set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from content.phrases import line
from content.practices import practices
from content.scripts import scripts
from offline.diary.days import PAGE_DAYS, Summary

FLAGS: Final = (
    "blood",
    "weight",
    "anaemia",
    "lump",
    "swallowing",
    "vomiting",
    "fever",
    "night",
    "habit",
    "age",
    "family",
    "pain",
)
_WORST_SHOWN: Final = ("gut", "anxiety", "stress", "sleep")
_MOST_PRACTICES: Final = 5


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands below it."""

    heading: str
    table: tuple[tuple[str, ...], ...] = ()
    """Rows, the first one the head."""

    lines: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    """Lines with a box to tick."""


def span(found: Summary) -> str:
    """Return the days that the page is about."""
    return line("pictures.page_span", first=_day(found.first_day), last=_day(found.last_day))


def counts(found: Summary) -> str:
    """Return how many check-ins there were."""
    if not found.check_ins:
        return line("pictures.page_empty")
    key = "page_count_one" if found.check_ins == 1 else "page_counts"
    return line(f"pictures.{key}", check_ins=found.check_ins, days=found.days, all_days=PAGE_DAYS)


def blocks(found: Summary) -> tuple[Block, ...]:
    """Return the page from top to bottom."""
    every = (_scores(found), _worst(found), _tried(found), _bowels(found), _flags(found))
    return tuple(block for block in every if block)


def _scores(found: Summary) -> Block | None:
    if not found.scales:
        return None
    names = ("scale", "days", "median", "lowest", "highest")
    head = tuple(line(f"pictures.head_{name}") for name in names)
    rows = tuple(
        (
            _scale(scale),
            str(told.days),
            _number(told.median),
            _number(told.lowest),
            _number(told.highest),
        )
        for scale, told in found.scales.items()
    )
    return Block(line("pictures.scales_heading"), (head, *rows))


def _worst(found: Summary) -> Block | None:
    if not found.worst_days:
        return None
    shown = [scale for scale in _WORST_SHOWN if scale in found.scales]
    head = (line("pictures.head_day"), *(_scale(scale) for scale in shown))
    rows = tuple(
        (
            f"{day:%a} {day.day} {day:%b}",
            *(_number(values[scale]) if scale in values else "" for scale in shown),
        )
        for day, values in found.worst_days
    )
    return Block(line("pictures.worst_heading"), (head, *rows))


def _tried(found: Summary) -> Block:
    lines = [
        line(
            "pictures.tried_once" if count == 1 else "pictures.tried",
            practice=_practice(practice),
            count=count,
            better=better,
        )
        for practice, (count, better) in found.practices.items()
    ]
    if len(lines) > _MOST_PRACTICES:
        rest = len(lines) - _MOST_PRACTICES
        lines = [*lines[:_MOST_PRACTICES], line("pictures.tried_others", count=rest)]
    none = line("pictures.tried_none")
    return Block(line("pictures.tried_heading"), lines=tuple(lines) or (none,))


def _bowels(found: Summary) -> Block | None:
    if not found.bowels:
        return None
    told = ", ".join(
        line("pictures.bowels", form=line(f"pictures.form_{form}"), count=count)
        for form, count in found.bowels.items()
    )
    return Block(line("pictures.bowels_heading"), lines=(told,))


def _flags(found: Summary) -> Block:
    days = found.high_belly_days
    ending = {0: "_none", 1: "_one"}.get(days, "")
    told = [line(f"pictures.flags_high{ending}", days=days)] if "gut" in found.scales else []
    return Block(
        line("pictures.flags_heading"),
        lines=(*told, *([line("pictures.flags_pain")] if days else []), line("pictures.flags_ask")),
        boxes=tuple(line(f"pictures.flag_{flag}") for flag in FLAGS),
    )


def _practice(practice_id: str) -> str:
    named = practices().get(practice_id) or scripts().get(practice_id)
    return named.name.capitalize() if named else practice_id


def _scale(scale: str) -> str:
    return line(f"history.scale_{scale}")


def _number(value: float) -> str:
    return f"{value:g}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
