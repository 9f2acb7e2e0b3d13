"""A look back over ten years of daily entries: `PYTHONPATH=tests:. python` and this file.

One whole turn (the words understood, the diary read, the reply built), on a SQLite file as a laptop
has it; medians of the rounds. On a busy machine the CPU time is the one to read.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from content.dialogue.reply import words
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Utterance
from content.settings import Settings
from content.storage.open import open_store
from content.storage.store import Entry
from content.understanding.understand import Speaker, understand

YEARS, ROUNDS = 10, 20
NOW = datetime(2026, 11, 23, 21, tzinfo=UTC)
QUESTIONS = (
    "how was my week",
    "how's my gut been",
    "when was i last this anxious",
    "what helped",
    "what goes with my bad nights",
)


def ten_years() -> list[Entry]:
    days = [NOW - timedelta(days=number) for number in range(365 * YEARS)]
    return [
        Entry(
            f"{number}",
            "me",
            at,
            at.date(),
            {"anxiety": number * 7 % 11, "gut": number * 5 % 11, "sleep": number * 3 % 11},
        )
        for number, at in enumerate(days)
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        store = open_store(Settings(home=Path(home), retention_days=0))
        store.add_all(ten_years())
        sys.stdout.write(f"{len(store.entries('me'))} entries, {ROUNDS} rounds, ms a turn\n")
        sys.stdout.write(f"{'question':<32}{'wall':>8}{'CPU':>8}  reply\n")
        for question in QUESTIONS:
            spent, cpu = [], []
            for _ in range(ROUNDS):
                begin, busy = time.perf_counter(), time.process_time()
                turn = understand(Utterance(question, NOW), Session(), Speaker("me"))
                reply, _ = respond(turn, Session(), store)
                spent.append((time.perf_counter() - begin) * 1e3)
                cpu.append((time.process_time() - busy) * 1e3)
            wall, busy = statistics.median(spent), statistics.median(cpu)
            told = words(reply)[:50]
            sys.stdout.write(f"{question:<32}{wall:>8.1f}{busy:>8.1f}  {told}\n")
        store.close()


if __name__ == "__main__":
    main()
