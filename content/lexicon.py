"""Words of the field: what they mean, and how each voice is made to say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from content import library

_PATH = "lexicon.yaml"


class SpokenBy(StrEnum):
    """Offline voices that need their own spelling; the values are the lexicon's keys."""

    ESPEAK = "espeak"
    HIBARI = "hibari"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the lexicon."""

    term: str
    """As the bank writes it."""

    meaning: str
    """In plain words; completes "It means"."""

    espeak: str | None
    """Spelling that eSpeak NG reads right; None where it reads the word itself right."""

    hibari: str | None
    ipa: str | None
    """How it sounds: what each offline voice was checked against. Not sent to Alexa: a sign that
    Amazon's table lacks may silence an answer, and no Echo has been tried."""

    said: tuple[str, ...]
    """Other ways people name it, in lower case."""

    alias: str | None = None
    """For Alexa's `<sub>`."""

    def respelled(self, voice: SpokenBy) -> str | None:
        """Return how a voice is to read it, or None where it reads it right by itself."""
        return self.espeak if voice is SpokenBy.ESPEAK else self.hibari


@cache
def terms() -> dict[str, Term]:
    """Return every term by its name in lower case, in the order of the file."""
    found = (library.structure(raw, Term, _PATH) for raw in library.read(_PATH))
    return {one.term.lower(): one for one in found}


def term(said: str) -> Term | None:
    """Return the term that words name, whatever form they name it in; None for no term."""
    return _by_name().get(" ".join(said.lower().split()))


def respell(text: str, voice: SpokenBy) -> str:
    """Return the text as a voice is to be given it: each word of the lexicon as it sounds."""

    def sound(match: re.Match[str]) -> str:
        found = terms()[match[1].lower()].respelled(voice)
        return match[0] if found is None else found + match[2]

    return _any_term().sub(sound, text)


@cache
def _any_term() -> re.Pattern[str]:
    longest_first = sorted(terms(), key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<!\w)({names})(s?)(?!\w)", re.IGNORECASE)


@cache
def _by_name() -> dict[str, Term]:
    found = {said: one for one in terms().values() for said in one.said}
    return {**found, **terms()}
