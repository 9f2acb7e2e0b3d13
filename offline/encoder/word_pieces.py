"""Text to the numbers that the encoder reads: BERT's word pieces, uncased."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

MOST_PIECES: Final = 128
"""The encoder was trained on at most these; a longer text is cut."""

LONGEST_WORD: Final = 100
_CHINESE: Final = range(0x4E00, 0xA000)
_ASCII_MARKS: Final = (range(33, 48), range(58, 65), range(91, 97), range(123, 127))


class WordPieces:
    """The greedy longest match of BERT's tokenizer, over its vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._begin, self._end = self._numbers["[CLS]"], self._numbers["[SEP]"]
        self._unknown = self._numbers["[UNK]"]
        self._pieces = lru_cache(maxsize=20_000)(self._match)

    def __call__(self, text: str) -> list[int]:
        """Return the numbers of a text, its begin and end included; at most MOST_PIECES."""
        found = [number for word in _words(text) for number in self._pieces(word)]
        return [self._begin, *found[: MOST_PIECES - 2], self._end]

    def _match(self, word: str) -> tuple[int, ...]:
        found, start = [], 0
        while start < len(word):
            prefix = "##" if start else ""
            ends = (
                (self._numbers.get(prefix + word[start:end]), end)
                for end in range(len(word), start, -1)
            )
            number, start = next(((n, end) for n, end in ends if n is not None), (None, 0))
            if number is None:
                return (self._unknown,)
            found.append(number)
        return tuple(found) if len(word) <= LONGEST_WORD else (self._unknown,)


def _words(text: str) -> Iterator[str]:
    """Yield lower-case words without accents; each mark and each Chinese character alone."""
    word = ""
    for character in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or (category[0] == "C" and character not in "\t\n\r"):
            continue
        if character.isspace() or _is_alone(character, category):
            if word:
                yield word
                word = ""
            if not character.isspace():
                yield character
        else:
            word += character
    if word:
        yield word


def _is_alone(character: str, category: str) -> bool:
    code = ord(character)
    marked = category[0] == "P" or any(code in part for part in _ASCII_MARKS)
    return marked or code in _CHINESE
