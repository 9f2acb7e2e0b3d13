"""Finds the known plants in free speech: in order, the longest name first.

"Apple watch", "orange juice" and "going bananas" hold the name of a plant and no plant; they are
data of their own (`bank/understanding/meals.yaml`), and where they are longer they win. What was
left out of a meal ("no garlic", "without onion or celery") is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from content import library
from content.plants import forms, table
from content.safety.patterns import PatternSet
from content.safety.templates import parse
from content.understanding import normalise

PAUSE = ","
"""Stands between two parts of a sentence: no name goes across it."""

_BREAK = re.compile(r"[,.;:!?/&+\n()]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A plant that was named."""

    name: str
    """As it was said, in the singular."""

    words: str
    """As it was said, for reading back."""

    plant: str
    """Id of its row; empty where it is a plant only after a question."""

    asks: str = ""
    """Name of that question."""

    begin: int = 0
    end: int = 0
    """Where it stands among the words, end exclusive."""

    @property
    def kind(self) -> str:
        """Id of the kind that it is counted as."""
        return table().plants[self.plant].kind(self.name)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words in one spelling, with a `PAUSE` wherever punctuation stands."""
    bare = unicodedata.normalize("NFKD", text.replace("%", " percent "))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    found: list[str] = []
    for part in _BREAK.split(plain):
        spoken = normalise.tokens(part)
        if spoken:
            found += (PAUSE, *spoken) if found else spoken
    return tuple(found)


def find(text: str) -> tuple[Mention, ...]:
    """Return the plants of a text, in its order; never raises."""
    return find_in(words_of(text))


def singular(words: str) -> str:
    """Return a plant's name in the singular, as it was said; other words as they are."""
    mentions = find(words)
    return mentions[0].name if len(mentions) == 1 else words


def find_in(words: tuple[str, ...]) -> tuple[Mention, ...]:
    """Return the plants among words that `words_of` made."""
    named = list(_named(words))
    out = _left_out(words, named)
    return tuple(mention for mention in named if mention.begin not in out)


def _named(words: tuple[str, ...]) -> Iterator[Mention]:
    others: dict[int, int] = {}
    for found in _no_plants().find(words):
        others[found.begin] = max(found.end, others.get(found.begin, 0))
    at = 0
    while at < len(words):
        mention = _longest(words, at)
        end = others.get(at, 0)
        if end > at and (mention is None or end >= mention.end):
            at = end
        elif mention is not None:
            yield mention
            at = mention.end
        else:
            at += 1


def _longest(words: tuple[str, ...], at: int) -> Mention | None:
    for length in range(min(_longest_name(), len(words) - at), 0, -1):
        known = _index().get(words[at : at + length])
        if known is not None:
            name, said, plant, asks = known
            return Mention(name, said, plant, asks, at, at + length)
    return None


def _left_out(words: tuple[str, ...], named: list[Mention]) -> frozenset[int]:
    """Return where the plants begin that the meal was without."""
    out: set[int] = set()
    ends = {found.end for found in _negators().find(words)}
    for mention in named:
        before = mention.begin
        while before > 0 and words[before - 1] in _small_words():
            before -= 1
        carried = before > 0 and words[before - 1] in _carriers() and before == mention.begin
        previous = next((one for one in named if one.end == before - 1), None)
        if before in ends or (carried and previous is not None and previous.begin in out):
            out.add(mention.begin)
    return frozenset(out)


@cache
def _index() -> Mapping[tuple[str, ...], tuple[str, str, str, str]]:
    """Return the words of every form: its name, itself, its row and its question."""
    found: dict[tuple[str, ...], tuple[str, str, str, str]] = {}
    rows = [(one.said, one.id, "") for one in table().plants.values()]
    rows += [(one.said, "", one.asks) for one in table().unclear]
    for said, plant, asks in rows:
        for name in said:
            for form in forms(name):
                found.setdefault(words_of(form), (name, form, plant, asks))
    return found


@cache
def _longest_name() -> int:
    return max(map(len, _index()))


@cache
def meals() -> Mapping[str, Any]:
    """Return the raw lists of what people say about eating."""
    raw: Mapping[str, Any] = library.read("understanding/meals.yaml")
    return raw


def patterns(*names: str) -> PatternSet:
    """Return some of those lists as patterns, each labelled with the list's name."""
    lines = [(name, parse(line, {})) for name in names for line in meals()[name]]
    return PatternSet(lines, normalise.tokens)


@cache
def _no_plants() -> PatternSet:
    return patterns("no_plants")


@cache
def _negators() -> PatternSet:
    return patterns("negators")


@cache
def _carriers() -> frozenset[str]:
    return frozenset(meals()["carried_by"])


@cache
def _small_words() -> frozenset[str]:
    return frozenset(meals()["small_words"])
