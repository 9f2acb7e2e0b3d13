"""The page for a doctor as a PDF of one A4, set with matplotlib."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from content.phrases import line
from offline.diary.days import Summary
from offline.diary.drawing import FAINT, INK, Chart, draw, new_figure
from offline.diary.page_text import Block, blocks, counts, span

A4_INCHES: Final = (8.27, 11.69)
_LEFT: Final = 0.75
_LINE: Final = 0.185
"""Inches from one line of text to the next."""

_FIRST_COLUMN: Final = 1.0
_COLUMN: Final = 0.6
_SECOND_TABLE: Final = 3.45
_SECOND_BOX: Final = 3.1


class _Sheet:
    """Sets lines from the top down; inches from the upper left corner."""

    def __init__(self, figure: Any) -> None:
        self.figure = figure
        self.down = 0.75

    def text(self, said: str, right: float = _LEFT, **how: Any) -> None:
        """Set a text on the current line."""
        width, height = A4_INCHES
        look = {"fontsize": 9.5, "color": INK, "va": "baseline"} | how
        self.figure.text(right / width, 1 - self.down / height, said, **look)

    def tables(self, beside: Iterable[Block]) -> None:
        """Set headings with their tables, next to each other."""
        top = lowest = self.down + 0.12
        for number, block in enumerate(beside):
            right = _LEFT + number * _SECOND_TABLE
            self.down = top
            self.text(block.heading, right, fontsize=11, fontweight="bold")
            self.down += _LINE * 1.15
            for line_number, row in enumerate(block.table):
                self._row(row, right, color=FAINT if line_number == 0 else INK)
            lowest = max(lowest, self.down)
        self.down = lowest

    def block(self, block: Block) -> None:
        """Set a heading with its lines and boxes."""
        self.down += 0.12
        self.text(block.heading, fontsize=11, fontweight="bold")
        self.down += _LINE * 1.15
        for told in block.lines:
            self.text(told)
            self.down += _LINE
        half = (len(block.boxes) + 1) // 2
        for left, right in zip(block.boxes[:half], [*block.boxes[half:], ""], strict=False):
            self._box(left, _LEFT)
            if right:
                self._box(right, _LEFT + _SECOND_BOX)
            self.down += _LINE * 1.1

    def _row(self, row: tuple[str, ...], left: float, color: str) -> None:
        for number, cell in enumerate(row):
            right = left + (0 if number == 0 else _FIRST_COLUMN + (number - 1) * _COLUMN)
            self.text(cell, right, color=color)
        self.down += _LINE

    def _box(self, said: str, right: float) -> None:
        self.text("\N{WHITE SQUARE}", right, fontsize=10)
        self.text(said, right + 0.2)


def page_pdf(home: Path, found: Summary, shown: Chart) -> bytes:
    """Return the file."""
    figure = new_figure(home, *A4_INCHES)
    sheet = _Sheet(figure)
    sheet.text(line("pictures.page_title"), fontsize=16, fontweight="bold")
    sheet.down += 0.28
    sheet.text(f"{span(found)} · {counts(found)}")
    sheet.down += _LINE * 1.1
    sheet.text(line("pictures.page_self_reported"), fontsize=8.5, color=FAINT)
    sheet.down += 0.1
    if shown.rows:
        _picture(sheet, shown)
    every = blocks(found)
    sheet.tables(block for block in every if block.table)
    for block in every:
        if not block.table:
            sheet.block(block)
    out = io.BytesIO()
    figure.savefig(
        out, format="pdf", metadata={"CreationDate": None, "Title": line("pictures.page_title")}
    )
    return out.getvalue()


def _picture(sheet: _Sheet, shown: Chart) -> None:
    """Draw the rows across the page, lower where there are more blocks below."""
    width, height = A4_INCHES
    tall = 0.55 + 0.58 * len(shown.rows) + (0.3 if shown.practice_days else 0)
    top, bottom = sheet.down + 0.25, sheet.down + tall
    sheet.figure.subplots_adjust(
        left=_LEFT / width,
        right=1 - _LEFT / width,
        top=1 - top / height,
        bottom=1 - bottom / height,
    )
    draw(sheet.figure, shown)
    sheet.down = bottom + 0.45
