"""`gutfeeling diary export` and `import`: the diary as a file of its person's."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from content import settings
from content.phrases import line
from content.storage.retention import utc_today
from offline.diary.exported import as_csv, as_json, rows
from offline.diary.imported import ImportFailedError, parse
from offline.diary_access import opened
from offline.listener import LISTENER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.storage.record import Record
    from content.storage.store import Entry


@click.command(
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
    """Write everything that was kept to standard output.

    Columns (and keys): id; at, when it was said; day, what it is about; anxiety, gut, stress
    (10 worst), sleep, mood (10 best); words, said instead of a number; kind, check_in or another;
    data, what another kind holds.
    """
    with opened(settings.load()) as store:
        found = rows(store.entries(LISTENER), store.all_records(LISTENER))
    text = as_json(found) if form == "json" else as_csv(found)
    sys.stdout.buffer.write(text.encode())


@click.command(
    "import",
    epilog="Example: gutfeeling diary import diary.csv. Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def bring_in(file: Path) -> None:
    """Take in what export wrote (- is standard input); what is there already stays."""
    try:
        things = parse(_text(file), LISTENER)
    except ImportFailedError as error:
        raise click.ClickException(str(error)) from error
    found = settings.load()
    with opened(found) as store:
        new, differing = store.add_all(things)
    click.echo(line("diary.imported", new=new, known=len(things) - new))
    if differing:
        click.echo(line("diary.differing", count=differing), err=True)
    if found.retention_days and _too_old(things, found.retention_days):
        click.echo(line("diary.too_old", days=found.retention_days), err=True)


def _text(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode()
    except OSError as error:
        raise click.ClickException(
            f"{file} can't be read: {(error.strerror or 'no access').lower()}. Name another file.",
        ) from error
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{file} is no text in UTF-8, so nothing was imported. Export the diary again.",
        ) from error


def _too_old(things: Sequence[Entry | Record], days: int) -> bool:
    first_kept = utc_today() - timedelta(days=days)
    return any(thing.day < first_kept for thing in things)
