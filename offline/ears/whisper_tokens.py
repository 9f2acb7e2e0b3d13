"""Whisper's words: byte-pair encoding out of `tokenizer.json`, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Final

END_OF_TEXT: Final = 50256
START: Final = 50257
PREVIOUS: Final = 50360
"""Begins the prompt: text that Whisper is told came before."""

NO_TIMES: Final = 50362
NEVER_MERGED: Final = 1 << 30

_PIECES: Final = re.compile(r" ?[A-Za-z]+| ?\d+| ?[^\sA-Za-z\d]+")


class Tokens:
    """The English-only vocabulary of the `.en` models."""

    def __init__(self, tokenizer: Path) -> None:
        model = json.loads(tokenizer.read_text("utf-8"))["model"]
        plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
        others = [byte for byte in range(256) if byte not in plain]
        self._letter = {byte: chr(byte) for byte in plain}
        self._letter |= {byte: chr(256 + index) for index, byte in enumerate(others)}
        self._byte = {letter: byte for byte, letter in self._letter.items()}
        self._ids: dict[str, int] = model["vocab"]
        self._tokens = {number: token for token, number in self._ids.items()}
        merges = (m.split(" ") if isinstance(m, str) else m for m in model["merges"])
        self._rank = {(pair[0], pair[1]): index for index, pair in enumerate(merges)}

    def encode(self, text: str) -> list[int]:
        """Return the tokens of a text."""
        return [self._ids[part] for piece in _PIECES.findall(text) for part in self._merged(piece)]

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of tokens; special tokens write nothing."""
        raw = bytes(
            self._byte[letter] for i in ids if i < END_OF_TEXT for letter in self._tokens[i]
        )
        return raw.decode("utf-8", "replace").strip()

    def other_than(self, texts: Iterable[str]) -> list[int]:
        """Return every token of words that is not part of these texts."""
        kept = {token for text in texts for token in self.encode(text)}
        return [number for number in range(END_OF_TEXT) if number not in kept]

    def _merged(self, piece: str) -> list[str]:
        parts = [self._letter[byte] for byte in piece.encode()]
        while len(parts) > 1:
            best = min(pairwise(parts), key=lambda pair: self._rank.get(pair, NEVER_MERGED))
            if best not in self._rank:
                break
            at = next(i for i, pair in enumerate(pairwise(parts)) if pair == best)
            parts[at : at + 2] = ["".join(best)]
        return parts
