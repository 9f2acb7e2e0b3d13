"""The scores as a picture: a row a scale, each day a dot, their 7-day median a line.

Rows stand apart and carry their names, so no colour has to be told from another; the colours are
Okabe and Ito's (stress: Tol's indigo), dark enough on white for a printer without colours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from content.phrases import line
from content.scenes.day_values import day_values
from content.storage.store import SCALES
from offline.diary.days import WINDOW_DAYS, WORST_IS_HIGH, running_median

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from content.storage.record import Record
    from content.storage.store import Entry

COLOURS: Final = {
    "anxiety": "#0072B2",
    "gut": "#D55E00",
    "sleep": "#009E73",
    "mood": "#CC79A7",
    "stress": "#332288",
}
INK: Final = "#222222"
FAINT: Final = "#888888"

_FEW_DAYS: Final = 45
"""Up to here a dot is large enough to be read by itself."""

_MARGIN_DAYS: Final = 3.5
"""Beside a single day, so that its date has room."""


@dataclass(frozen=True, slots=True)
class Row:
    """One scale's days."""

    scale: str
    values: dict[date, float]
    medians: dict[date, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that a picture shows."""

    rows: tuple[Row, ...]
    practice_days: tuple[date, ...]
    first: date
    last: date


def chart(entries: Sequence[Entry], records: Sequence[Record], first: date, last: date) -> Chart:
    """Return what is to be drawn of the days from first to last."""
    rows = []
    for scale in SCALES:
        every = day_values(scale, entries)
        values = {day: value for day, value in every.items() if first <= day <= last}
        medians = running_median(every)
        if values:
            shown = {day: value for day, value in medians.items() if day in values}
            rows.append(Row(scale, values, shown))
    done = {one.day for one in records if one.kind == "practice" and first <= one.day <= last}
    return Chart(tuple(rows), tuple(sorted(done)), first, last)


def new_figure(home: Path, width: float, height: float) -> Any:
    """Return an empty figure of so many inches, drawn without a display.

    Raises:
        ClickException: matplotlib is not installed.
    """
    # Its cache of fonts lies with everything else of ours, and is made once.
    os.environ.setdefault("MPLCONFIGDIR", str(home / "matplotlib"))
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - an extra
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise click.ClickException(line("pictures.no_matplotlib")) from error
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def height_of(shown: Chart) -> float:
    """Return how many inches the rows need."""
    return 1.1 + 1.25 * max(1, len(shown.rows)) + (0.45 if shown.practice_days else 0)


def draw(figure: Any, shown: Chart) -> None:
    """Draw the rows into a figure or a part of one."""
    if not shown.rows and not shown.practice_days:
        figure.text(0.5, 0.5, line("pictures.empty"), ha="center", va="center", color=FAINT)
        return
    heights = [1.0] * len(shown.rows) + ([0.3] if shown.practice_days else [])
    found = figure.subplots(
        len(heights),
        1,
        sharex=True,
        squeeze=False,
        gridspec_kw={"height_ratios": heights, "hspace": 0.42},
    )
    axes = [one for (one,) in found]
    for axis, row in zip(axes, shown.rows, strict=False):
        _draw_scale(axis, row, shown)
    if shown.practice_days:
        _draw_practices(axes[-1], shown.practice_days)
    _date_axis(axes[-1], shown)


def _draw_scale(axis: Any, row: Row, shown: Chart) -> None:
    few = (shown.last - shown.first).days <= _FEW_DAYS
    colour = COLOURS[row.scale]
    axis.plot(
        list(row.values),
        list(row.values.values()),
        linestyle="none",
        marker="o",
        markersize=4.5 if few else 2.8,
        markerfacecolor=colour if few else FAINT,
        markeredgewidth=0,
        alpha=0.75,
        clip_on=False,
    )
    days, medians = _with_gaps(row.medians)
    axis.plot(days, medians, color=colour, linewidth=2.2, solid_capstyle="round")
    axis.set_ylim(-0.35, 10.35)
    axis.set_yticks([0, 5, 10])
    axis.grid(axis="y", color="#dddddd", linewidth=0.7)
    axis.set_axisbelow(True)
    _bare(axis, keep=())
    axis.set_title(
        line(f"history.scale_{row.scale}").capitalize(),
        loc="left",
        fontsize=10,
        fontweight="bold",
        color=INK,
        pad=5,
    )
    end = "worst_at_top" if row.scale in WORST_IS_HIGH else "best_at_top"
    axis.set_title(line(f"pictures.{end}"), loc="right", fontsize=8, color=FAINT, pad=5)


def _with_gaps(medians: dict[date, float]) -> tuple[list[date], list[float]]:
    """Return the line, broken where a week went by without a value."""
    days: list[date] = []
    values: list[float] = []
    for day in sorted(medians):
        if days and (day - days[-1]).days > WINDOW_DAYS:
            days.append(days[-1] + timedelta(days=1))
            values.append(float("nan"))
        days.append(day)
        values.append(medians[day])
    return days, values


def _draw_practices(axis: Any, days: tuple[date, ...]) -> None:
    axis.plot(days, [0.5] * len(days), linestyle="none", marker="|", markersize=9,
        markeredgewidth=1.6, color=INK)  # fmt: skip
    axis.set_ylim(0, 1)
    axis.set_yticks([])
    _bare(axis, keep=("bottom",))
    axis.set_title(line("pictures.practice_done").capitalize(), loc="left", fontsize=10,
        fontweight="bold", color=INK, pad=5)  # fmt: skip


def _bare(axis: Any, keep: tuple[str, ...]) -> None:
    for name, spine in axis.spines.items():
        spine.set_visible(name in keep)
        spine.set_color(FAINT)
    axis.tick_params(length=0, labelsize=8, colors=INK)


def _date_axis(axis: Any, shown: Chart) -> None:
    import matplotlib.dates  # noqa: PLC0415 - an extra

    dates: Any = matplotlib.dates  # Its classes carry no types.
    locator = dates.AutoDateLocator(minticks=1 if shown.first == shown.last else 3, maxticks=9)
    # A day is the finest that there is: hours between two days say nothing.
    locator.intervald[3] = [1, 2, 4, 7, 14]
    axis.xaxis.set_major_locator(locator)
    axis.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, show_offset=True))
    span = (shown.last - shown.first).days
    margin = timedelta(days=max(_MARGIN_DAYS - span / 2, span * 0.015, 0.5))
    axis.set_xlim(shown.first - margin, shown.last + margin)
    axis.tick_params(axis="x", labelbottom=True, length=3)
    axis.xaxis.get_offset_text().set_size(8)
