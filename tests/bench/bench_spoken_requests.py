# ruff: noqa: T201  (printing is what it is for)

"""Forty requests after the wake phrase, spoken by several voices, in the virtual room.

    python tests/bench/bench_spoken_requests.py [--misses]

The list, tests/phrases/spoken_requests.yaml, was written before any ear heard it. Wait: from the
end of the person's voice to the first sample of the reply, as the room's clock counts it; what the
machine computes meanwhile is in the second column.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import numpy as np  # noqa: E402 - after the path
from fakes.box_minute import MODEL  # noqa: E402
from fakes.spoken_requests import PAUSE_SECONDS, Outcome, outcome, spoken_requests  # noqa: E402
from fakes.virtual_room import VirtualRoom  # noqa: E402

ROOMS = (
    ("whisper", None, "hibari", 140),
    ("whisper", None, "hibari", 175),
    ("whisper", None, "hibari", 190),
    ("whisper", None, "espeak", 155),
    ("vosk", MODEL, "hibari", 165),
    ("vosk", MODEL, "espeak", 150),
)


def main() -> None:
    """Print one row a room, and every miss if asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true")
    options.add_argument("--only")
    chosen = options.parse_args()
    print("ears     speaker  rate   right of 40   questions of 20   wait p50/p95 s   CPU s")
    for ears, model, speaker, rate in ROOMS:
        if chosen.only not in {None, ears, speaker, f"{ears}-{speaker}-{rate}"}:
            continue
        began = time.process_time()
        with tempfile.TemporaryDirectory() as home:
            room = VirtualRoom(
                Path(home), model=model, speaker=speaker, words_per_minute=rate,
                recogniser=ears, voice="espeak_sync",
            )  # fmt: skip
            outcomes, waits = run(room, in_small_words=model is not None)
        right = sum(one.right for one in outcomes)
        questions = sum(one.right for one in outcomes if one.request.is_question)
        p50, p95 = np.percentile(waits, [50, 95])
        print(
            f"{ears:8} {speaker:8} {rate:4} {right:8} {questions:15} {p50:13.2f}/{p95:.2f}"
            f" {time.process_time() - began:12.1f}",
            flush=True,
        )
        if chosen.misses:
            print(*(f"    {one}" for one in outcomes if not one.right), sep="\n")


def run(room: VirtualRoom, *, in_small_words: bool) -> tuple[list[Outcome], list[float]]:
    """Say every request and stop its reply; return what came of them, and the waits."""
    outcomes, waits = [], []
    room.wait(0.5)
    for request in spoken_requests(in_small_words=in_small_words):
        events = room.say(*request.pieces, pause=PAUSE_SECONDS)
        outcomes.append(outcome(request, [(event.event, event.fields) for event in events]))
        waits += [
            event.at_seconds - event.fields["ended_at_seconds"]
            for event in events
            if event.event == "reply"
        ]
        room.companion.hush("key")
        room.wait(1.0)
    return outcomes, waits


if __name__ == "__main__":
    main()
