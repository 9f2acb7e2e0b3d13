"""Cosine between a question and documents, over weighted terms: the arithmetic of the index."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
        self._count = count = len(documents)
        self.heaviest = math.log((count + 1) / 0.5)
        self._numbers, flat = _numbered(documents)
        owners = np.repeat(np.arange(count), [len(terms) for terms in documents])
        # One number for each pair of term and document: sorted, they lie term by term.
        pairs, times = np.unique(flat * max(count, 1) + owners, return_counts=True)
        terms, holders = np.divmod(pairs, max(count, 1))
        frequency = np.bincount(terms, minlength=len(self._numbers))
        self._weights = np.log((count + 1) / (frequency + 0.5))
        weighted = (1 + np.log(times)) * self._weights[terms]
        lengths = np.sqrt(np.bincount(holders, weighted**2, minlength=count))
        self._holders = holders.astype(np.int32)
        self._shares = weighted / lengths[holders]
        self._begins = np.concatenate(([0], np.cumsum(frequency)))

    def __contains__(self, term: str) -> bool:
        return term in self._numbers

    def weight(self, term: str) -> float:
        """Return what a term weighs; one that is nowhere is as heavy as can be."""
        number = self._numbers.get(term)
        return self.heaviest if number is None else float(self._weights[number])

    def cosines(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """Return how close each document is to the question, 0 where it shares no term.

        Returns:
            Shape (documents,).
        """
        known, weights, strange = [], [], []
        for term, times in Counter(terms).items():
            number = self._numbers.get(term)
            weight = 1 + math.log(times)
            if number is None:
                strange.append(weight * _RARE * self.heaviest)
            else:
                known.append(number)
                weights.append(weight)
        if not known:
            return np.zeros(self._count)
        own = np.array(weights) * self._weights[known]
        heavy = sorted([*own.tolist(), *strange], reverse=True)[: self._most_terms]
        return self._products(known, own) / (math.hypot(*heavy) or 1.0)

    def _products(self, known: list[int], own: NDArray[np.float64]) -> NDArray[np.float64]:
        begins = self._begins[known]
        sizes = self._begins[np.array(known) + 1] - begins
        # The places of every known term's documents, one run after the other.
        places = np.arange(sizes.sum()) + np.repeat(begins - np.cumsum(sizes) + sizes, sizes)
        products = np.repeat(own, sizes) * self._shares[places]
        summed = np.bincount(self._holders[places], products, minlength=self._count)
        return summed.astype(np.float64, copy=False)


def _numbered(documents: Sequence[Sequence[str]]) -> tuple[dict[str, int], NDArray[np.int64]]:
    """Return each term's number, and all documents as numbers, one after the other."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    flat = np.fromiter(map(numbers.__getitem__, chain.from_iterable(documents)), np.int64)
    return dict(numbers), flat
