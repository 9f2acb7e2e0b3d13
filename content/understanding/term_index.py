"""Cosine between a question and documents, over weighted terms: the arithmetic of the index."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

_RARE = 0.5
"""A term in no document weighs this share of the rarest one."""


class TermIndex:
    """Documents as bags of terms; a term weighs more the fewer documents hold it."""

    def __init__(self, documents: Sequence[Sequence[str]], most_terms: int) -> None:
        """Weigh the terms.

        Args:
            documents: the terms of each document.
            most_terms: how many of a question's heaviest terms count for its length, so that a
                rambling question is not diluted by its own words.
        """
        self._most_terms = most_terms
        count = len(documents)
        frequency = Counter(term for terms in documents for term in set(terms))
        self._weight = {
            term: math.log((count + 1) / (seen + 0.5)) for term, seen in frequency.items()
        }
        self.heaviest = math.log((count + 1) / 0.5)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, terms in enumerate(documents):
            weights = {
                term: (1 + math.log(times)) * self._weight[term]
                for term, times in Counter(terms).items()
            }
            length = math.hypot(*weights.values()) or 1.0
            for term, weight in weights.items():
                self._postings[term].append((number, weight / length))

    def __contains__(self, term: str) -> bool:
        return term in self._weight

    def weight(self, term: str) -> float:
        """Return what a term weighs; one that is nowhere is as heavy as can be."""
        return self._weight.get(term, self.heaviest)

    def cosines(self, terms: Sequence[str]) -> dict[int, float]:
        """Return the documents that share a term with the question, and how close they are."""
        found: dict[int, float] = defaultdict(float)
        weights = []
        for term, times in Counter(terms).items():
            own = self._weight.get(term, _RARE * self.heaviest)
            weight = (1 + math.log(times)) * own
            weights.append(weight)
            for number, share in self._postings.get(term, ()):
                found[number] += weight * share
        length = math.hypot(*sorted(weights, reverse=True)[: self._most_terms]) or 1.0
        return {number: product / length for number, product in found.items()}
