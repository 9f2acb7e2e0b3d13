"""How a word sounds, roughly: a key that survives a recogniser's spelling."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from content import library

if TYPE_CHECKING:
    from collections.abc import Iterator

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
