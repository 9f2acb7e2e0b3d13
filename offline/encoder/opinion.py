"""What the encoder thinks a question asks for: a likelihood for each answer, and for none."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

import numpy as np

from content.understanding.normalise import normalise
from offline.encoder.encoder import Encoder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

HEAD: Final = "head.npz"
"""Trained by infra/scripts/train_opinion.py on the bank and on everyday requests."""

NONE: Final = ""
"""Stands among the answers' ids for "nothing of ours"."""


class Opinion:
    """A linear layer over the encoder; `content.understanding.second_opinion` says what it is."""

    def __init__(self, encoder: Encoder, head: Path) -> None:
        self._encoder = encoder
        with np.load(head) as stored:
            self._ids = [str(name) for name in stored["ids"]]
            self._weights = stored["weights"].astype(np.float32) * stored["scales"][:, None]
            self._biases: NDArray[np.float32] = stored["biases"]

    def __call__(self, question: str) -> dict[str, float]:
        """Return the natural logarithm of each likelihood, by answer id; NONE for none."""
        raised = self._weights @ self._encoder(normalise(question)) + self._biases
        raised -= raised.max()
        logs = raised - np.log(np.exp(raised).sum())
        return dict(zip(self._ids, map(float, logs), strict=True))


def open_opinion(encoder: Encoder | None = None) -> Opinion:
    """Return the encoder's opinion.

    Raises:
        ImportError, OSError, RuntimeError, ValueError: its parts are not installed, or not whole.
    """
    with as_file(files("offline.encoder") / HEAD) as head:
        return Opinion(encoder or Encoder(), head)
