"""Print how long the screen and the index take: python tests/bench/bench_understanding.py.

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

PHRASES = Path(__file__).parents[1] / "phrases"


def measure(name: str, ask: Callable[[str], object], texts: list[str]) -> None:
    """Print the load time and the spread over the texts."""
    begin = time.perf_counter()
    ask("hello")
    time.perf_counter() - begin
    took = []
    for text in texts:
        begin = time.perf_counter()
        ask(text)
        took.append(1_000 * (time.perf_counter() - begin))
    _middle, _worst = statistics.median(took), max(took)


def main() -> None:
    """Measure both."""
    said = list(yaml.safe_load((PHRASES / "safety.yaml").read_text("utf-8")))
    asked = list(yaml.safe_load((PHRASES / "questions.yaml").read_text("utf-8")))
    measure("screen, one sentence", lambda text: screen([text]), said)
    measure("screen, 400 words", lambda text: screen([text]), [" ".join(said)[:2_000]] * 20)
    measure("question index", decide, asked)


if __name__ == "__main__":
    main()
