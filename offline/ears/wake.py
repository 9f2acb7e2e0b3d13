"""The wake phrase at the beginning of an utterance, and what is left without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from content import library
from offline.ears.spelling import normalise

ODD_WORDS = 3
"""Most words before "feeling" that an unprompted decoding may have made of "hey gut"."""


@dataclass(frozen=True, slots=True)
class WakePhrase:
    """What wakes: data of `bank/ears/wake.yaml`."""

    phrase: str
    core: str
    """What an open dictation must hold: the phrase without its "hey"."""

    prompt: str
    """Whisper's prompt for the wake decoding; with its gate 30 of 30 at 10 dB, 0 false."""

    strict: re.Pattern[str]
    loose: re.Pattern[str]

    def cut(self, text: str) -> str | None:
        """Return what follows the phrase, "" if nothing does, None if the text begins otherwise."""
        return _rest(self.strict, text)

    def cut_loosely(self, text: str) -> str | None:
        """Do the same for a text known to begin with the phrase, however badly it was heard."""
        strict = self.cut(text)
        return strict if strict is not None else _rest(self.loose, text)

    def is_inside(self, text: str) -> bool:
        """Return whether the exact phrase is among the words."""
        return f" {self.phrase} " in f" {text} "


@cache
def wake_phrase() -> WakePhrase:
    """Return the wake phrase of the bank."""
    raw = library.read("ears/wake.yaml")
    hey, gut, feeling = ("|".join(raw[part]) for part in ("hey", "gut", "feeling"))
    return WakePhrase(
        phrase=raw["phrase"],
        core=raw["core"],
        prompt=raw["prompt"],
        strict=re.compile(rf"(?:(?:{hey}) )?(?:{gut}) (?:{feeling})\b ?"),
        loose=re.compile(
            rf"(?:\S+ ){{0,{ODD_WORDS}}}?(?:{feeling}|feel|feels|feeding|fearing)\b ?"
        ),
    )


def _rest(pattern: re.Pattern[str], text: str) -> str | None:
    words = normalise(text)
    found = pattern.match(words)
    return words[found.end() :] if found else None
