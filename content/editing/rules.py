"""What the checks look for, as the bank holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from content import library

_PATH = "editing.yaml"


@dataclass(frozen=True, slots=True)
class Rules:
    """The file `bank/editing.yaml`."""

    never_spoken: tuple[str, ...]
    never_first: tuple[str, ...]
    stiff: tuple[str, ...]
    british: tuple[str, ...]
    abbreviations: dict[str, str]
    professionals: tuple[str, ...]
    figures: str
    fillers: frozenset[str]


@cache
def rules() -> Rules:
    """Return the rules."""
    return library.structure(library.read(_PATH), Rules, _PATH)


def first_of(words: tuple[str, ...], text: str) -> str | None:
    """Return the first of some whole words or phrases that a text holds, or None."""
    found = _any_of(words).search(text)
    return found.group() if found else None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    options = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)")
