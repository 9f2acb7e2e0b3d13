"""A text as terms: stems and pairs of stems, and the letters inside its words."""

from __future__ import annotations

import itertools
from functools import cache, lru_cache

from content import library

_SUFFIXES = ("ingly", "edly", "ation", "ations", "ness", "ing", "ies", "ied", "ed", "es", "s", "ly")
_SHORTEST_STEM = 3
_LETTERS = (3, 4)
_WORDS_KEPT = 8192
"""More than the bank has: its words are taken apart once, not once a phrasing."""


@lru_cache(maxsize=_WORDS_KEPT)
def stem(word: str) -> str:
    """Return a word without its ending, roughly; both sides are treated alike."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            bare = word.removesuffix(suffix)
            return f"{bare}y" if suffix in ("ies", "ied") else bare
    return word


def word_terms(text: str) -> list[str]:
    """Return stems and neighbouring pairs of stems."""
    stems = [stem(word) for word in _with_synonyms(text)]
    return stems + [f"{one}_{two}" for one, two in itertools.pairwise(stems)]


def telling_terms(text: str) -> list[str]:
    """Return the word terms without the little words, which every question has."""
    return [term for term in word_terms(text) if term not in little_words()]


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that tell what a question is about."""
    return [stem(word) for word in _with_synonyms(text) if word not in little_words()]


def letter_terms(text: str) -> list[str]:
    """Return runs of three and four letters inside each telling word, its edges marked."""
    words = (word for word in _with_synonyms(text) if word not in little_words())
    return list(itertools.chain.from_iterable(map(_letters, words)))


@lru_cache(maxsize=_WORDS_KEPT)
def _letters(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(edged[at : at + size] for size in _LETTERS for at in range(len(edged) - size + 1))


def _with_synonyms(text: str) -> list[str]:
    synonyms = _synonyms()
    return [synonyms.get(word, word) for word in text.split()]


@cache
def little_words() -> frozenset[str]:
    """Return the words that say nothing about a topic."""
    return frozenset(library.read("understanding/index.yaml")["little_words"])


@cache
def _synonyms() -> dict[str, str]:
    groups: dict[str, list[str]] = library.read("understanding/index.yaml")["synonyms"]
    return {said: meant for meant, words in groups.items() for said in words}
