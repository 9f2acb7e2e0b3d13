"""Train the second opinion on the bank: the encoder's head, and how both judges become one.

    PYTHONPATH=. python infra/scripts/train_opinion.py

Writes `offline/encoder/head.npz` and `content/bank/understanding/second_opinion.yaml`, the same
bytes for the same bank. About two minutes of one core; needs scipy and ctranslate2.
Positives are all phrasings, each judged by an index and a head that have not seen it (five folds);
negatives are everyday requests and questions of our field without an answer, likewise. The head
that is kept has learnt from misheard phrasings as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from fit_thresholds import fingerprint
from opinion_data import FOLDS, MISHEARD, Asked, Tried, embed, joined, misheard, questions, tried
from scipy.optimize import minimize

from content.answers import Answer, answers
from content.understanding.question_index import QuestionIndex, weights
from content.understanding.second_opinion import features, order
from offline.encoder.encoder import Encoder
from offline.encoder.opinion import NONE, Opinion

HEAD = Path("offline/encoder/head.npz")
FITTED = Path("content/bank/understanding/second_opinion.yaml")
SHARPNESS = 4.0
"""Length to which the encoder's vectors are stretched: how little the head is held back."""

INDEX_WEIGHT = 20.0
MOST_WRONG = 0.012
"""Share of their questions that may be answered wrongly."""

MOST_EVERYDAY = 0.012
"""Share of its everyday requests that may be answered or asked back."""

NEGATIVE_WEIGHT = 2.0


def main() -> None:
    """Train, fit, print and write."""
    told = list(answers().values())
    encoder = Encoder()
    none = len(told)
    asked = questions(told, encoder, none)
    texts = [text for one in told for text in (f"{one.title}. {one.short}", one.more)]
    known = Asked(texts, embed(encoder, texts), np.repeat(np.arange(none), 2))
    judged = cross_validated(told, asked, known)
    layer, biases = head(joined(asked, misheard(told, encoder, none)), known, none + 1)
    ids = [*(one.id for one in told), NONE]
    store(layer, biases, ids)
    opinion = Opinion(encoder, HEAD)
    fitted, figures = fit(
        judged, asked.wanted, ids[:-1], tried(QuestionIndex(told, weights()), opinion)
    )
    FITTED.write_text(as_yaml(fitted, figures), encoding="utf-8")
    print(FITTED.read_text("utf-8"))


def head(asked: Asked, known: Asked, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (count, 384) and biases of a multinomial logistic regression."""
    vectors = np.vstack([asked.vectors, known.vectors]) * np.float32(SHARPNESS)
    wanted = np.concatenate([asked.wanted, known.wanted])
    size, rows = vectors.shape[1], np.arange(len(wanted))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        layer = flat[: size * count].reshape(size, count).astype(np.float32)
        raised = vectors @ layer + flat[size * count :].astype(np.float32)
        raised -= raised.max(axis=1, keepdims=True)
        shares = np.exp(raised)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -np.log(shares[rows, wanted] + 1e-12).sum() + 0.5 * (layer * layer).sum()
        shares[rows, wanted] -= 1
        slope = np.concatenate([(vectors.T @ shares + layer).ravel(), shares.sum(axis=0)])
        return float(value), slope.astype(np.float64)

    start = np.zeros(size * count + count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    layer = found[: size * count].reshape(size, count) * SHARPNESS
    return layer.T.astype(np.float32), found[size * count :].astype(np.float32)


Judged = list[tuple[dict[str, float], dict[str, float]]]
"""For each question: the index's closeness, and the head's logarithms, by answer id."""


def cross_validated(told: Sequence[Answer], asked: Asked, known: Asked) -> Judged:
    """Return what judges that have not seen a question make of it."""
    ids = [*(one.id for one in told), NONE]
    judged: Judged = [({}, {})] * len(asked.texts)
    for number in range(FOLDS):
        out = asked.fold(number)
        seen = Asked([], asked.vectors[~out], asked.wanted[~out])
        layer, biases = head(seen, known, len(ids))
        logs = logarithms(asked.vectors[out] @ layer.T + biases)
        index = index_without(told, number)
        for row, at in enumerate(np.flatnonzero(out)):
            scores = index.scores(asked.texts[at])
            judged[at] = scores, dict(zip(ids, map(float, logs[row]), strict=True))
    return judged


def index_without(told: Sequence[Answer], number: int) -> QuestionIndex:
    """Return an index that lacks one fold of each answer's phrasings."""
    kept = [
        replace(
            one, questions=tuple(q for at, q in enumerate(one.questions) if at % FOLDS != number)
        )
        for one in told
    ]
    return QuestionIndex(kept, weights())


def logarithms(raised: np.ndarray) -> np.ndarray:
    """Return log-softmax over the last axis."""
    raised = raised - raised.max(axis=1, keepdims=True)
    return raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))


