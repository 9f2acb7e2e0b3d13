"""The diary as text that other programs read: a row for each check-in and each record.

CSV columns, the same as the JSON keys: `id`; `at`, when it was said, with the offset of the clock
on the wall; `day`, what it is about; the five scales, 0 to 10, empty where nothing was said;
`words`, said instead of a number ("sleep=badly"); `kind`, "check_in" or a record's kind; `data`,
what a record holds, as JSON. UTF-8 without a byte order mark, which LibreOffice opens as it is
and which every other program reads without a mark in its first column.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

from content.storage.store import SCALES, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.storage.record import Record

CHECK_IN: Final = "check_in"
COLUMNS: Final = ("id", "at", "day", *SCALES, "words", "kind", "data")


def rows(entries: Iterable[Entry], records: Iterable[Record]) -> list[dict[str, Any]]:
    """Return the rows by day, then as they were said, to the second that is written."""
    kept: list[Entry | Record] = [*entries, *records]
    kept.sort(
        key=lambda one: (one.day, one.at.replace(microsecond=0), not isinstance(one, Entry)),
    )
    return [_entry_row(one) if isinstance(one, Entry) else _record_row(one) for one in kept]


def as_json(found: list[dict[str, Any]]) -> str:
    """Return the rows as a list of objects."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_csv(found: list[dict[str, Any]]) -> str:
    """Return the rows as a table with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in found:
        words = " ".join(f"{scale}={word}" for scale, word in row["words"].items())
        data = None if row["data"] is None else json.dumps(row["data"], ensure_ascii=False)
        writer.writerow(row | {"words": words, "data": data})
    return text.getvalue()


def _entry_row(entry: Entry) -> dict[str, Any]:
    scores = {scale: entry.scores.get(scale) for scale in SCALES}
    # By scale, since a database gives its rows back in an order of its own.
    words = {scale: entry.words[scale] for scale in SCALES if scale in entry.words}
    return _dated(entry) | scores | {"words": words, "kind": CHECK_IN, "data": None}


def _record_row(record: Record) -> dict[str, Any]:
    data = {key: record.data[key] for key in sorted(record.data)}
    scores = dict.fromkeys(SCALES)
    return _dated(record) | scores | {"words": {}, "kind": record.kind, "data": data}


def _dated(one: Entry | Record) -> dict[str, Any]:
    at = one.at.isoformat(timespec="seconds")
    return {"id": one.id, "at": at, "day": one.day.isoformat()}
