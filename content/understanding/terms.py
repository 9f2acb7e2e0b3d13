"""A text as terms: stems and pairs of stems, and the letters inside its words."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache

from content import library

_SUFFIXES = ("ingly", "edly", "ation", "ations", "ness", "ing", "ies", "ied", "ed", "es", "s", "ly")
_SHORTEST_STEM = 3
_LETTERS = (3, 4)


def stem(word: str) -> str:
    """Return a word without its ending, roughly; both sides are treated alike."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            bare = word.removesuffix(suffix)
            return f"{bare}y" if suffix in ("ies", "ied") else bare
    return word


def letters(word: str) -> tuple[str, ...]:
    """Return runs of three and four letters inside a word, its edges marked."""
    edged = f" {word} "
    return tuple(edged[at : at + size] for size in _LETTERS for at in range(len(edged) - size + 1))


def word_terms(text: str, stem_of: Callable[[str], str] = stem) -> list[str]:
    """Return stems and neighbouring pairs of stems.

    Whoever takes many texts apart brings a `stem_of` that remembers; for what people say none does.
    """
    stems = [stem_of(word) for word in _with_synonyms(text)]
    return stems + [f"{one}_{two}" for one, two in itertools.pairwise(stems)]


def telling_terms(text: str, stem_of: Callable[[str], str] = stem) -> list[str]:
    """Return the word terms without the little words, which every question has."""
    little = little_words()
    return [term for term in word_terms(text, stem_of) if term not in little]


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that tell what a question is about."""
    return [stem(word) for word in _with_synonyms(text) if word not in little_words()]


def letter_terms(text: str, letters_of: Callable[[str], tuple[str, ...]] = letters) -> list[str]:
    """Return the `letters` of each telling word; `letters_of` as in `word_terms`."""
    little = little_words()
    words = (word for word in _with_synonyms(text) if word not in little)
    return list(itertools.chain.from_iterable(map(letters_of, words)))


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
