# ruff: noqa: T201  (printing is what it is for)

"""A word said while the companion speaks or guides, and our own sound with nobody there.

    python tests/bench/bench_barge_in.py [--only vosk|whisper] [--scene SCENE] [--words stop ...]
                                         [--own-minutes 10] [--tuned] [--seed N] [--misses]

Each word is said over a moment of the scene that the seed draws: over a spoken sentence, a cue word
or a swell, never between them. The echo is given against the person's level (-26 dBFS over the
louder half of the frames): at 0 dB our own words come back as loud as the person speaks; our own
level is measured at what the mixer gives. The room has 52 ms of delay and a tail that falls by
60 dB in 100 ms. The natural voice (hibari) is also the one that we speak with; eSpeak is a hostile
one, counted apart. Ears were tuned on the voices of TUNED, which `--tuned` measures; the others
were not looked at. Times are the room's, from the end of the word to the act.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import numpy as np  # noqa: E402 - after the path
from fakes.own_sound import HELD_OUT, SCENES, TUNED, Interruption, interrupt, own_minutes, room_for  # noqa: E402
from fakes.virtual_room import VirtualRoom  # noqa: E402


def main() -> None:
    """Print a row a scene, word and kind of voice."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=("vosk", "whisper"))
    options.add_argument("--scene", choices=SCENES, action="append")
    options.add_argument("--words", nargs="*", default=["stop"])
    options.add_argument("--voices", choices=HELD_OUT, action="append")
    options.add_argument("--own-minutes", type=float, default=0.0)
    options.add_argument("--tuned", action="store_true", help="the voices used for tuning")
    options.add_argument("--count", type=int, default=20)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    for ears in (chosen.only,) if chosen.only else ("whisper", "vosk"):
        for name in chosen.scene or SCENES:
            with tempfile.TemporaryDirectory() as home:
                room = room_for(name, ears, Path(home))
                for word in chosen.words:
                    for kind in chosen.voices or HELD_OUT:
                        row(room, ears, name, word, kind, chosen)
                if chosen.own_minutes:
                    own_row(room, ears, name, chosen.own_minutes)


def row(
    room: VirtualRoom, ears: str, name: str, word: str, kind: str, chosen: argparse.Namespace
) -> None:
    """Say a word as often as wished, each time over a scene begun anew; print what came of it."""
    voices = (TUNED if chosen.tuned else HELD_OUT)[kind]
    began, tried = time.process_time(), []
    for number in range(chosen.count):
        speaker, rate = voices[number % len(voices)]
        found = interrupt(room, name, word, speaker, rate, seed=chosen.seed, number=number)
        tried.append((rate, number, found))
    cost = (time.process_time() - began) / chosen.count
    print(f"{ears:8} {name:8} {word:20} {kind:8} {summary([one for *_, one in tried])}"
          f"   CPU a trial {cost:.1f} s", flush=True)  # fmt: skip
    if chosen.misses:
        for rate, number, one in tried:
            if one.acted != "right":
                print(f"    {rate} trial {number}: {one.acted}, heard {one.heard}")


def summary(tried: list[Interruption]) -> str:
    """Return how many acted, how many did something else, and how late the right ones came."""
    counts = Counter(one.acted for one in tried)
    late = [one.milliseconds for one in tried if one.acted == "right"] or [0.0]
    p50, p95 = np.percentile(late, [50, 95])
    return (f"{counts['right']:3} of {len(tried)}, wrong {counts['wrong']}"
            f"   end of word to act p50 {p50:4.0f} p95 {p95:4.0f} ms")  # fmt: skip


def own_row(room: VirtualRoom, ears: str, name: str, minutes: float) -> None:
    """Print what our own sound alone makes the companion do: it should be nothing."""
    began = time.process_time()
    found = own_minutes(room, name, minutes)
    cost = (time.process_time() - began) / minutes / 60
    acts = [(event.event, event.fields.get("text")) for event in found]
    print(f"{ears:8} {name:8} {minutes:.0f} min of our own sound alone: acts {len(acts)} {acts}"
          f"   CPU a second {cost:.3f} s", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
