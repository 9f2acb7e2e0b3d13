"""`gutfeeling diary plot` and `page`: the diary as pictures, written only where asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from content import settings
from offline.diary import private_file
from offline.diary.days import PAGE_DAYS, summary
from offline.diary.drawing import Chart, chart
from offline.diary_access import opened
from offline.listener import LISTENER

if TYPE_CHECKING:
    from datetime import date

    from content.storage.record import Record
    from content.storage.store import Entry

    Kept = tuple[tuple[Entry, ...], tuple[Record, ...]]


@click.command(
    epilog="Example: gutfeeling diary plot --out diary.png. "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="diary",
    show_default=True,
    help="File ending in .png or .svg; without an ending, both.",
)
@click.option("--days", type=click.IntRange(1), help="The last so many days. Default: all.")
def plot(out: Path, days: int | None) -> None:
    """Draw every scale with its 7-day median, and the days with a practice."""
    from offline.diary.plot_file import plot as drawn  # noqa: PLC0415 - matplotlib, an extra

    forms = _forms(out, ("png", "svg"))
    found = settings.load()
    shown = _chart(_kept(found), days)
    _write(out, drawn(found.home, shown, forms))


@click.command(
    epilog="Example: gutfeeling diary page --out for-the-doctor.pdf. "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="diary-page",
    show_default=True,
    help="File ending in .pdf or .html; without an ending, both.",
)
def page(out: Path) -> None:
    """Write one A4 for a doctor: the last four weeks."""
    from offline.diary.page_html import page_html  # noqa: PLC0415 - as the others
    from offline.diary.page_pdf import page_pdf  # noqa: PLC0415 - matplotlib, an extra
    from offline.diary.plot_file import plot as drawn  # noqa: PLC0415 - matplotlib, an extra

    forms = _forms(out, ("pdf", "html"))
    found = settings.load()
    entries, records = _kept(found)
    today = _today()
    shown = chart(entries, records, today - timedelta(days=PAGE_DAYS - 1), today)
    told = summary(entries, records, today)
    written = {}
    if "pdf" in forms:
        written["pdf"] = page_pdf(found.home, told, shown)
    if "html" in forms:
        svg = drawn(found.home, shown, ("svg",))["svg"].decode() if shown.rows else ""
        written["html"] = page_html(told, svg[svg.find("<svg") :] if svg else "")
    _write(out, written)


def _kept(found: settings.Settings) -> Kept:
    with opened(found) as store:
        return store.entries(LISTENER), store.all_records(LISTENER)


def _chart(kept: Kept, days: int | None) -> Chart:
    entries, records = kept
    days_kept = [entry.day for entry in entries] + [record.day for record in records]
    last = max(days_kept, default=_today())
    first = min(days_kept, default=last)
    if days is not None:
        first = max(first, last - timedelta(days=days - 1))
    return chart(entries, records, first, last)


def _today() -> date:
    return datetime.now().astimezone().date()


def _forms(out: Path, possible: tuple[str, ...]) -> tuple[str, ...]:
    ending = out.suffix.lower().removeprefix(".")
    if not ending:
        return possible
    if ending not in possible:
        raise click.UsageError(f"--out must end in {' or '.join('.' + one for one in possible)}.")
    return (ending,)


def _write(out: Path, written: dict[str, bytes]) -> None:
    for form, content in written.items():
        file = out if out.suffix else out.with_suffix(f".{form}")
        private_file.write(file, content)
        click.echo(str(file))
