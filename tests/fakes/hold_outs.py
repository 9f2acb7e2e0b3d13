"""The hold-outs of tests/phrases as rows."""

from __future__ import annotations

from pathlib import Path

import yaml

PHRASES = Path(__file__).parents[1] / "phrases"
OR = " or "
"""Joins ids of which either would honestly serve."""


def questions(name: str) -> list[tuple[tuple[str, ...], str]]:
    """Return (acceptable answer ids, question) of a file of lists by ids."""
    raw = yaml.safe_load((PHRASES / name).read_text("utf-8"))
    return [(tuple(ids.split(OR)), question) for ids, asked in raw.items() for question in asked]


def garbled() -> list[tuple[tuple[str, ...], str]]:
    """Return (acceptable answer ids, what an ear wrote)."""
    raw = yaml.safe_load((PHRASES / "questions_garbled.yaml").read_text("utf-8"))
    return [(tuple(ids.split(OR)), heard) for ids, _, heard, _ in raw]


def everyday(name: str = "everyday_hold_out.yaml") -> list[str]:
    """Return the everyday requests that are not ours."""
    raw = yaml.safe_load((PHRASES / name).read_text("utf-8"))
    return [request for requests in raw.values() for request in requests]
