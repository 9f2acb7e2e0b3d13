"""The quiet pacer: one line of a terminal that fills and empties with the breath."""

from __future__ import annotations

import math
import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.dialogue.reply import Phase
    from offline.screen.breath_view import BreathView

LEAST_COLUMNS: Final = 20
"""A narrower terminal shows the phase alone."""

LONGEST_BAR: Final = 40
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_SOFT, _PLAIN = "\x1b[36m", "\x1b[0m"
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


@dataclass(frozen=True, slots=True)
class Style:
    """What a terminal can show."""

    colour: bool = True
    blocks: bool = True
    """Block characters; "#" where its encoding has none."""

    cursor: bool = True
    """Whether its cursor can be hidden."""


def pacer_line(view: BreathView, columns: int, style: Style) -> str:
    """Return the line: phase, bar, minutes and seconds left; never as wide as the terminal."""
    word = f"{_word(view.phase):<5}"
    minutes, seconds = divmod(math.ceil(view.seconds_left), 60)  # 0:00 is when it is over
    left = f"{minutes:>2}:{seconds:02}"
    width = min(LONGEST_BAR, columns - 1 - len(word) - len(left) - 2)
    if columns < LEAST_COLUMNS:
        return word.rstrip()[: max(0, columns - 1)]
    bar = _bar(view.fullness, width, blocks=style.blocks)
    return f"{word} {_SOFT}{bar}{_PLAIN} {left}" if style.colour else f"{word} {bar} {left}"


def _word(phase: Phase | None) -> str:
    return phase.value.replace("top_up", "in") if phase else ""


def _bar(fullness: float, width: int, *, blocks: bool) -> str:
    if not blocks:
        return ("#" * round(fullness * width)).ljust(width, ".")
    whole, eighth = divmod(round(fullness * width * 8), 8)
    tip = _EIGHTHS[eighth] if eighth else ""
    return ("█" * whole + tip).ljust(width)


class Pacer:
    """Writes the line over and over on a terminal; nothing where there is none."""

    def __init__(
        self, stream: TextIO | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        chosen = sys.stderr if stream is None else stream
        self._stream = chosen if chosen is not None and chosen.isatty() else None
        self._style = _style(self._stream, os.environ if environ is None else environ)
        self._shown = ""

    @property
    def visible(self) -> bool:
        """Whether there is a terminal to show anything on."""
        return self._stream is not None

    def show(self, view: BreathView | None) -> None:
        """Show a moment of a practice, nothing for None; an unchanged line is not written again."""
        if self._stream is None:
            return
        if view is None:
            self.clear()
            return
        line = pacer_line(view, shutil.get_terminal_size().columns, self._style)
        if line == self._shown:
            return
        hide = _HIDE_CURSOR if self._style.cursor and not self._shown else ""
        blank = " " * max(0, _width(self._shown) - _width(line))
        self._write(f"{hide}\r{line}{blank}")
        self._shown = line

    def clear(self) -> None:
        """Leave an empty line and the cursor as it was."""
        if self._shown:
            show = _SHOW_CURSOR if self._style.cursor else ""
            self._write("\r" + " " * _width(self._shown) + "\r" + show)
            self._shown = ""

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()


def _width(line: str) -> int:
    return len(line.replace(_SOFT, "").replace(_PLAIN, ""))


def _style(stream: TextIO | None, environ: Mapping[str, str]) -> Style:
    """Return what a terminal can show (no-color.org: NO_COLOR counts if it is not empty)."""
    is_plain = environ.get("TERM") == "dumb"
    try:
        "█▏".encode((stream.encoding if stream else None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        blocks = False
    else:
        blocks = True
    return Style(not is_plain and not environ.get("NO_COLOR"), blocks, not is_plain)
