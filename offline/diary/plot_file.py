"""The plot as the bytes of a PNG or SVG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from content.phrases import line
from offline.diary.drawing import FAINT, INK, Chart, draw, height_of, new_figure

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

WIDTH_INCHES: Final = 9.0
DOTS_PER_INCH: Final = 150


def plot(home: Path, shown: Chart, forms: tuple[str, ...]) -> dict[str, bytes]:
    """Return the picture in each of the forms ("png", "svg")."""
    height = height_of(shown)
    figure = new_figure(home, WIDTH_INCHES, height)
    figure.set_facecolor("white")
    figure.subplots_adjust(left=0.06, right=0.97, top=1 - 0.85 / height, bottom=0.5 / height)
    if shown.rows:
        title = _title(shown.first, shown.last)
        figure.text(0.06, 1 - 0.3 / height, title, fontsize=12, color=INK, va="center")
        legend = f"\N{BLACK CIRCLE} {line('pictures.day_value')}   ━ {line('pictures.median')}"
        figure.text(
            0.97, 1 - 0.3 / height, legend, fontsize=9, color=FAINT, ha="right", va="center"
        )
    draw(figure, shown)
    return {form: _saved(figure, form) for form in forms}


def _saved(figure: Any, form: str) -> bytes:
    from matplotlib import rc_context  # noqa: PLC0415 - an extra

    out = io.BytesIO()
    # No date and no random names: the same diary gives the same file.
    metadata = {"Date": None} if form == "svg" else {}
    with rc_context({"svg.hashsalt": "gutfeeling"}):
        figure.savefig(out, format=form, dpi=DOTS_PER_INCH, metadata=metadata)
    return out.getvalue()


def _title(first: date, last: date) -> str:
    if first == last:
        return line("pictures.title_one", day=_date(first))
    return line("pictures.title", first=_date(first), last=_date(last))


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
