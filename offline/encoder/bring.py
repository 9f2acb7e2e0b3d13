"""Brings the encoder's opinions to the core: loaded with the first words, not at the start."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from content.safety import danger_opinion
from content.understanding import second_opinion
from offline.encoder.danger import open_danger_head
from offline.encoder.encoder import Encoder, is_here
from offline.encoder.opinion import open_opinion

if TYPE_CHECKING:
    from offline.encoder.danger import DangerHead
    from offline.encoder.opinion import Opinion


class Lazily:
    """Opens the encoder and both heads when one is first asked, or warmed up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: tuple[Opinion, DangerHead] | None = None

    def __call__(self, question: str) -> Mapping[str, float]:
        """Return what the encoder thinks; see `second_opinion.SecondOpinion`."""
        return self._open()[0](question)

    def of_danger(self, words: str) -> Mapping[str, float]:
        """Return what the encoder thinks; see `danger_opinion.DangerOpinion`."""
        return self._open()[1](words)

    def warm_up(self) -> None:
        """Open it now, from a thread of its own, so that the first words do not wait.

        No daemon: a program that ended in the middle of it would end with an abort.
        """
        threading.Thread(target=self, args=("warm up",)).start()

    def _open(self) -> tuple[Opinion, DangerHead]:
        with self._lock:
            if self._opened is None:
                encoder = Encoder()
                self._opened = open_opinion(encoder), open_danger_head(encoder)
            return self._opened


def bring_encoder() -> Lazily | None:
    """Let the core ask the encoder where its parts are installed; return it, or None."""
    if not is_here():
        return None
    opinions = Lazily()
    second_opinion.bring(opinions)
    danger_opinion.bring(opinions.of_danger)
    return opinions
