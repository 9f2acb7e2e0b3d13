# ruff: noqa: T201  (printing is what it is for)

"""Writes tests/phrases/questions_garbled.yaml: the hold-out's questions as ears misheard them.

    nice python tests/bench/make_garbled_questions.py

The questions are taken in shuffled order; each is spoken by one voice at one odd speed in one
noisy room, and written down by one open ear. Kept are the first 150 that were misheard, unless
more than `LOST` of the words went wrong: then nobody could answer. What an answerer makes of them
was not looked at. About four minutes on one core.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import numpy as np  # noqa: E402 - after the path
import pocketsphinx  # noqa: E402
import yaml  # noqa: E402
from fakes.hold_outs import questions  # noqa: E402
from fakes.speakers import said, utterance  # noqa: E402

from content.understanding.normalise import tokens  # noqa: E402
from offline.ears.whisper_ear import WhisperEar  # noqa: E402

OUT = TESTS / "phrases" / "questions_garbled.yaml"
WANTED = 150
LOST = 0.6
SEED = 4
ROOMS = (
    ("whisper", "hibari", 215, -34.0),
    ("whisper", "espeak", 190, -36.0),
    ("pocketsphinx", "hibari", 150, -50.0),
    ("whisper", "hibari", 120, -31.0),
    ("whisper", "espeak", 130, -40.0),
    ("pocketsphinx", "hibari", 180, -44.0),
    ("whisper", "hibari", 240, -40.0),
)
"""Ear, voice, words a minute, level of the noise; speech is at -26 dBFS."""

HEADER = """\
# Questions of questions_hold_out.yaml as real ears misheard them: answer, said, heard, word error.
# Made by tests/bench/make_garbled_questions.py; measured by tests/bench/bench_questions.py. Nothing
# is tuned on it.
"""


def main() -> None:
    """Speak, listen, keep, and say how it went."""
    ears = {"whisper": WhisperEar(), "pocketsphinx": Dictation()}
    kept, spoken = [], 0
    for wanted, question, (ear, voice, rate, noise) in _drawn():
        spoken += 1
        sound = utterance(said(voice, question, rate), noise_dbfs=noise)
        heard = " ".join(ears[ear].transcribe(sound).text.lower().split())
        error = word_error(tokens(question), tokens(heard))
        if 0 < error <= LOST:
            kept.append([" or ".join(wanted), question, heard, round(error, 2)])
        if len(kept) == WANTED:
            break
    OUT.write_text(HEADER + yaml.safe_dump(kept, width=1000, default_flow_style=None), "utf-8")
    errors = [row[3] for row in kept]
    print(f"{spoken} spoken, {len(kept)} kept, median word error {statistics.median(errors):.2f}")


def _drawn() -> Iterator[tuple[tuple[str, ...], str, tuple[str, str, int, float]]]:
    drawn = questions("questions_hold_out.yaml")
    random.Random(SEED).shuffle(drawn)  # noqa: S311 - an order, not a secret
    for (wanted, question), room in zip(drawn, cycle(ROOMS), strict=False):
        yield wanted, question, room


class Dictation:
    """pocketsphinx with its own language model: any words."""

    def __init__(self) -> None:
        self._decoder = pocketsphinx.Decoder(loglevel="FATAL")

    def transcribe(self, sound: bytes) -> Dictation:
        """Write down one utterance."""
        self._decoder.start_utt()
        self._decoder.process_raw(sound, full_utt=True)
        self._decoder.end_utt()
        return self

    @property
    def text(self) -> str:
        """What was last heard."""
        found = self._decoder.hyp()
        return found.hypstr if found else ""


def word_error(said_words: list[str], heard_words: list[str]) -> float:
    """Return the edit distance in words over the number of words said."""
    row = np.arange(len(heard_words) + 1)
    for at, word in enumerate(said_words, 1):
        before, row = row, np.empty_like(row)
        row[0] = at
        for place, other in enumerate(heard_words, 1):
            row[place] = min(
                before[place] + 1, row[place - 1] + 1, before[place - 1] + (word != other)
            )
    return float(row[-1]) / max(1, len(said_words))


if __name__ == "__main__":
    main()
