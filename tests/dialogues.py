"""Reads the YAML that says how dialogues should go; shared by the core, Alexa and voice tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TESTS = Path(__file__).parent


@dataclass(frozen=True)
class Step:
    """One thing said, and what must come of it."""

    say: str
    wait: float = 0
    kind: str | None = None
    intent: str | None = None
    scene: str | None = None
    starts: str | None = None
    contains: str | None = None
    silent: bool = False

    def check(self, *, kind: str, scene: str, words: str) -> None:
        """Hold a reply against the step; every difference names the words that were said."""
        assert self.kind in (None, kind), f"{self.say!r}: {kind}, wanted {self.kind}: {words}"
        assert self.scene in (None, scene), f"{self.say!r}: scene {scene}, wanted {self.scene}"
        if self.silent:
            assert words == "", f"{self.say!r} was answered: {words}"
        if self.starts is not None:
            assert words.startswith(self.starts), f"{self.say!r} was answered: {words}"
        if self.contains is not None:
            assert self.contains in words, f"{self.say!r} was answered: {words}"


@dataclass(frozen=True)
class Journey:
    """A dialogue from its first words to its last."""

    name: str
    steps: tuple[Step, ...]


def journeys() -> list[Journey]:
    """Return every journey of tests/journeys."""
    return [
        Journey(raw["name"], tuple(Step(**step) for step in raw["turns"]))
        for path in sorted((TESTS / "journeys").glob("*.yaml"))
        for raw in yaml.safe_load(path.read_text("utf-8"))
    ]


def phrases(name: str) -> list[dict[str, Any]]:
    """Return the rows of one file of tests/phrases."""
    rows: list[dict[str, Any]] = yaml.safe_load(
        (TESTS / "phrases" / f"{name}.yaml").read_text("utf-8")
    )
    return rows
