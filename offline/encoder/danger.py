"""What the encoder thinks of danger in an utterance: a likelihood for each class."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from offline.encoder.encoder import Encoder

HEAD: Final = "danger.npz"
"""Trained by infra/scripts/train_danger.py on committed lines only."""

NONE: Final = ""
"""Stands among the classes for no danger."""


class DangerHead:
    """A linear layer over the encoder's three pools; see `content.safety.danger_opinion`."""

    def __init__(self, encoder: Encoder, head: Path) -> None:
        self._encoder = encoder
        with np.load(head) as stored:
            self._classes = [str(name) for name in stored["classes"]]
            self._weights = stored["weights"].astype(np.float32) * stored["scales"][:, None]
            self._biases: NDArray[np.float32] = stored["biases"]

    def __call__(self, words: str) -> dict[str, float]:
        """Return the likelihood of each class of danger, 0 to 1."""
        raised = self._weights @ self._encoder.pools(words) + self._biases
        shares = np.exp(raised - raised.max())
        shares /= shares.sum()
        pairs = zip(self._classes, map(float, shares), strict=True)
        return {name: share for name, share in pairs if name != NONE}


def open_danger_head(encoder: Encoder) -> DangerHead:
    """Return the encoder's opinion on danger.

    Raises:
        OSError, ValueError: its file is not there, or not whole.
    """
    with as_file(files("offline.encoder") / HEAD) as head:
        return DangerHead(encoder, head)
