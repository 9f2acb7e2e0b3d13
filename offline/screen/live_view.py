"""The companion on a terminal: captions that scroll, and below them one quiet line of now."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from content.phrases import line
from offline.events import IN_CONFIDENCE
from offline.screen.breath_view import view
from offline.screen.pacer import Style, pacer_line
from offline.state import State

if TYPE_CHECKING:
    from offline.audio.mixer import Mixer
    from offline.events import Event

FRAMES: Final = 6
"""Ticks of 10 ms between two pictures: 17 a second."""


class LiveView:
    """Shows state, what was heard, what is said, and the breath; only from the loop's thread."""

    def __init__(self, mixer: Mixer, console: Console | None = None) -> None:
        self._mixer = mixer
        self._console = console or Console(stderr=True, highlight=False)
        self._live = Live(console=self._console, auto_refresh=False, transient=True)
        self._state: State | None = None
        self._heard = ""
        self._frames = 0

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    def show(self, text: str) -> None:
        """Write a line above the line of now."""
        self._console.print(text, markup=False, style="dim")

    def report(self, event: Event) -> None:
        """Take an event of the companion: captions for who hears badly."""
        match event.event:
            case "heard":
                # Shown with its reply, once it is clear that it is nothing said in a crisis.
                self._heard = str(event.fields["text"])
            case "reply":
                if self._heard and event.fields["kind"] not in IN_CONFIDENCE:
                    self._caption("you", self._heard)
                if event.fields["speech"]:
                    self._caption("us", str(event.fields["speech"]))
                self._heard = ""
            case _:
                pass

    def follow(self, state: State) -> None:
        """Take the state of every frame; draws when it changes, and while a breath moves."""
        self._frames += 1
        changed = state is not self._state
        self._state = state
        if changed or (state is State.BREATHING and self._frames % FRAMES == 0):
            self._live.update(self._now(state), refresh=True)

    def _now(self, state: State) -> Text:
        playing = self._mixer.front
        breath = view(*playing) if playing and state is State.BREATHING else None
        if breath is None:
            return Text(line(f"screen.state_{state}"), style="dim")
        plain = pacer_line(breath, self._console.width, Style(colour=False))
        return Text(plain, style="cyan", no_wrap=True)

    def _caption(self, who: str, words: str) -> None:
        self._console.print(Text.assemble((line(f"screen.{who}"), "dim"), " ", words))
