"""Speech understanding as Alexa does it, thin: samples of an interaction model, word by word.

The closest sample wins: most literal words, then fewest slots. Where none fits to the word,
articles and "please" are passed over; then an intent is taken whose samples hold every pair of
neighbouring words, for Amazon's models learn from samples and are not held to them. A free question
comes last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from fakes.alexa_requests import slot

from content.number_words import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = {number_words(number): str(number) for number in range(201)}
HOURS = {number_words(hour): hour for hour in range(1, 13)}
PASSED_OVER = frozenset("a an the some please um uh".split())  # noqa: SIM905
START, END = "<s>", "</s>"
SHORT = 1
"""Samples of one word say nothing about what stands beside what."""

FALLBACK = "AMAZON.FallbackIntent"
BUILT_IN_WORDS = {
    "AMAZON.CancelIntent": ["cancel", "never mind", "forget it"],
    "AMAZON.HelpIntent": ["help", "help me", "can you help me"],
    "AMAZON.NextIntent": ["next", "skip", "skip forward"],
    "AMAZON.NoIntent": ["no", "no thanks"],
    "AMAZON.PauseIntent": ["pause", "pause that"],
    "AMAZON.PreviousIntent": ["previous", "go back"],
    "AMAZON.RepeatIntent": ["repeat", "say that again", "repeat that"],
    "AMAZON.ResumeIntent": ["resume", "continue", "keep going"],
    "AMAZON.StartOverIntent": ["start over", "restart", "start again"],
    "AMAZON.StopIntent": ["stop", "off", "shut up"],
    "AMAZON.YesIntent": ["yes", "yes please", "sure"],
}
"""What Amazon's intents understand by themselves."""


@dataclass(frozen=True)
class Understood:
    """An intent request's inside."""

    intent: str
    slots: dict[str, dict] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sample:
    intent: str
    words: tuple[str, ...]
    literals: int
    is_free: bool


