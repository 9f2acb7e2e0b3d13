"""Print how long the safety screen and the question index take on the phrases of the tests.

Not a test: a time on a shared machine decides nothing.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from content.safety.screen import screen
from content.understanding.question_index import decide

PHRASES = Path("tests/phrases")
LONG = 2_000
"""Letters of the long text: about 400 words."""


def measure(name: str, ask: Callable[[str], object], texts: list[str]) -> None:
    """Print the load time and the spread over the texts."""
    begin = time.perf_counter()
    ask("hello")
    loaded = time.perf_counter() - begin
    took = []
    for text in texts:
        begin = time.perf_counter()
        ask(text)
        took.append(1_000 * (time.perf_counter() - begin))
    middle, worst = statistics.median(took), max(took)
    print(f"{name}: load {loaded:.3f} s, median {middle:.2f} ms, worst {worst:.2f} ms")


def main() -> None:
    """Measure both."""
    said = list(yaml.safe_load((PHRASES / "safety.yaml").read_text("utf-8")))
    asked = list(yaml.safe_load((PHRASES / "questions.yaml").read_text("utf-8")))
    measure("screen, one sentence", lambda text: screen([text]), said)
    measure("screen, 400 words", lambda text: screen([text]), [" ".join(said)[:LONG]] * 20)
    measure("question index", decide, asked)


if __name__ == "__main__":
    main()
