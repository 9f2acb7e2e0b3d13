# ruff: noqa: T201  (printing is what it is for)

"""Writes infra/training/misheard.yaml: phrasings of the bank as real ears misheard them.

    nice python tests/bench/make_misheard_training.py [--of-each 8]

For infra/scripts/train_opinion.py: the head learns from them what is left of a question that was
misheard. Some phrasings of each answer, and some of the requests that are not ours (under ""), each
spoken in one of `ROOMS`, which are not those of the measured set. About 40 minutes on one core.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import cycle
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import yaml  # noqa: E402 - after the path
from fakes.mishearing import Mishearing, NoisyRoom  # noqa: E402

from content import library  # noqa: E402
from content.answers import answers  # noqa: E402

OUT = TESTS.parent / "infra" / "training" / "misheard.yaml"
NOT_OURS_TIMES = 20
SEED = 26
ROOMS = (
    NoisyRoom("whisper", "hibari", 225, -36.0),
    NoisyRoom("whisper", "espeak", 175, -38.0),
    NoisyRoom("pocketsphinx", "hibari", 165, -48.0),
    NoisyRoom("whisper", "hibari", 145, -32.0),
    NoisyRoom("whisper", "espeak", 145, -35.0),
    NoisyRoom("pocketsphinx", "hibari", 140, -42.0),
    NoisyRoom("whisper", "hibari", 200, -33.0),
)

HEADER = """\
# Phrasings of the bank as real ears misheard them, by answer; "" is none of ours. Written by
# tests/bench/make_misheard_training.py for infra/scripts/train_opinion.py.
"""


def main() -> None:
    """Speak, listen, and keep what was misheard."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--of-each", type=int, default=8)
    of_each = options.parse_args().of_each
    drawn = _drawn(of_each)
    mishear, kept = Mishearing(), {}
    for number, ((name, phrasing), room) in enumerate(zip(drawn, cycle(ROOMS), strict=False)):
        heard = mishear(phrasing, room)
        if heard.is_understandable:
            kept.setdefault(name, []).append(heard.text)
        if number % 100 == 0:
            print(f"{number} of {len(drawn)}", flush=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(HEADER + yaml.safe_dump(kept, width=1000), "utf-8")
    print(f"{len(drawn)} spoken, {sum(map(len, kept.values()))} misheard")


def _drawn(of_each: int) -> list[tuple[str, str]]:
    """Return (answer id, phrasing) in shuffled order."""
    order = random.Random(SEED)  # noqa: S311 - an order, not a secret
    found = [
        (one.id, phrasing)
        for one in answers().values()
        for phrasing in order.sample(one.questions, min(of_each, len(one.questions)))
    ]
    others = library.bank().joinpath("understanding", "not_ours.txt").read_text("utf-8")
    lines = [line for line in others.splitlines() if line and not line.startswith("#")]
    found += [("", line) for line in order.sample(lines, min(of_each * NOT_OURS_TIMES, len(lines)))]
    order.shuffle(found)
    return found


if __name__ == "__main__":
    main()
