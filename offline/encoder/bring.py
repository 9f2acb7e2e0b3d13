"""Brings the encoder's opinion to the core: loaded with the first question, not at the start."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from content.understanding import second_opinion
from offline.encoder.encoder import is_here
from offline.encoder.opinion import open_opinion

if TYPE_CHECKING:
    from offline.encoder.opinion import Opinion


class Lazily:
    """Opens the opinion when it is first asked for, or warmed up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: Opinion | None = None

    def __call__(self, question: str) -> Mapping[str, float]:
        """Return what the encoder thinks; see `second_opinion.SecondOpinion`."""
        return self._open()(question)

    def warm_up(self) -> None:
        """Open it now, from a thread of its own, so that the first question does not wait."""
        threading.Thread(target=self, args=("warm up",), daemon=True).start()

    def _open(self) -> Opinion:
        with self._lock:
            if self._opened is None:
                self._opened = open_opinion()
            return self._opened


def bring_encoder() -> Lazily | None:
    """Let the core ask the encoder where its parts are installed; return it, or None."""
    if not is_here():
        return None
    opinion = Lazily()
    second_opinion.bring(opinion)
    return opinion
