"""Takes what the companion tells from its own thread, and hands it to every page that is open."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from offline.events import IN_CONFIDENCE
from offline.page.cited import cited
from offline.state import State

if TYPE_CHECKING:
    from offline.events import Event

WAITING: Final = 256
"""Messages that a page may be behind; a page that sleeps longer loses the oldest."""


class Hub:
    """Keeps what a page needs that is opened late: the state and the last turn."""

    def __init__(self) -> None:
        self.is_served = False
        """Whether the page could be opened."""
        self._lock = threading.Lock()
        self._pages: set[queue.Queue[str]] = set()
        self._last: dict[str, str] = {}
        self._heard: str | None = None
        self._state: State | None = None

    def follow(self, state: State) -> None:
        """Tell a new state; called with every frame, so the same one again costs nothing."""
        if state is not self._state:
            self._state = state
            self._send("state", {"state": state})

    def report(self, event: Event) -> None:
        """Take an event of the companion."""
        match event.event:
            case "heard":
                # Shown with its reply, once it is clear that it is nothing said in a crisis.
                self._heard = str(event.fields["text"])
            case "reply":
                self._turn(event)
            case "cue":
                self._send("cue", dict(event.fields), keep=False)
            case "stopped":
                self._send("stopped", {}, keep=False)
            case _:
                pass

    @contextmanager
    def messages(self) -> Iterator[queue.Queue[str]]:
        """Give one page its queue of server-sent events, what it missed first."""
        mine: queue.Queue[str] = queue.Queue(WAITING)
        with self._lock:
            for message in self._last.values():
                mine.put_nowait(message)
            self._pages.add(mine)
        try:
            yield mine
        finally:
            with self._lock:
                self._pages.discard(mine)

    def _turn(self, event: Event) -> None:
        hidden = event.fields["kind"] in IN_CONFIDENCE
        answer = event.fields.get("answer")
        told = {
            "heard": None if hidden else self._heard,
            "speech": event.fields["speech"],
            "sources": cited(str(answer)) if answer else [],
        }
        self._heard = None
        self._send("turn", told)

    def _send(self, name: str, fields: dict[str, object], *, keep: bool = True) -> None:
        message = f"event: {name}\ndata: {json.dumps(fields, ensure_ascii=False)}\n\n"
        with self._lock:
            if keep:
                self._last[name] = message
            for page in self._pages:
                while True:
                    try:
                        page.put_nowait(message)
                        break
                    except queue.Full:
                        page.get_nowait()
