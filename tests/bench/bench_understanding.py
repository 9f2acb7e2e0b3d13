"""How long understanding takes to load and to answer, and what `gutfeeling chat` costs.

    PYTHONPATH=. python tests/bench/bench_understanding.py

Times are of the processor (one core), so that a busy machine blurs them less. Asked are the
everyday requests, the neighbours of our field and the held-out questions. Chat is a fresh process
with its modules compiled, as an installation has them; memory is its peak resident set.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from content.library import bank
from content.understanding import question_index, second_opinion

ROOT = Path(__file__).parents[2]
STARTS = 5
SAID = "what is the vagus nerve\nstart box breathing\nhow was my week\n"
CHILD = """
import resource, sys, time
{without}
from offline import cli
cli.run(["chat", "--fresh"])
own = resource.getrusage(resource.RUSAGE_SELF)
loaded = "torch" in sys.modules
print(own.ru_maxrss / 1024, own.ru_utime + own.ru_stime, loaded, file=sys.stderr)
"""
WITHOUT_ENCODER = 'sys.modules["ctranslate2"] = None'


def show(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def asked() -> list[str]:
    """Return the everyday requests, our field's open questions, and the held-out ones."""
    listed = [
        line
        for name in ("not_ours.txt", "not_yet.txt")
        for line in (bank() / "understanding" / name).read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    held_out = (ROOT / "tests/phrases/questions_held_out.yaml").read_text("utf-8")
    return [*listed, *yaml.safe_load(held_out)]


def spread(name: str, texts: list[str]) -> None:
    took = []
    for text in texts:
        begin = time.process_time()
        question_index.decide(text)
        took.append((time.process_time() - begin) * 1_000)
    took.sort()
    middle, slow = took[len(took) // 2], took[int(len(took) * 0.99)]
    show(f"{name:22}{len(took)} questions: p50 {middle:.2f}, p99 {slow:.2f}, max {took[-1]:.2f} ms")


def loading() -> None:
    begin = time.process_time()
    question_index.decide("hello")
    show(f"understanding loaded in {time.process_time() - begin:.2f} s (answers and index)")


def chat(name: str, without: str, compiled: str, said: str) -> None:
    """Print the median processor time and the largest memory of some starts."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": compiled, "GUTFEELING_HOME": compiled}
    rows = []  # of which the first compiles the modules
    for _ in range(STARTS + 1):
        command = [sys.executable, "-c", CHILD.format(without=without)]
        done = subprocess.run(
            command, input=said, text=True, capture_output=True, env=kept, cwd=ROOT, check=True
        )
        rows.append(done.stderr.splitlines()[-1].split())
    peak = max(float(memory) for memory, _, _ in rows[1:])
    seconds = statistics.median(float(cpu) for _, cpu, _ in rows[1:])
    torch = any(loaded == "True" for _, _, loaded in rows)
    show(f"{name:34}{seconds:.2f} s of CPU, {peak:.0f} MB, torch imported: {torch}")


def main() -> None:
    texts = asked()
    loading()
    spread("index alone", texts)
    if opinion := _encoder():
        with second_opinion.asking(opinion):
            question_index.decide("warm up")
            spread("index and encoder", texts)
    with tempfile.TemporaryDirectory(prefix="bench_understanding") as compiled:
        for said in ("start box breathing\n", "what is the vagus nerve\n", SAID):
            for name, without in (("no encoder", WITHOUT_ENCODER), ("encoder", "")):
                shown = f"chat, {len(said.splitlines())} line(s), {said.split()[0]}, {name}"
                chat(shown, without, compiled, said)


def _encoder() -> second_opinion.SecondOpinion | None:
    from offline.encoder.bring import bring_encoder  # noqa: PLC0415 - brought by itself here

    with second_opinion.asking(None):  # at first the index alone
        return bring_encoder()


if __name__ == "__main__":
    main()
