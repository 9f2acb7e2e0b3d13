"""The fewest phrases that a word-pair model needs."""

from __future__ import annotations


def cover(phrases: set[str]) -> tuple[str, ...]:
    """Return the phrases, longest first, that between them hold every word pair of the set."""
    kept, left = [], set().union(*map(_pairs, phrases)) if phrases else set()
    for phrase in sorted(phrases, key=lambda text: (-len(text.split()), text)):
        new = _pairs(phrase) & left
        if new:
            kept.append(phrase)
            left -= new
    return tuple(kept)


def _pairs(phrase: str) -> set[tuple[str, str]]:
    words = phrase.split()
    return set(zip(["<s>", *words], [*words, "</s>"], strict=True))
