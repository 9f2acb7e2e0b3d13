"""`gutfeeling diary`: what was kept, read, taken along, or erased for good."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING

import click

from content import settings
from content.phrases import line
from content.storage.store import SCALES
from offline.commands.diary_files import bring_in, export
from offline.commands.diary_pictures import page, plot
from offline.diary.strip import BLOCKS, strip
from offline.diary_access import opened
from offline.listener import LISTENER

if TYPE_CHECKING:
    from content.storage.store import Entry


@click.group(
    epilog="Example: gutfeeling diary export --format csv > diary.csv. "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
def diary() -> None:
    """Show, take along or erase your check-ins."""


@diary.command(
    epilog="Example: gutfeeling diary show --plot. Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option(
    "--plot", "picture", is_flag=True, help="First a small picture of the last four weeks."
)
def show(picture: bool) -> None:
    """Print the check-ins, a line a day, the newest last."""
    with opened(settings.load()) as store:
        entries, records = store.entries(LISTENER), store.all_records(LISTENER)
    if not entries:
        click.echo(line("diary.empty"))
        return
    click.echo(line("diary.scales"))
    if picture:
        last = max(entry.day for entry in entries)
        for row in strip(entries, records, last, blocks=_has_blocks()):
            click.echo(row)
    for day, of_day in groupby(entries, key=lambda entry: entry.day):
        told = "; ".join(_in_words(entry) for entry in of_day)
        click.echo(line("diary.day", day=f"{day:%A} {day.day} {day:%B} {day.year}", entries=told))


@diary.command(
    epilog="Example: gutfeeling diary forget --yes. Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option("--yes", is_flag=True, help="Erase without asking.")
def forget(yes: bool) -> None:
    """Erase everything that was kept of you, for good."""
    with opened(settings.load()) as store:
        count, others = len(store.entries(LISTENER)), len(store.all_records(LISTENER))
        if not yes and not _confirmed(count, others):
            click.echo(line("diary.kept"))
            return
        erased = store.forget(LISTENER)
    told = _counted("erased", count, others) if erased else line("diary.erased_none")
    click.echo(told)


for command in (export, bring_in, plot, page):
    diary.add_command(command)


def _confirmed(count: int, others: int) -> bool:
    if not sys.stdin.isatty():
        raise click.ClickException(
            "Nothing was erased, since nobody can be asked here. Add --yes to erase everything.",
        )
    return click.confirm(_counted("ask", count, others), err=True)


def _counted(key: str, count: int, others: int) -> str:
    if others:
        return line(f"diary.{key}_with_others", count=count, others=others)
    return line(f"diary.{key}_one") if count == 1 else line(f"diary.{key}", count=count)


def _has_blocks() -> bool:
    """Tell whether the output can show the blocks of a picture."""
    try:
        BLOCKS.encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


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
