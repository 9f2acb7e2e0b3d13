"""What the second opinion is trained on, and what sets its thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spent_hold_outs
import yaml
from fit_thresholds import lines_of

from content.answers import Answer
from content.understanding.normalise import normalise
from content.understanding.question_index import QuestionIndex
from offline.encoder.encoder import Encoder
from offline.encoder.opinion import NONE, Opinion

FOLDS = 5

MISHEARD = Path("infra/training/misheard.yaml")
"""Phrasings of the bank as real ears misheard them; tests/bench/make_misheard_training.py."""


@dataclass(frozen=True)
class Asked:
    """Questions with their vectors; `wanted` is an answer's number, or the number of none."""

    texts: list[str]
    vectors: np.ndarray
    wanted: np.ndarray

    def fold(self, number: int) -> np.ndarray:
        """Return which questions are left out of this fold's training."""
        return self.places % FOLDS == number

    @property
    def places(self) -> np.ndarray:
        """The place of each question among those that want the same."""
        seen: dict[int, int] = {}
        places = []
        for wanted in self.wanted:
            places.append(seen.get(wanted, 0))
            seen[wanted] = places[-1] + 1
        return np.array(places)


def questions(told: Sequence[Answer], encoder: Encoder, none: int) -> Asked:
    """Return every phrasing, everyday request and neighbour."""
    ours = [(normalise(q), at) for at, one in enumerate(told) for q in one.questions]
    others = [(normalise(q), none) for q in (*lines_of("not_ours.txt"), *lines_of("not_yet.txt"))]
    texts = [text for text, _ in (*ours, *others)]
    return Asked(texts, embed(encoder, texts), np.array([n for _, n in (*ours, *others)]))


def misheard(told: Sequence[Answer], encoder: Encoder, none: int) -> Asked:
    """Return what real ears made of some phrasings and everyday requests."""
    numbers = {one.id: at for at, one in enumerate(told)} | {NONE: none}
    heard = yaml.safe_load(MISHEARD.read_text("utf-8"))
    rows = [
        (text, numbers[name]) for name, texts in heard.items() for text in texts if name in numbers
    ]
    texts = [text for text, _ in rows]
    return Asked(texts, embed(encoder, texts), np.array([number for _, number in rows]))


def joined(first: Asked, second: Asked) -> Asked:
    """Return both as one."""
    return Asked(
        [*first.texts, *second.texts],
        np.vstack([first.vectors, second.vectors]),
        np.concatenate([first.wanted, second.wanted]),
    )


def embed(encoder: Encoder, texts: Sequence[str]) -> np.ndarray:
    """Return the vectors of texts, shape (texts, 384)."""
    return np.array([encoder(normalise(text)) for text in texts], np.float32)


Tried = list[tuple[frozenset[str], dict[str, float], dict[str, float]]]
"""A question of those hold-outs: right ids (none for an everyday request), closeness, logs."""


def tried(index: QuestionIndex, opinion: Opinion) -> Tried:
    """Return what both judges make of the hold-outs that set the thresholds."""
    rows = [
        *spent_hold_outs.questions(),
        *((frozenset(), one) for one in spent_hold_outs.everyday()),
    ]
    return [(wanted, index.scores(asked), opinion(asked)) for wanted, asked in rows]
