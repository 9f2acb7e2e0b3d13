"""all-MiniLM-L6-v2 in int8 through ctranslate2: a sentence to 384 numbers of length 1."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from offline.encoder.word_pieces import WordPieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIMENSIONS: Final = 384
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

    def __call__(self, text: str) -> NDArray[np.float32]:
        """Return the mean of the last layer's vectors, scaled to length 1; shape (384,)."""
        states = self._model.forward_batch([self._pieces(text)]).last_hidden_state
        mean: NDArray[np.float32] = np.array(states, np.float32)[0].mean(axis=0)
        return mean / np.float32(np.linalg.norm(mean))
