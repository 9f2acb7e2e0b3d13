"""Which answer a question wants: answered, asked back, or honestly not known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from content import library
from content.answers import Answer, answers
from content.understanding import second_opinion, terms
from content.understanding.normalise import normalise
from content.understanding.out_of_scope import is_out_of_scope
from content.understanding.phonetics import Lexicon, common_words
from content.understanding.term_index import TermIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

SURE_OUT_OF_SCOPE = 0.85
"""Likelihood from which we answer what looks like a request for any assistant ("seven times")."""

_MOST_WORDS, _MOST_LETTERS = 5, 30
_REPAIR_PENALTY = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer, and how likely it is the one wanted, 0 to 1."""

    answer_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a question: exactly one of `answer` and `clarify`, or neither."""

    answer: str | None = None
    clarify: tuple[str, ...] = ()
    """Two answer ids, likelier first."""

    nearest: tuple[str, ...] = ()
    """The two nearest topics, for saying what we do know."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fitted by infra/scripts/fit_thresholds.py; the file says what it saw."""

    slope: float
    offset: float
    answer: float
    """Likelihood from which a question is answered."""

    clarify: float
    """Likelihood from which the two nearest are offered; below it we say that we don't know."""

    rival: float
    """A second answer this share as close as the first makes us ask which was meant."""

    def likelihood(self, score: float) -> float:
        """Return how likely the answer is the one wanted, from how close it is."""
        return 1 / (1 + math.exp(-(self.slope * score + self.offset)))

    def closeness(self, likelihood: float) -> float:
        """Return how close an answer is at this likelihood: the inverse of `likelihood`."""
        return (math.log(likelihood / (1 - likelihood)) - self.offset) / self.slope


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each view of a question counts, and how much words we know of."""

    variant_words: float
    variant_letters: float
    answer_words: float
    answer_letters: float
    coverage: float
    strange: float
    """Share that is left when a word is neither ours nor an everyday one: it is about something
    else ("does gargling help the vagus")."""


class QuestionIndex:
    """Views of every answer: its variants one by one, and all its words together."""

    def __init__(self, told: Iterable[Answer], weights: Weights) -> None:
        """Build the index: a quarter of a second for 207 answers and 3,232 variants."""
        self._weights = weights
        self._ids: list[str] = []
        self._exact: dict[str, str] = {}
        variants: list[str] = []
        counts: list[int] = []
        wholes: list[list[str]] = []
        for one in told:
            questions = [written(question) for question in one.questions]
            self._ids.append(one.id)
            self._exact |= dict.fromkeys(questions, one.id)
            counts.append(len(questions))
            variants += questions
            wholes.append([written(text) for text in (one.title, one.short, one.more)])
        self._take_apart(variants, counts, wholes)
        sizes = np.array(counts, np.intp)
        self._told = np.flatnonzero(sizes)
        """Which answers have variants, and where the first of each lies."""
        self._firsts: NDArray[np.intp] = (np.cumsum(sizes) - sizes)[self._told]
        self._lexicon = Lexicon(variants, terms.little_words())

    def _take_apart(self, variants: list[str], counts: list[int], wholes: list[list[str]]) -> None:
        """Build the four views: variants, so many for each answer, and the other texts of each."""
        stem_of, letters_of = cache(terms.stem), cache(terms.letters)
        words = [terms.word_terms(text, stem_of) for text in variants]
        letters = [terms.letter_terms(text, letters_of) for text in variants]
        self._words = TermIndex(words, _MOST_WORDS)
        self._letters = TermIndex(letters, _MOST_LETTERS)
        all_words, all_letters, begin, little = [], [], 0, terms.little_words()
        for count, whole in zip(counts, wholes, strict=True):
            end = begin + count
            own = (terms.word_terms(text, stem_of) for text in whole)
            told = chain(*words[begin:end], *own)
            all_words.append([term for term in told if term not in little])
            own = (terms.letter_terms(text, letters_of) for text in whole)
            all_letters.append([*chain(*letters[begin:end], *own)])
            begin = end
        self._all_words = TermIndex(all_words, _MOST_WORDS)
        self._all_letters = TermIndex(all_letters, _MOST_LETTERS)

    def scores(self, question: str) -> dict[str, float]:
        """Return how close each answer is to a question: 0 to 1, 1 for a variant word by word.

        Words that only sound like ours are put right, each at a price; the best reading wins.
        """
        said = normalise(question)
        best = self._read(said)
        if said not in self._exact:
            for reading, repairs in self._readings(said):
                priced = _REPAIR_PENALTY**repairs * self._read(reading)
                if priced.max(initial=0.0) > best.max(initial=0.0):
                    best = priced
        return {self._ids[at]: float(best[at]) for at in np.flatnonzero(best)}

    def _read(self, question: str) -> NDArray[np.float64]:
        """Return the closeness of each answer; shape (answers,)."""
        weights, letters = self._weights, terms.letter_terms(question)
        all_words = self._all_words.cosines(terms.telling_terms(question))
        found = weights.answer_words * all_words
        found += weights.answer_letters * self._all_letters.cosines(letters)
        by_variant = self._words.cosines(terms.word_terms(question))
        found += weights.variant_words * self._best_variant(by_variant)
        found += weights.variant_letters * self._best_variant(self._letters.cosines(letters))
        found *= (1 - weights.coverage) + weights.coverage * self._coverage(question)
        if self._is_strange(question):
            found *= weights.strange
        if question in self._exact:
            found[self._ids.index(self._exact[question])] = 1.0
        return found

    def _readings(self, said: str) -> list[tuple[str, int]]:
        unconfused, swaps = _unconfused(said)
        readings = [(unconfused, swaps)] if swaps else []
        once = [(text, swaps + 1) for text in self._lexicon.repairs(unconfused)]
        twice = [(more, price + 1) for text, price in once for more in self._lexicon.repairs(text)]
        return [*readings, *once, *twice]

    def _best_variant(self, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each answer the cosine of its nearest variant; 0 where it has none."""
        best: NDArray[np.float64] = np.zeros(len(self._ids))
        if self._told.size:
            best[self._told] = np.maximum.reduceat(cosines, self._firsts)
        return best

    def _coverage(self, question: str) -> float:
        stems = terms.content_stems(question)
        total = sum(self._words.weight(one) for one in stems)
        known = sum(self._words.weight(one) for one in stems if one in self._words)
        return known / total if total else 0.5

    def _is_strange(self, question: str) -> bool:
        return any(
            one not in self._words and one not in self._all_words and one not in _everyday_stems()
            for one in terms.content_stems(question)
        )


