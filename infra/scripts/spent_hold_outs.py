"""The hold-outs that set thresholds now; their figures are no longer a measurement.

Phrasings of the bank are harder than what people ask, and requests of its list nearer to ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from content.understanding.out_of_scope import is_out_of_scope

PHRASES = Path("tests/phrases")
QUESTIONS = ("questions_hold_out.yaml", "questions_third_hold_out.yaml")
EVERYDAY = ("everyday_hold_out.yaml", "everyday_second_hold_out.yaml")
OR = " or "
"""Joins ids of which either would honestly serve."""


def questions() -> Iterator[tuple[frozenset[str], str]]:
    """Yield (ids of right answers, question)."""
    for name in QUESTIONS:
        for ids, asked in yaml.safe_load((PHRASES / name).read_text("utf-8")).items():
            for question in asked:
                yield frozenset(ids.split(OR)), question


def everyday() -> Iterator[str]:
    """Yield requests that are not ours, without those that are known by their words."""
    for name in EVERYDAY:
        for requests in yaml.safe_load((PHRASES / name).read_text("utf-8")).values():
            yield from (one for one in requests if not is_out_of_scope(one))
