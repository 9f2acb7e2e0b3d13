"""all-MiniLM-L6-v2 in int8 through ctranslate2: a sentence to 384 numbers of length 1."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from offline.encoder.word_pieces import WordPieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIMENSIONS: Final = 384
KEPT: Final = 4
"""Texts whose vectors are kept: one utterance and what other ears made of it."""

FOLDER: Final = Path(str(files("offline.encoder") / "minilm"))
"""Built by infra/scripts/build_encoder.py."""


def is_here(folder: Path = FOLDER) -> bool:
    """Whether the model's files and ctranslate2, of the extra `ears`, are installed."""
    return find_spec("ctranslate2") is not None and folder.joinpath("model.bin").exists()


class Encoder:
    """About 3 ms of one core a sentence, 75 MB."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the model.

        Raises:
            ImportError: ctranslate2, of the extra `ears`, is not installed.
            OSError, RuntimeError, ValueError: the files are not there or not whole.
        """
        import ctranslate2  # noqa: PLC0415 - an extra: absent on a base install

        vocabulary = json.loads(folder.joinpath("vocabulary.json").read_text("utf-8"))
        self._pieces = WordPieces(vocabulary)
        self._model = ctranslate2.Encoder(
            str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1
        )
        self._pools = lru_cache(maxsize=KEPT)(self._pooled)

    def __call__(self, text: str) -> NDArray[np.float32]:
        """Return the mean of the last layer's vectors, scaled to length 1; shape (384,)."""
        return self.pools(text)[:DIMENSIONS]

    def pools(self, text: str) -> NDArray[np.float32]:
        """Return mean, largest and first of the last layer's vectors, one after the other.

        Shape (1152,), all in units of the mean's length. Both opinions ask about the same words, so
        the last few are kept, in memory only.
        """
        return self._pools(text)

    def _pooled(self, text: str) -> NDArray[np.float32]:
        found = self._model.forward_batch([self._pieces(text)]).last_hidden_state
        states: NDArray[np.float32] = np.array(found, np.float32)[0]
        mean = states.mean(axis=0)
        pools: NDArray[np.float32] = np.concatenate([mean, states.max(axis=0), states[0]])
        return (pools / np.linalg.norm(mean)).astype(np.float32)