def rank(question: str) -> tuple[Candidate, ...]:
    """Return every answer that shares anything with the question, best first.

    With a second judge (`second_opinion`), every answer, as both together see it.
    """
    fitted = thresholds()
    scores = _index().scores(question)
    judge = second_opinion.brought()
    if judge is not None:
        # Of the words as they were said: put right, everyday words became ours too often.
        judged = second_opinion.judge(scores, judge(question))
        return tuple(map(Candidate, judged.ids, judged.shares))
    candidates = (Candidate(name, fitted.likelihood(score)) for name, score in scores.items())
    return tuple(sorted(candidates, key=lambda one: (-one.score, one.answer_id)))


def decide(question: str) -> Decision:
    """Return the one answer, two to choose from, or the two nearest topics that we do know."""
    alone = second_opinion.brought() is None
    fitted = thresholds() if alone else second_opinion.fitted()
    candidates = rank(question)
    nearest = tuple(candidate.answer_id for candidate in candidates[:2])
    if not candidates or candidates[0].score < fitted.clarify:
        return Decision(nearest=nearest)
    rival = alone and _has_rival(candidates, thresholds())
    if is_out_of_scope(question) and candidates[0].score < SURE_OUT_OF_SCOPE:
        return Decision(nearest=nearest)
    if candidates[0].score >= fitted.answer and not rival:
        return Decision(answer=candidates[0].answer_id, nearest=nearest)
    if len(nearest) == 1:
        return Decision(nearest=nearest)
    return Decision(clarify=nearest, nearest=nearest)


def _has_rival(candidates: tuple[Candidate, ...], fitted: Thresholds) -> bool:
    close = [fitted.closeness(candidate.score) for candidate in candidates[:2]]
    return len(close) > 1 and close[1] > fitted.rival * close[0]


def _unconfused(text: str) -> tuple[str, int]:
    padded, swaps = f" {text} ", 0
    for heard, meant in _confusions().items():
        if f" {heard} " in padded:
            padded, swaps = padded.replace(f" {heard} ", f" {meant} "), swaps + 1
    return padded.strip(), swaps


@cache
def written(text: str) -> str:
    """Return a text of the bank, normalised; for nothing that somebody says: it is kept."""
    return normalise(text)


@cache
def thresholds() -> Thresholds:
    """Return the fitted thresholds."""
    path = "understanding/thresholds.yaml"
    return library.structure(library.read(path)["thresholds"], Thresholds, path)


@cache
def weights() -> Weights:
    """Return the weights of the views."""
    path = "understanding/thresholds.yaml"
    return library.structure(library.read(path)["weights"], Weights, path)


@cache
def _everyday_stems() -> frozenset[str]:
    return frozenset(terms.stem(word) for word in common_words())


@cache
def _confusions() -> dict[str, str]:
    confusions: dict[str, str] = library.read("understanding/index.yaml")["confusions"]
    return confusions


@cache
def _index() -> QuestionIndex:
    return QuestionIndex(answers().values(), weights())
