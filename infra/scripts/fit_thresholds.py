"""Fit the thresholds of the question index and write `bank/understanding/thresholds.yaml`.

Positives: the questions of hold-outs that are spent. Negatives: their everyday requests, and
questions of our field without an answer yet (`not_yet.txt`).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spent_hold_outs

from content import library
from content.answers import answers
from content.understanding.question_index import QuestionIndex, Thresholds, Weights, weights

TARGET = Path("content/bank/understanding/thresholds.yaml")
MOST_EVERYDAY_ANSWERED = 0.015
MOST_NEIGHBOURS_ANSWERED = 0.14
MOST_EVERYDAY_ASKED_BACK = 0.06
RIVALS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
WRONG_COSTS = 3.0
STEPS = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question asked: how close the best two answers were, and whether the best was right."""

    first: float
    second: float
    right: bool

    def answered(self, least: float, rival: float) -> bool:
        """Return whether these thresholds would answer it."""
        return self.first >= least and self.second <= rival * self.first


@dataclass(frozen=True, slots=True)
class Fit:
    """The thresholds, and what they do to the questions they were fitted on."""

    thresholds: Thresholds
    first_right: float
    answered_right: float
    answered_wrong: float
    everyday_answered: float
    neighbours_answered: float


def main() -> None:
    """Fit, print and write."""
    fitted = fit()
    text = _as_yaml(fitted, weights())
    TARGET.write_text(text, encoding="utf-8")
    print(text)


def fingerprint(*more: str) -> str:
    """Return what the fit depends on, as a short hash: a test sees by it that a refit is due."""
    told = [(one.id, one.title, one.short, one.more, one.questions) for one in answers().values()]
    folder = library.bank() / "understanding"
    negatives = [
        folder.joinpath(name).read_text("utf-8") for name in ("not_ours.txt", "not_yet.txt")
    ]
    everything = repr((told, negatives, weights(), *more))
    return hashlib.sha256(everything.encode()).hexdigest()[:16]


def fit() -> Fit:
    """Return the thresholds for the bank as it is."""
    index = QuestionIndex(answers().values(), weights())
    ours = [_outcome(index, asked, wanted) for wanted, asked in spent_hold_outs.questions()]
    everyday = [_outcome(index, request) for request in spent_hold_outs.everyday()]
    neighbours = [_outcome(index, line) for line in lines_of("not_yet.txt")]
    slope, offset = _logistic([*ours, *everyday, *neighbours])

    def utility(rival: float) -> float:
        least = _least(everyday, neighbours, rival)
        answered = [one for one in ours if one.answered(least, rival)]
        wrong = sum(not one.right for one in answered)
        return len(answered) - wrong - WRONG_COSTS * wrong

    rival = max(RIVALS, key=utility)
    least = _least(everyday, neighbours, rival)
    scale = Thresholds(slope, offset, answer=0.5, clarify=0.5, rival=rival)
    clarify = _allowing([one.first for one in everyday], MOST_EVERYDAY_ASKED_BACK)
    thresholds = replace(
        scale,
        answer=scale.likelihood(least),
        clarify=min(scale.likelihood(least), scale.likelihood(clarify)),
    )
    answered = [one for one in ours if one.answered(least, rival)]
    return Fit(
        thresholds,
        first_right=_share(one.right for one in ours),
        answered_right=sum(one.right for one in answered) / len(ours),
        answered_wrong=sum(not one.right for one in answered) / len(ours),
        everyday_answered=_share(one.answered(least, rival) for one in everyday),
        neighbours_answered=_share(one.answered(least, rival) for one in neighbours),
    )


def lines_of(name: str) -> list[str]:
    """Return the lines of a file of `bank/understanding` that are not comments."""
    text = library.bank().joinpath("understanding", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _outcome(index: QuestionIndex, question: str, wanted: frozenset[str] = frozenset()) -> Outcome:
    scores = index.scores(question)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
    closeness = [score for _, score in best] + [0.0, 0.0]
    return Outcome(closeness[0], closeness[1], bool(best) and best[0][0] in wanted)


def _least(everyday: list[Outcome], neighbours: list[Outcome], rival: float) -> float:
    """Return the smallest closeness that keeps both kinds of false answers rare enough."""
    allowed = ((everyday, MOST_EVERYDAY_ANSWERED), (neighbours, MOST_NEIGHBOURS_ANSWERED))
    return max(
        _allowing([one.first * one.answered(0.0, rival) for one in group], share)
        for group, share in allowed
    )


def _allowing(closeness: list[float], share: float) -> float:
    """Return the closeness above which at most this share of the questions lies."""
    ordered = sorted(closeness, reverse=True)
    return math.nextafter(ordered[int(share * len(ordered))], math.inf)


def _logistic(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Return slope and offset of the likelihood of being right, by Newton's method."""
    slope, offset = 1.0, 0.0
    for _ in range(STEPS):
        g0 = g1 = h00 = h01 = h11 = 1e-9
        for one in outcomes:
            likely = 1 / (1 + math.exp(-(slope * one.first + offset)))
            error, spread = one.right - likely, likely * (1 - likely)
            g0 += error
            g1 += error * one.first
            h00 += spread
            h01 += spread * one.first
            h11 += spread * one.first**2
        area = h00 * h11 - h01**2
        offset += (h11 * g0 - h01 * g1) / area
        slope += (h00 * g1 - h01 * g0) / area
    return slope, offset


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed)


def _as_yaml(fitted: Fit, used: Weights) -> str:
    found = fitted.thresholds
    return f"""\
# Written by infra/scripts/fit_thresholds.py. Run it again whenever an answer changes.
# Spent hold-outs: best answer right {fitted.first_right:.3f}; answered right \
{fitted.answered_right:.3f}, wrong {fitted.answered_wrong:.3f}.
# Answered though they are not ours: everyday requests {fitted.everyday_answered:.3f}, questions
# of our field without an answer yet {fitted.neighbours_answered:.3f}.
fitted_to: "{fingerprint()}"
weights:
  variant_words: {used.variant_words}
  variant_letters: {used.variant_letters}
  answer_words: {used.answer_words}
  answer_letters: {used.answer_letters}
  coverage: {used.coverage}
  strange: {used.strange}
thresholds:
  slope: {found.slope:.6f}
  offset: {found.offset:.6f}
  answer: {_up(found.answer):.6f}
  clarify: {_up(found.clarify):.6f}
  rival: {found.rival}
"""


def _up(likelihood: float) -> float:
    """Round up to the six places that are written: no more is answered than was counted."""
    return math.ceil(likelihood * 1e6) / 1e6


if __name__ == "__main__":
    main()
