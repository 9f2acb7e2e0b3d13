"""Check-ins in one breath as sample utterances: every subset of three scales, in every order."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS: Final = {
    "anxiety": ("anxiety",),
    "gut": ("gut", "belly"),
    "sleep": ("slept", "sleep"),
}
"""Slot to the words that stand before its value; stomach, tummy and the like only the carriers know
(`data/only_alexa.yaml`)."""

JOINTS: Final = (" ", " and ")


def check_in_forms() -> Iterator[str]:
    """Yield "anxiety {anxiety} gut {gut}" and its like, also with an "and" before the last."""
    for count in range(1, len(WORDS) + 1):
        for scales in permutations(WORDS, count):
            for words in product(*(WORDS[scale] for scale in scales)):
                pairs = zip(words, scales, strict=True)
                parts = [f"{word} {{{scale}}}" for word, scale in pairs]
                yield from (_joined(parts, joint) for joint in JOINTS)


def _joined(parts: list[str], joint: str) -> str:
    *first, last = parts
    return f"{' '.join(first)}{joint}{last}" if first else last
