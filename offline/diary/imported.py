"""Reads what `diary export` wrote, all of it or nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from content.storage.record import Record
from content.storage.store import SCALES, Entry
from content.storage.tables import ID
from offline.diary.exported import CHECK_IN, COLUMNS

HIGHEST: Final = 10
_LONGEST_WORD: Final = 32
_WORD: Final = re.compile(r"(\w+)=(.+?)(?=\s+\w+=|$)")


class ImportFailedError(Exception):
    """The file is not one of ours; the text is one sentence for a person."""


def parse(text: str, listener: str) -> tuple[Entry | Record, ...]:
    """Return what a CSV or JSON export holds, in its order.

    Raises:
        ImportFailedError: something in it cannot be read; it says where.
    """
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    is_json = text.lstrip().startswith("[")
    found: list[Entry | Record] = []
    for place, row in _json_rows(text) if is_json else _csv_rows(text):
        try:
            found.append(_thing(row if is_json else _from_cells(row), listener))
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise ImportFailedError(
                f"{place} can't be read ({_reason(error)}), so nothing was imported. "
                "Give a file that `gutfeeling diary export` wrote.",
            ) from error
    return tuple(found)


def _reason(error: Exception) -> str:
    match error:
        case KeyError():
            return f"no {error.args[0]}"
        case json.JSONDecodeError() | RecursionError():
            return "its data is no JSON"
        case AttributeError() | TypeError():
            return "a value of another kind"
        case _:
            return str(error).rstrip(".")


def _json_rows(text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportFailedError(
            "The file is no whole JSON, so nothing was imported. Export the diary again.",
        ) from error
    for number, row in enumerate(found, 1):
        yield f"Object {number}", row


def _csv_rows(text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise ImportFailedError(
                "The file's first line does not name the diary's columns, so nothing was "
                "imported. Give a file that `gutfeeling diary export` wrote.",
            )
        for row in reader:
            yield f"Line {reader.line_num}", row
    except csv.Error as error:
        raise ImportFailedError(
            f"Line {reader.line_num} is no line of a table, so nothing was imported. "
            "Export the diary again.",
        ) from error


def _from_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a CSV row as the JSON export would have it; what does not parse stays text."""
    words = dict(_WORD.findall(row["words"] or ""))
    scores = {scale: _number(row[scale]) for scale in SCALES}
    data = json.loads(row["data"]) if row["data"] else None
    return {**row, **scores, "words": words, "data": data}


def _number(cell: str | None) -> int | str | None:
    return int(cell) if cell and cell.isascii() and cell.isdigit() else cell or None


def _thing(row: Mapping[str, Any], listener: str) -> Entry | Record:
    ident, at, day = _text(row["id"], "id", ID), _moment(row["at"]), _day(row["day"])
    kind = _text(row["kind"], "kind", 32)
    if kind != CHECK_IN:
        data = row["data"]
        if not isinstance(data, dict):
            raise ValueError("its data is no object")
        return Record(ident, listener, at, day, kind, data)
    scores = {scale: _score(row[scale], scale) for scale in SCALES if row[scale] is not None}
    words = {
        _scale(scale): _text(word, scale, _LONGEST_WORD) for scale, word in row["words"].items()
    }
    return Entry(ident, listener, at, day, scores, words)


def _text(value: object, name: str, longest: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable():
        raise ValueError(f"{name} is no text of 1 to {longest} characters on one line")
    return value


def _score(value: object, scale: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST:
        raise ValueError(f"{scale} is no whole number from 0 to {HIGHEST}")
    return value


def _scale(name: str) -> str:
    if name not in SCALES:
        raise ValueError(f"there is no scale {name}")
    return name


def _moment(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    if at.utcoffset() is None:
        raise ValueError("at names no time zone")
    return at


def _day(value: str) -> date:
    return date.fromisoformat(value)
