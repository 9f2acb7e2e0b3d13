# ruff: noqa: T201  (printing is what it is for)

"""Writes tests/phrases/questions_garbled.yaml: the hold-out's questions as ears misheard them.

    nice python tests/bench/make_garbled_questions.py

The questions are taken in shuffled order; each is spoken by one voice at one odd speed in one
noisy room, and written down by one open ear. Kept are the first 150 that were misheard, unless
too many of the words went wrong: then nobody could answer. What an answerer makes of them was not
looked at. About four minutes on one core.
"""

from __future__ import annotations

import random
import statistics
import sys
from itertools import cycle
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import yaml  # noqa: E402 - after the path
from fakes.hold_outs import questions  # noqa: E402
from fakes.mishearing import Mishearing, NoisyRoom  # noqa: E402

OUT = TESTS / "phrases" / "questions_garbled.yaml"
WANTED = 150
SEED = 4
ROOMS = (
    NoisyRoom("whisper", "hibari", 215, -34.0),
    NoisyRoom("whisper", "espeak", 190, -36.0),
    NoisyRoom("pocketsphinx", "hibari", 150, -50.0),
    NoisyRoom("whisper", "hibari", 120, -31.0),
    NoisyRoom("whisper", "espeak", 130, -40.0),
    NoisyRoom("pocketsphinx", "hibari", 180, -44.0),
    NoisyRoom("whisper", "hibari", 240, -40.0),
)

HEADER = """\
# Questions of questions_hold_out.yaml as real ears misheard them: answer, said, heard, word error.
# Made by tests/bench/make_garbled_questions.py; measured by tests/bench/bench_questions.py. Nothing
# is tuned on it.
"""


def main() -> None:
    """Speak, listen, keep, and say how it went."""
    mishear, kept, spoken = Mishearing(), [], 0
    drawn = questions("questions_hold_out.yaml")
    random.Random(SEED).shuffle(drawn)  # noqa: S311 - an order, not a secret
    for (wanted, question), room in zip(drawn, cycle(ROOMS), strict=False):
        spoken += 1
        heard = mishear(question, room)
        if heard.is_understandable:
            kept.append([" or ".join(wanted), question, heard.text, round(heard.word_error, 2)])
        if len(kept) == WANTED:
            break
    OUT.write_text(HEADER + yaml.safe_dump(kept, width=1000, default_flow_style=None), "utf-8")
    errors = [row[3] for row in kept]
    print(f"{spoken} spoken, {len(kept)} kept, median word error {statistics.median(errors):.2f}")


if __name__ == "__main__":
    main()