class AlexaNlu:
    """Understands what the model's samples say, and nothing else."""

    def __init__(self, model: dict) -> None:
        language = model["interactionModel"]["languageModel"]
        self.invocation_name: str = language["invocationName"]
        self._slot_types: dict[str, dict[str, str]] = {}
        self._values = {kind["name"]: _values(kind) for kind in language["types"]}
        self._loose = {name: {_loosened(w): v for w, v in values.items()}
                       for name, values in self._values.items()}  # fmt: skip
        self._by_first: dict[str, list[_Sample]] = defaultdict(list)
        self._pairs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for intent in language["intents"]:
            self._slot_types[intent["name"]] = {
                one["name"]: one["type"] for one in intent.get("slots", ())
            }
            own = BUILT_IN_WORDS.get(intent["name"], [])
            for text in dict.fromkeys((*intent["samples"], *own)):
                self._add(intent["name"], text)

    def understand(self, text: str) -> Understood:
        """Return the intent of spoken words; the fallback intent where no sample fits."""
        words = tokens(text)
        for candidates in (self._fitting(words), self._fitting(_loosened(words))):
            found = [one for one in candidates if not one[0].is_free]
            if found:
                return self._best(found)
        for intent, pairs in self._pairs.items():
            for bound in self._walk(intent, pairs, START, _loosened(words)):
                return Understood(intent, self._slots(intent, bound))
        free = [one for one in self._fitting(words) if one[0].is_free]
        return self._best(free) if free else Understood(FALLBACK)

    def _best(self, found: list[tuple[_Sample, dict]]) -> Understood:
        sample, bound = min(found, key=lambda one: (-one[0].literals, len(one[1])))
        return Understood(sample.intent, self._slots(sample.intent, bound))

    def _walk(
        self, intent: str, pairs: dict[str, set[str]], at: str, words: tuple[str, ...]
    ) -> Iterator[dict]:
        """Yield the slots of words in which every neighbouring pair is known from samples."""
        if not words and END in pairs[at]:
            yield {}
        for step in sorted(pairs[at] - {END}) if words else ():
            if not step.startswith("{"):
                if words[0] == step:
                    yield from self._walk(intent, pairs, step, words[1:])
                continue
            name = step.strip("{}")
            for length in range(len(words), 0, -1):
                value = self._value(self._slot_types[intent][name], words[:length])
                if value is not None:
                    for bound in self._walk(intent, pairs, step, words[length:]):
                        if name not in bound:
                            yield {name: value, **bound}

    def _add(self, intent: str, text: str) -> None:
        types = self._slot_types[intent]
        exact = tuple(text.split())
        names = [word.strip("{}") for word in exact if word.startswith("{")]
        is_free = any(types[name] == "AMAZON.SearchQuery" for name in names)
        for words in {exact} if is_free else {exact, _loosened(exact)}:
            sample = _Sample(intent, words, len(words) - len(names), is_free)
            first = "" if words[0].startswith("{") else words[0]
            self._by_first[first].append(sample)
            if not is_free and len(words) > SHORT:
                for before, after in pairwise((START, *words, END)):
                    self._pairs[intent][before].add(after)

    def _fitting(self, words: tuple[str, ...]) -> Iterator[tuple[_Sample, dict]]:
        if not words:
            return
        for sample in (*self._by_first.get(words[0], ()), *self._by_first[""]):
            for bound in self._bindings(sample, sample.words, words):
                yield sample, bound
                break

    def _bindings(
        self, sample: _Sample, pattern: tuple[str, ...], words: tuple[str, ...]
    ) -> Iterator[dict]:
        if not pattern:
            if not words:
                yield {}
            return
        head, *rest = pattern
        if not head.startswith("{"):
            if words and words[0] == head:
                yield from self._bindings(sample, tuple(rest), words[1:])
            return
        name = head.strip("{}")
        kind = self._slot_types[sample.intent][name]
        for length in range(len(words) - len(rest), 0, -1):
            value = self._value(kind, words[:length])
            if value is None:
                continue
            for bound in self._bindings(sample, tuple(rest), words[length:]):
                yield {name: value, **bound}

    def _value(self, kind: str, words: tuple[str, ...]) -> tuple[str, str | None] | None:
        """Return a slot's text and its id, or None if the words do not fit the type."""
        text = " ".join(words)
        if kind == "AMAZON.NUMBER":
            return (NUMBERS[text], None) if text in NUMBERS else None
        if kind == "AMAZON.TIME":
            return _time(words)
        if kind == "AMAZON.SearchQuery":
            return text, None
        ident = self._values[kind].get(words) or self._loose[kind].get(words)
        return None if ident is None else (text, ident)

    def _slots(self, intent: str, bound: dict) -> dict[str, dict]:
        inside = {}
        for name, kind in self._slot_types[intent].items():
            value, ident = bound.get(name, (None, None))
            inside[name] = slot(name, value, kind, ident)
        return inside


def tokens(text: str) -> tuple[str, ...]:
    """Return words as Alexa's ear writes them: lower case, numbers in words."""
    low = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("-", " ")
    worded = re.sub(r"\d+", lambda found: f" {_spoken(found[0])} ", low)
    return tuple(re.findall(r"[a-z']+", worded))


def _spoken(digits: str) -> str:
    """ "911" is said digit by digit."""
    if len(digits) > 2:
        return " ".join(number_words(int(digit)) for digit in digits)
    return number_words(int(digits))


def _loosened(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in PASSED_OVER) or words


def _values(kind: dict) -> dict[tuple[str, ...], str]:
    return {
        tokens(text): value["id"]
        for value in kind["values"]
        for text in (value["name"]["value"], *value["name"]["synonyms"])
    }


def _time(words: tuple[str, ...]) -> tuple[str, None] | None:
    if words[0] not in HOURS:
        return None
    rest = " ".join(words[1:])
    evening = {"": 0, "a m": 0, "am": 0, "in the morning": 0, "p m": 12, "pm": 12,
               "in the evening": 12, "at night": 12}.get(rest)  # fmt: skip
    return None if evening is None else (f"{HOURS[words[0]] % 12 + evening:02d}:00", None)
