"""`gutfeeling diary`: what was kept, read, taken along, or erased for good."""

from __future__ import annotations

import csv
import json
import sys
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from content import settings
from content.phrases import line
from content.storage.open import open_store
from content.storage.store import SCALES
from offline.listener import LISTENER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.storage.sql import SqlStore
    from content.storage.store import Entry


@click.group(
    epilog="Example: gutfeeling diary export --format csv > diary.csv. "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
def diary() -> None:
    """Show, take along or erase your check-ins."""


@diary.command(epilog="Example: gutfeeling diary show. Exit: 0 done, 1 could not, 2 wrong usage.")
def show() -> None:
    """Print the check-ins, a line a day, the newest last."""
    with _open() as store:
        entries = store.entries(LISTENER)
    if not entries:
        click.echo(line("diary.empty"))
        return
    click.echo(line("diary.scales"))
    for day, of_day in groupby(entries, key=lambda entry: entry.day):
        told = "; ".join(_in_words(entry) for entry in of_day)
        click.echo(line("diary.day", day=f"{day:%A} {day.day} {day:%B} {day.year}", entries=told))


@diary.command(
    epilog="Example: gutfeeling diary export --format csv > diary.csv. "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="Rows for a spreadsheet, or a list of objects.",
)
def export(form: str) -> None:
    """Write every check-in to standard output."""
    with _open() as store:
        rows = [_row(entry) for entry in store.entries(LISTENER)]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    columns = ["id", "at", "day", *SCALES, "words"]
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        said = " ".join(f"{scale}={word}" for scale, word in row["words"].items())
        writer.writerow(row | {"words": said})


@diary.command(
    epilog="Example: gutfeeling diary forget --yes. Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option("--yes", is_flag=True, help="Erase without asking.")
def forget(yes: bool) -> None:
    """Erase everything that was kept of you, for good."""
    with _open() as store:
        count = len(store.entries(LISTENER))
        if not yes and not _confirmed(count):
            click.echo(line("diary.kept"))
            return
        erased = store.forget(LISTENER)
    click.echo(_counted("erased", erased) if erased else line("diary.erased_none"))


def _confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise click.ClickException(
            "Nothing was erased, since nobody can be asked here. Add --yes to erase everything.",
        )
    return click.confirm(_counted("ask", count), err=True)


def _counted(key: str, count: int) -> str:
    return line(f"diary.{key}_one") if count == 1 else line(f"diary.{key}", count=count)


@contextmanager
def _open() -> Iterator[SqlStore]:
    store = open_store(settings.load())
    try:
        yield store
    finally:
        store.close()


def _in_words(entry: Entry) -> str:
    """Return one check-in as printed; the time only where it was said on the day itself."""
    values = [
        line(
            "diary.value",
            scale=line(f"history.scale_{scale}"),
            value=entry.words.get(scale) or entry.scores[scale],
        )
        for scale in SCALES
        if scale in entry.scores or scale in entry.words
    ]
    told = ", ".join(values) or line("diary.nothing")
    if entry.at.date() != entry.day:
        return told
    return line("diary.timed", time=f"{entry.at:%H:%M}", values=told)


def _row(entry: Entry) -> dict[str, Any]:
    scores = {scale: entry.scores.get(scale) for scale in SCALES}
    at, day = entry.at.isoformat(timespec="seconds"), entry.day.isoformat()
    return {"id": entry.id, "at": at, "day": day, **scores, "words": entry.words}
