"""The phrases an ear may expect, and how words are matched to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from content.number_words import number_words
from content.sentences import QUESTION
from offline.ears.spelling import (
    NumberSpan,
    bigrams,
    is_number,
    normalise,
    number_spans,
    similarity,
)

SCALE: Final = "<scale>"
"""Stands in a phrase for a number from 0 to 10."""

NUMBER: Final = "<number>"
"""Stands for one of the usual larger numbers, minutes above all."""

ALIKE: Final = 70.0
"""Below this edit ratio two phrases are not the same phrase misheard (two-ears measurement)."""

LISTED: Final = "listed"
"""Intent of a listed phrase: which one it is matters to the core alone."""

CANDIDATES: Final = 40
SPANS_AT_MOST: Final = 6
_SLOT: Final = re.compile(r"<\w+>")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The listed phrase nearest to some words."""

    phrase: str
    """With the numbers of the words filled in."""

    ratio: float
    """0 to 100; 100 means that the words are the phrase."""


class Phrases:
    """A list of phrases in which numbers stand open, so "gut six" is known where "gut two" is."""

    def __init__(
        self,
        commands: Iterable[str],
        check_in: Iterable[str] = (),
        *,
        guiding: Iterable[str] = (),
        steering: Iterable[str] = (),
        silencing: Iterable[str] = (),
        grammar: Iterable[str] = (),
        at_once: Iterable[str] = (),
        minutes: Iterable[int] = range(1, 31),
        meaning: Callable[[str], str | None] | None = None,
        storing: frozenset[str] = frozenset(),
    ) -> None:
        """Take the lists.

        Args:
            commands: short phrases for the closed ear; `<scale>` and `<number>` stand for numbers.
            check_in: those that matter while a check-in waits for a number.
            guiding: the few that matter while we speak or guide.
            steering: the single words of these that two hearings may set off together.
            silencing: those of them behind which our sound is to be silent before they are certain.
            grammar: more phrases for a recogniser that knows "none of these" (Vosk).
            at_once: phrases that end a turn although longer ones begin with them.
            minutes: the numbers a `<number>` may be.
            meaning: name of the intent of some words, None if they are no command.
            storing: intents that keep something of what was said.
        """
        self.commands, self.check_in = _tidy(commands), _tidy(check_in)
        self.guiding = _tidy(guiding)
        self.steering, self.silencing = frozenset(_tidy(steering)), frozenset(_tidy(silencing))
        self.numbers = {
            SCALE: tuple(number_words(number) for number in range(11)),
            NUMBER: tuple(number_words(number) for number in minutes),
        }
        self._templates = tuple(dict.fromkeys((*self.commands, *self.check_in)))
        self.short_list = self._spoken(self._templates)
        """The listed phrases in words, each number in each place at least once."""

        self.short_check_in = self._spoken(self.check_in)
        self.grammar = _tidy(grammar)
        masked = tuple(map(_masked, (*self._templates, *self.grammar)))
        self._exact, self._beginnings = frozenset(masked), _beginnings(masked)
        self._at_once = frozenset(map(normalise, at_once))
        self._meaning, self._storing = meaning, storing
        self._bigrams = np.stack([_bigram_row(text) for text in self._templates])

    def is_whole(self, text: str) -> bool:
        """Return whether the words are a whole phrase."""
        return bool(text) and self.meaning(text) not in {None, QUESTION}

    def is_question(self, text: str) -> bool:
        """Return whether the words have the shape of a question."""
        return self.meaning(text) == QUESTION

    def is_longer_possible(self, text: str) -> bool:
        """Return whether a longer phrase begins with these words and is worth waiting for."""
        return text not in self._at_once and _masked(text) in self._beginnings

    def ends_in_number(self, text: str) -> bool:
        """Return whether the last word is a number."""
        return bool(text) and is_number(text.rsplit(maxsplit=1)[-1])

    def meaning(self, text: str) -> str | None:
        """Return the intent of some words, None if they have none.

        Without a sentence book the list alone decides.
        """
        if _masked(text) in self._exact:
            return LISTED
        return self._meaning(text) if self._meaning else None

    def stores(self, text: str, *, in_check_in: bool = False) -> bool:
        """Return whether acting on the words would keep or delete something.

        Words without a command's shape do if they hold a number, in a check-in also those with the
        shape of a question: "about a six".
        """
        intent = self._meaning(text) if self._meaning else None
        if intent is None or (in_check_in and intent == QUESTION):
            return any(is_number(word) for word in text.split())
        return intent in self._storing

    def nearest(self, text: str) -> Nearest | None:
        """Return the listed phrase nearest to the words, or None if none is alike."""
        words = normalise(text).split()
        if not words:
            return None
        spans = list(number_spans(words))[:SPANS_AT_MOST]
        plain, best = " ".join(words), Nearest("", 0.0)
        row = _bigram_row(_masked(plain))
        shared = np.minimum(self._bigrams, row).sum(axis=1) / (self._bigrams.sum(axis=1) + 1)
        for index in np.argsort(-shared, kind="stable")[:CANDIDATES]:
            for phrase in _filled(self._templates[index], spans):
                ratio = similarity(plain, phrase)
                if ratio > best.ratio:
                    best = Nearest(phrase, ratio)
        return best if best.ratio >= ALIKE else None

    def _spoken(self, templates: tuple[str, ...]) -> tuple[str, ...]:
        """Write every phrase out with each number once."""
        spoken: dict[str, None] = {}
        for template in templates:
            slots = _SLOT.findall(template)
            choices = [self.numbers[slot] for slot in slots]
            for turn in range(max((len(words) for words in choices), default=1)):
                text = template
                for shift, (slot, words) in enumerate(zip(slots, choices, strict=True)):
                    text = text.replace(slot, words[(turn + shift) % len(words)], 1)
                spoken[text] = None
        return tuple(spoken)


def _tidy(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return phrases in one spelling, their slots kept."""
    parts = (re.split(r"(<\w+>)", phrase) for phrase in phrases)
    tidy = (
        " ".join(part if _SLOT.fullmatch(part) else normalise(part) for part in phrase).split()
        for phrase in parts
    )
    return tuple(dict.fromkeys(" ".join(words) for words in tidy if words))


def _masked(text: str) -> str:
    """Return the words with every number as "#"."""
    words = _SLOT.sub("zero", text).split()
    for span in reversed([s for s in number_spans(words) if is_number(words[s.end - 1])]):
        words[span.start : span.end] = ["#"]
    return " ".join(words)


def _filled(template: str, spans: list[NumberSpan]) -> Iterable[str]:
    """Yield the template with its slots filled by numbers of the text, in their order."""
    slots = len(_SLOT.findall(template))
    if not slots:
        yield template
    for chosen in combinations(spans, slots) if slots else ():
        numbers = iter(chosen)
        yield _SLOT.sub(lambda _: next(numbers).words, template)  # noqa: B023 - used at once


def _beginnings(phrases: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for phrase in phrases:
        words = phrase.split()
        found.update(" ".join(words[:length]) for length in range(1, len(words)))
    return frozenset(found)


def _bigram_row(text: str) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    row = np.zeros(28 * 28, np.int16)
    for pair in bigrams(_SLOT.sub("#", text)):
        row[pair] += 1
    return row
