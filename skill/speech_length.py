"""How long Alexa speaks, by a stated model: nobody tells us, and no Echo was measured.

A sentence takes a start, and a share for each syllable, letter and inner comma. The shares were
fitted to one half of 89 texts of ours as both offline voices speak them at 165 words a minute, and
tried on the other half (`tests/bench/bench_alexa_lengths.py` prints all of it). There the natural
voice's cue words are 0.07 s off and its sentences 11 %, eSpeak's 0.08 s and 7 %; a minute of a
practice is half a second off on average, 1.3 s at most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, assert_never

from content.dialogue.reply import Pace

if TYPE_CHECKING:
    from collections.abc import Iterable

START_SECONDS: Final = 0.175
SYLLABLE_SECONDS: Final = 0.102
LETTER_SECONDS: Final = 0.031
CLAUSE_SECONDS: Final = 0.226
"""A comma, a colon or a semicolon inside a sentence."""

SENTENCE_GAP_SECONDS: Final = 0.45
"""Between two sentences, as the companion pauses; Amazon does not say how long Alexa does."""

GUIDANCE_RATE: Final = 0.9
"""Share of the usual pace at which guidance is spoken."""

NUMBER_RATE: Final = 0.8
"""`rate="slow"`, digit by digit."""

NIGHT_RATE: Final = 0.85

_VOWELS: Final = re.compile("[aeiouy]+")
_WORDS: Final = re.compile(r"[a-z']+")
_CHARACTERS: Final = re.compile("[a-z0-9]")
_CLAUSES: Final = re.compile(r"[,;:](?=\s)")
_SENTENCES: Final = re.compile(r"(?<=[.?!])\s+")


def spoken_seconds(text: str, pace: Pace = Pace.ANSWER) -> float:
    """Return the estimated length of a text in seconds; 0 where there is nothing to say."""
    sentences = [
        part for part in _SENTENCES.split(text.strip()) if _CHARACTERS.search(part.lower())
    ]
    if not sentences:
        return 0.0
    gaps = (len(sentences) - 1) * SENTENCE_GAP_SECONDS
    return sum(map(_sentence_seconds, sentences)) / _rate(pace) + gaps


def features(sentence: str) -> tuple[int, int, int, int]:
    """Return what the model counts: 1, syllables, letters, inner commas."""
    low = sentence.lower()
    letters = len(_CHARACTERS.findall(low))
    return 1, _syllables(_WORDS.findall(low)), letters, len(_CLAUSES.findall(low))


def _sentence_seconds(sentence: str) -> float:
    shares = (START_SECONDS, SYLLABLE_SECONDS, LETTER_SECONDS, CLAUSE_SECONDS)
    return sum(count * share for count, share in zip(features(sentence), shares, strict=True))


def _rate(pace: Pace) -> float:
    match pace:
        case Pace.ANSWER:
            return 1.0
        case Pace.GUIDANCE:
            return GUIDANCE_RATE
        case Pace.NUMBER:
            return NUMBER_RATE
        case _:
            assert_never(pace)


def _syllables(words: Iterable[str]) -> int:
    """Return the runs of vowels, a silent e at the end not counted."""
    count = 0
    for word in words:
        runs = len(_VOWELS.findall(word))
        silent = runs > 1 and word.endswith("e") and not word.endswith("le")
        count += max(1, runs - silent)
    return count
