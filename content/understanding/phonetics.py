"""How a word sounds, roughly: a key that survives a recogniser's spelling."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from content import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST_WORD = 4
_SHORTEST_KEY = 3
_PAIR_SEEN = 2
_ALIKE, _ALIKE_STRANGE = 0.86, 0.66
"""How alike the spelling must be, of known words and with a strange word among them."""

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"sch|tch|ch|sh|[ct]i(?=[ao])|ssi(?=o)|si(?=on)", "X"),
        (r"dge?|g(?=[eiy])", "j"),
        (r"gh(?=[aeiou])", "g"),
        (r"gh", ""),
        (r"ck|q|c(?![eiy])", "k"),
        (r"[cz]", "s"),
        (r"mb$", "m"),
        (r"(?<=.)[hwy]", ""),
        (r"^[aeiou]+", "A"),
        (r"[aeiou]", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""Spellings to sounds, in order; X is "sh" and "ch"."""


def key(words: str) -> str:
    """Return the consonants that are heard in the words, spaces ignored; a leading vowel is "A"."""
    sound = words.lower()
    for pattern, replacement in _RULES:
        sound = pattern.sub(replacement, sound)
    return sound


def likeness(one: str, other: str) -> float:
    """Return how alike two spellings are, 0 to 1, spaces ignored."""
    return SequenceMatcher(None, one.replace(" ", ""), other.replace(" ", ""), False).ratio()


def windows(words: tuple[str, ...], most: int = 3) -> Iterator[tuple[int, int]]:
    """Yield begin and end of every run of up to `most` words."""
    for size in range(most, 0, -1):
        for begin in range(len(words) - size + 1):
            yield begin, begin + size


@cache
def common_words() -> frozenset[str]:
    """Return the everyday English words that are never repaired alone.

    `bank/understanding/common_words.txt` says where they come from.
    """
    text = library.bank().joinpath("understanding", "common_words.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


class Lexicon:
    """Words and pairs of words that a garbled run may have been."""

    def __init__(self, texts: Iterable[str], little: frozenset[str]) -> None:
        """Take the vocabulary of the texts, without the little words."""
        words = [text.split() for text in texts]
        self._known = frozenset(word for text in words for word in text) | little
        pairs = Counter(pair for text in words for pair in pairwise(text))
        entries = {word for word in self._known - little if len(word) >= _SHORTEST_WORD}
        entries |= {
            " ".join(pair)
            for pair, times in pairs.items()
            if times >= _PAIR_SEEN and little.isdisjoint(pair)
        }
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        for entry in sorted(entries):
            sound = key(entry)
            if len(sound) >= _SHORTEST_KEY:
                if sound not in self._by_key:
                    self._by_shape[(sound[0], len(sound))].append(sound)
                self._by_key[sound].append(entry)

    def repairs(self, text: str, most: int = 6) -> tuple[str, ...]:
        """Return readings of the text with one run of words replaced by one that sounds like it.

        Guarded: a run of everyday words is left alone unless it is longer than one word, a run that
        we know already is left alone, and a merely similar sound counts only for unknown words.
        """
        words = tuple(text.split())
        found: dict[str, float] = {}
        for begin, end in windows(words):
            window = words[begin:end]
            for entry, alike in self._sounding_like(window):
                reading = " ".join((*words[:begin], entry, *words[end:]))
                found[reading] = max(found.get(reading, 0.0), alike)
        best = sorted(found, key=lambda reading: (-found[reading], reading))
        return tuple(best[:most])

    def _sounding_like(self, window: tuple[str, ...]) -> Iterator[tuple[str, float]]:
        unknown = [word for word in window if word not in self._known]
        strange = [word for word in unknown if word not in common_words()]
        if not unknown or (len(window) == 1 and not strange):
            return
        heard, sound = " ".join(window), key(" ".join(window))
        if len(sound) < _SHORTEST_KEY:
            return
        sounds = [sound] if sound in self._by_key else self._near(sound) if strange else []
        for entry in (entry for one in sounds for entry in self._by_key[one]):
            alike = likeness(heard, entry)
            if entry != heard and alike >= (_ALIKE_STRANGE if strange else _ALIKE):
                yield entry, alike

    def _near(self, sound: str) -> list[str]:
        if len(sound) <= _SHORTEST_KEY:
            return []
        shapes = [(sound[0], len(sound) + step) for step in (-1, 0, 1)]
        near = [one for shape in shapes for one in self._by_shape.get(shape, ())]
        return [one for one in near if _one_apart(one, sound)]


def _one_apart(one: str, other: str) -> bool:
    """Return whether at most one sound was changed, added or left out."""
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
