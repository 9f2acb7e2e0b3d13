"""Train the second opinion on danger: the head over the encoder, and its two thresholds.

    PYTHONPATH=. python infra/scripts/train_danger.py

Writes `offline/encoder/danger.npz` and `content/bank/safety/opinion.yaml`, the same bytes for the
same lines. About three minutes of one core; needs scipy and ctranslate2. The third and fourth
hold-out are never read here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from fit_thresholds import lines_of
from scipy.optimize import minimize
from train_opinion import logarithms

from content.answers import answers
from content.dialogue.turn import Danger
from content.safety import phrases
from content.safety.screen import is_excused, screen
from content.understanding.normalise import normalise
from offline.encoder.danger import NONE
from offline.encoder.encoder import Encoder

HEAD = Path("offline/encoder/danger.npz")
BANDS = Path("content/bank/safety/opinion.yaml")
PHRASES = Path("tests/phrases")
WIDE = "safety_wide_*/*.yaml"
LISTS = ("safety", "safety_held_out", "safety_more_classes", "safety_seventh_draw",
         "safety_eighth_draw", "safety_second_hold_out")  # fmt: skip
SAID = ("check_ins", "commands")
FOLDS = 5
SHARPNESS = np.repeat([6.0, 3.0, 3.0], 384)
"""How far each pool's vectors are stretched: how little the head is held back."""

HELD = 1.5
MOST_ASKED, MOST_SURE = 0.02, 0.005
"""Share of the harmless lines written to be hard that may be asked about, or answered as danger."""

CLASSES = [NONE, *(danger.value for danger in Danger if danger is not Danger.NEGATED)]


@dataclass(frozen=True)
class Line:
    """A line, its class (NONE for harmless), how much it counts, and whether it is a hard one."""

    text: str
    wanted: str
    weight: float
    hard: bool = False
    """Harmless, and written beside danger: the thresholds are set on these."""


def main() -> None:
    """Train, fit, print and write."""
    lines = list({normalise(one.text): one for one in lines_to_learn()}.values())
    encoder = Encoder()
    vectors = np.array([encoder.pools(normalise(one.text)) for one in lines], np.float32)
    held_out = cross_validated(vectors, lines)
    layer, biases = head(vectors, lines)
    scales = np.abs(layer).max(axis=1) / 127
    np.savez_compressed(
        HEAD,
        weights=np.round(layer / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
        biases=biases,
        classes=np.array(CLASSES),
    )
    BANDS.write_text(as_yaml(lines, held_out), encoding="utf-8")
    print(BANDS.read_text("utf-8"))


def written() -> Iterator[tuple[str, list[str], bool]]:
    """Yield every line of the lists with its right classes, and whether the wide corpus has it."""
    for file in sorted(PHRASES.glob(WIDE)):
        for group in yaml.safe_load(file.read_text("utf-8")).values():
            yield from ((text, group["right"], True) for text in group["lines"])
    for name in LISTS:
        raw = yaml.safe_load((PHRASES / f"{name}.yaml").read_text("utf-8"))
        groups = raw.values() if all(isinstance(rows, dict) for rows in raw.values()) else [raw]
        for rows in groups:
            for text, right in rows.items():
                yield text, [right] if isinstance(right, str) else right, False


def lines_to_learn() -> Iterator[Line]:
    """Yield the lists, samples of the templates, and what people say to us that is no danger."""
    yield from (Line(said, NONE, 0.5) for said in harmless())
    for danger, samples in phrases.samples(60).items():
        if danger is not Danger.NEGATED:
            yield from (Line(sample, danger.value, 1.0) for sample in samples)
    for text, right, is_wide in written():
        if right in (["none"], ["negated"]):
            yield Line(text, NONE, 3.0 if is_wide else 2.0, hard=True)
        elif right[0] in CLASSES:
            yield Line(text, right[0], 1.0)


def harmless() -> Iterator[str]:
    """Yield what people say to us, and to any assistant, every day."""
    yield from (*lines_of("not_ours.txt"), *lines_of("not_yet.txt"))
    for answer in answers().values():
        yield from answer.questions
    for name in SAID:
        rows = yaml.safe_load((PHRASES / f"{name}.yaml").read_text("utf-8"))
        yield from (row["say"] for row in rows if screen([row["say"]]) is None)


def head(vectors: np.ndarray, lines: list[Line]) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (classes, 1152) and biases of a multinomial logistic regression."""
    middle = vectors.mean(axis=0)
    rows = ((vectors - middle) * SHARPNESS).astype(np.float32)
    wanted = np.array([CLASSES.index(one.wanted) for one in lines])
    weight = np.array([one.weight for one in lines], np.float32)
    size, count, every = rows.shape[1], len(CLASSES), np.arange(len(lines))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        layer = flat[: size * count].reshape(size, count).astype(np.float32)
        logs = logarithms(rows @ layer + flat[size * count :].astype(np.float32))
        slope = np.exp(logs)
        slope[every, wanted] -= 1
        slope *= weight[:, None]
        value = -(weight * logs[every, wanted]).sum() + HELD / 2 * (layer * layer).sum()
        steps = [(rows.T @ slope + HELD * layer).ravel(), slope.sum(axis=0)]
        return float(value), np.concatenate(steps).astype(np.float64)

    start = np.zeros(size * count + count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    layer = found[: size * count].reshape(size, count) * SHARPNESS[:, None]
    biases = found[size * count :] - middle @ layer
    return layer.T.astype(np.float32), biases.astype(np.float32)


def cross_validated(vectors: np.ndarray, lines: list[Line]) -> np.ndarray:
    """Return for each line how likely danger is to a head that has not seen it."""
    folds = np.array([hash_of(one.text) % FOLDS for one in lines])
    likely = np.zeros(len(lines))
    for fold in range(FOLDS):
        out = folds == fold
        seen = [one for one, left_out in zip(lines, out, strict=True) if not left_out]
        layer, biases = head(vectors[~out], seen)
        likely[out] = 1 - np.exp(logarithms(vectors[out] @ layer.T + biases)[:, 0])
    return likely


def hash_of(text: str) -> int:
    """Return a number that is the same for the same text on every machine."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def as_yaml(lines: list[Line], likely: np.ndarray) -> str:
    """Return the file's text: the thresholds, and what they do to lines left out."""
    asked = np.array([screen([one.text]) is None and not is_excused(one.text) for one in lines])
    hard = np.array([one.hard for one in lines])
    danger = np.array([one.wanted != NONE for one in lines])
    falling = np.sort(likely[hard & asked])[::-1]
    ask, sure = (
        round(float(falling[int(share * hard.sum())]) + 5e-7, 6)
        for share in (MOST_ASKED, MOST_SURE)
    )
    easy = ~hard & ~danger
    hard_share = (likely > ask)[hard & asked].sum() / hard.sum()
    return f"""\
# Written by infra/scripts/train_danger.py. Run it again whenever a list that it reads changes.
# Of lines left out of the training (five folds), where the rules find nothing:
#   hard harmless ones asked about or answered: {hard_share:.3f}
#   other harmless ones: {(likely > ask)[easy & asked].sum() / easy.sum():.4f}
#   dangers: {(likely > ask)[danger & asked].mean():.3f} of {(danger & asked).sum()}
fitted_to: "{fingerprint()}"
bands:
  sure: {max(sure, ask)}
  ask: {ask}
"""


def fingerprint() -> str:
    """Return what tells whether a list changed since."""
    said = "\n".join(f"{text}\t{right}" for text, right, _ in written())
    return hashlib.sha256(said.encode()).hexdigest()[:16]


if __name__ == "__main__":
    main()
