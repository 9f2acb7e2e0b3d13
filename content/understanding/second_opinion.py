"""A second judge of questions beside the index, where a voice has brought one.

The core knows only this protocol: the companion brings a sentence encoder, the skill brings none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from content import library
from content.seat import Seat

SecondOpinion = Callable[[str], Mapping[str, float]]
"""Takes a question; returns the natural logarithm of each answer's likelihood, by id, and under
"" that of none."""

_PATH = "understanding/second_opinion.yaml"
_FARTHEST = 8.0
"""Differences of logarithms count up to this."""

seat: Seat[SecondOpinion] = Seat()
bring, asking, brought = seat.bring, seat.asking, seat.brought


@dataclass(frozen=True, slots=True)
class Fitted:
    """How two judges become one; written by infra/scripts/train_opinion.py."""

    index_weight: float
    """What the index's closeness counts beside the logarithm of the encoder's likelihood."""

    offset: float
    slopes: tuple[float, ...]
    """One for each of `features`, in their order."""

    answer: float
    """Likelihood from which a question is answered."""

    clarify: float
    """Likelihood from which the two nearest are offered."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers in order, and how likely the first is the one wanted."""

    ids: tuple[str, ...]
    likelihood: float
    shares: tuple[float, ...]
    """For each id its likelihood, from the first one's downwards."""


@cache
def fitted() -> Fitted:
    """Return the fitted constants."""
    return library.structure(library.read(_PATH)["fitted"], Fitted, _PATH)


def judge(closeness: Mapping[str, float], logs: Mapping[str, float]) -> Judged:
    """Return what both judges together make of a question.

    Args:
        closeness: the index's score of each answer, 0 to 1; absent is 0.
        logs: see `SecondOpinion`.
    """
    constants = fitted()
    ranked = order(closeness, logs, constants.index_weight)
    raised = constants.offset + sum(
        slope * value
        for slope, value in zip(constants.slopes, features(ranked, closeness, logs), strict=True)
    )
    likelihood = 1 / (1 + math.exp(-max(-50.0, min(50.0, raised))))
    best = ranked[0][1]
    return Judged(
        tuple(name for name, _ in ranked),
        likelihood,
        tuple(likelihood * math.exp(both - best) for _, both in ranked),
    )


def order(
    closeness: Mapping[str, float], logs: Mapping[str, float], index_weight: float
) -> list[tuple[str, float]]:
    """Return (id, sum of both judges), best first."""
    both = [
        (name, log + index_weight * closeness.get(name, 0.0)) for name, log in logs.items() if name
    ]
    return sorted(both, key=lambda pair: (-pair[1], pair[0]))


def features(
    ranked: list[tuple[str, float]], closeness: Mapping[str, float], logs: Mapping[str, float]
) -> tuple[float, ...]:
    """Return what tells whether the first of `ranked` is right (understanding-encoder, 2.2)."""
    first, second = ranked[0][0], ranked[1][0]
    near, none = closeness.get(first, 0.0), logs[""]
    nearest = max(closeness.values(), default=0.0)
    agrees = float(near == nearest and near > 0)
    return (
        logs[first],
        min(logs[first] - logs[second], _FARTHEST),
        near,
        near - closeness.get(second, 0.0),
        agrees,
        agrees * near,
        math.exp(logs[first]),
        max(none, -2 * _FARTHEST),
        max(logs[first] - none, -_FARTHEST),
        nearest,
    )
