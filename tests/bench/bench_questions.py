# ruff: noqa: T201  (printing is what it is for)

"""How well questions find their answers: the hold-outs of tests/phrases, the whole way through.

    nice python tests/bench/bench_questions.py [--misses]

The rows were written by a hand that had not seen the bank's phrasings, and were committed before
anything was measured on them. Bars: score 86 % (misheard 70 %), wrong 5 %, false answers 2 %.
The curve is the ranking's alone: answering from a likelihood at which that share of the everyday
requests would be answered, nothing asked back, no commands, no screen.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from fakes.asked import OUTCOMES, Figures, asked, false_answers  # noqa: E402 - after the path
from fakes.hold_outs import everyday, garbled, questions  # noqa: E402

from content.safety import danger_opinion  # noqa: E402
from content.understanding.question_index import rank  # noqa: E402
from content.understanding.second_opinion import SecondOpinion, asking  # noqa: E402
from offline.encoder.danger import open_danger_head  # noqa: E402
from offline.encoder.encoder import Encoder  # noqa: E402
from offline.encoder.opinion import open_opinion  # noqa: E402

SETS = {"hold-out": questions("questions_fourth_hold_out.yaml"), "misheard": garbled()}
EVERYDAY = "everyday_third_hold_out.yaml"
FALSE_SHARES = (0.01, 0.02, 0.03, 0.05)


def main() -> None:
    """Print every table, without the second opinion and with it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true", help="print every row that was not right")
    misses = options.parse_args().misses
    judges: dict[str, SecondOpinion | None] = {"index alone": None, "with the second opinion": None}
    try:
        encoder = Encoder()
        judges["with the second opinion"] = open_opinion(encoder)
        danger_opinion.bring(open_danger_head(encoder))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        print(f"No second opinion here: {error}")
        del judges["with the second opinion"]
    for name, opinion in judges.items():
        with asking(opinion):
            print(f"\n== {name}")
            whole_way(misses=misses)
            curve()


def whole_way(*, misses: bool) -> None:
    """Print what became of each set, and the everyday requests that got more than a fallback."""
    for name, rows in SETS.items():
        found = asked(rows)
        told = Figures(Counter(outcome for outcome, _, _ in found))
        counts = ", ".join(f"{outcome} {told.counts[outcome]}" for outcome in OUTCOMES)
        print(f"{name} ({len(rows)}): score {told.score:.1%}, wrong {told.wrong:.1%} ({counts})")
        for (outcome, reply, question), (wanted, _) in zip(found, rows, strict=True):
            if misses and outcome != "right":
                got = reply.answer or ", ".join(reply.options) or reply.kind
                print(f"   {outcome}: {question} | {' or '.join(wanted)} | {got}")
    requests = everyday(EVERYDAY)
    false = false_answers(requests)
    kinds = Counter(str(reply.kind) for _, reply in false)
    print(f"everyday ({len(requests)}): false {len(false) / len(requests):.1%} {dict(kinds)}")
    for request, reply in false if misses else ():
        print(f"   {reply.kind}: {request} | {reply.answer or ', '.join(reply.options)}")


def curve() -> None:
    """Print top-1, top-2, and right and wrong at each share of false answers."""
    nearest = sorted((_best(request)[0] for request in everyday(EVERYDAY)), reverse=True)
    for name, rows in SETS.items():
        ranked = [(wanted, *_best(question)) for wanted, question in rows]
        first = sum(ids[:1] != () and ids[0] in wanted for wanted, _, ids in ranked)
        either = sum(bool(set(wanted) & set(ids)) for wanted, _, ids in ranked)
        print(f"{name}: top-1 {first / len(rows):.1%}, top-2 {either / len(rows):.1%}")
        for share in FALSE_SHARES:
            over = nearest[math.floor(share * len(nearest))]
            sure = [ids[0] in wanted for wanted, score, ids in ranked if score > over]
            right, wrong = sum(sure) / len(rows), (len(sure) - sum(sure)) / len(rows)
            print(f"   {share:.0%} false (over {over:.2f}): right {right:.1%}, wrong {wrong:.1%}")


def _best(question: str) -> tuple[float, tuple[str, ...]]:
    """Return the likelihood of the first, and the first two."""
    first = rank(question)[:2]
    return (first[0].score if first else 0.0), tuple(one.answer_id for one in first)


if __name__ == "__main__":
    main()