def fit(
    judged: Judged, wanted: np.ndarray, ids: Sequence[str], dev: Tried
) -> tuple[dict[str, object], dict[str, float]]:
    """Return the constants of `second_opinion.Fitted`, and what they do to those hold-outs."""
    ours = wanted < len(ids)
    ranked = [order(near, logs, INDEX_WEIGHT) for near, logs in judged]
    seen = np.array([features(r, *j) for r, j in zip(ranked, judged, strict=True)])
    names = [ids[n] if is_ours else None for n, is_ours in zip(wanted, ours, strict=True)]
    first = np.array([r[0][0] == name for r, name in zip(ranked, names, strict=True)])
    slopes, offset = logistic(seen, first, np.where(ours, 1.0, NEGATIVE_WEIGHT))
    orders = [order(near, logs, INDEX_WEIGHT) for _, near, logs in dev]
    rows = np.array(
        [features(r, near, logs) for r, (_, near, logs) in zip(orders, dev, strict=True)]
    )
    likelihood = 1 / (1 + np.exp(-(rows @ np.array(slopes) + offset)))
    asks = np.array([bool(right) for right, _, _ in dev])
    right = np.array([r[0][0] in w for r, (w, _, _) in zip(orders, dev, strict=True)])
    either = right | np.array([r[1][0] in w for r, (w, _, _) in zip(orders, dev, strict=True)])
    clarify = least(likelihood[~asks], np.ones((~asks).sum(), bool), MOST_EVERYDAY)
    answer = max(clarify, least(likelihood[asks], ~right[asks], MOST_WRONG))
    answered, unsure = likelihood > answer, (likelihood > clarify) & (likelihood <= answer)
    figures = {
        "unseen phrasings of the bank, best right": first[ours].mean(),
        "best right": right[asks].mean(),
        "answered right": (right & answered)[asks].mean(),
        "answered wrong": (~right & answered)[asks].mean(),
        "asked back with the right one": (either & unsure)[asks].mean(),
        "everyday requests answered or asked back": (likelihood > clarify)[~asks].mean(),
    }
    fitted = {
        "index_weight": INDEX_WEIGHT,
        "offset": round(offset, 6),
        "slopes": [round(slope, 6) for slope in slopes],
        "answer": answer,
        "clarify": clarify,
    }
    return fitted, figures


def least(likelihood: np.ndarray, wrong: np.ndarray, share: float) -> float:
    """Return the likelihood above which at most this share of all is wrong."""
    falling = np.argsort(-likelihood)
    costs = np.cumsum(wrong[falling]) / len(wrong)
    last = min(int(np.searchsorted(costs, share, "right")), len(falling) - 1)
    return round(float(likelihood[falling[last]]) + 5e-7, 6)


def logistic(seen: np.ndarray, right: np.ndarray, weight: np.ndarray) -> tuple[list[float], float]:
    """Return slopes and offset of a logistic regression, lightly held back."""
    mean, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-9
    rows = np.hstack([(seen - mean) / spread, np.ones((len(seen), 1))])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        raised = rows @ flat
        held = np.append(flat[:-1], 0.0)
        value = (weight * (np.logaddexp(0, raised) - right * raised)).sum() + 0.5 * held @ held
        return value, rows.T @ (weight * (1 / (1 + np.exp(-raised)) - right)) + held

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = found[:-1] / spread
    return list(map(float, slopes)), float(found[-1] - slopes @ mean)


def store(layer: np.ndarray, biases: np.ndarray, ids: Sequence[str]) -> None:
    """Write the head: int8 rows and their scales."""
    scales = np.abs(layer).max(axis=1) / 127
    np.savez_compressed(
        HEAD,
        weights=np.round(layer / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
        biases=biases,
        ids=np.array(ids),
    )


def as_yaml(fitted: dict[str, object], figures: dict[str, float]) -> str:
    """Return the file's text, with what the fit saw."""
    saw = "\n".join(f"#   {name}: {value:.3f}" for name, value in figures.items())
    rows = "\n".join(f"  {name}: {value}" for name, value in fitted.items())
    return f"""\
# Written by infra/scripts/train_opinion.py. Run it again whenever an answer changes.
# Of the first and third hold-out, which set the two thresholds:
{saw}
fitted_to: "{fingerprint(MISHEARD.read_text("utf-8"))}"
fitted:
{rows}
"""


if __name__ == "__main__":
    main()
