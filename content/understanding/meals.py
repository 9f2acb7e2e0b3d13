"""Reads a sentence about something eaten; anything else with a plant's name in it is no meal.

"I had words with my boss", "she has ginger hair" and "does my apple count" are none. A command
("log rambutan") is one even where the plant is not known: the word is asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from content.dialogue.turn import SlotValue
from content.safety.patterns import Found, PatternSet
from content.understanding.plant_finder import PAUSE, Mention, find_in, meals, patterns, words_of
from content.understanding.rating_words import OTHER_DAYS

OPENING_PAIRS = frozenset(
    {("can", "you"), ("could", "you"), ("this", "morning"), ("last", "night")}
)
MOST_UNKNOWN_WORDS = 4
"""A plant that we do not know is said in as many words at most."""


@dataclass(frozen=True, slots=True)
class Meal:
    """What was eaten."""

    mentions: tuple[Mention, ...]
    unknown: str = ""
    """The words after "log" or "count" if they hold no plant of ours."""

    day: str | None = None
    """"yesterday", or the word of a day that we do not keep ("monday")."""

    @property
    def slots(self) -> dict[str, SlotValue]:
        """The slots of the contract: the plants as said, in the singular, and the day."""
        sure = tuple(one.name for one in self.mentions if one.plant)
        said = sure or tuple(one.name for one in self.mentions) or (self.unknown,)
        found: dict[str, SlotValue] = {"plants": said}
        return found | {"day": self.day} if self.day else found


def read_meal(text: str) -> Meal | None:
    """Return the meal that a sentence tells of, or None."""
    words = words_of(text)
    if any(True for _ in _others().find(words)):
        return None
    start = _start(words)
    if start == len(words) or words[start] in meals()["questions"]:
        return None
    # An ear may hear a question in any sentence; a bare list with one behind it is none of ours.
    return _told(words, start) or (None if text.strip().endswith("?") else _listed(words, start))


def tells_of_eating(text: str) -> bool:
    """Return whether a sentence begins as one about a meal does, whatever plant was heard in it."""
    words = words_of(text)
    return _longest(_starts(), words, _start(words)) is not None


def answer(text: str) -> Meal | None:
    """Return the plant that answers "say it again", known or not; None for a longer sentence."""
    words = words_of(text)
    start = _start(words)
    mentions = find_in(words)
    said = _unknown(words[start:])
    if mentions or not said:
        return Meal(mentions) if mentions else None
    return Meal((), said)


def _told(words: tuple[str, ...], start: int) -> Meal | None:
    """A sentence in which somebody ate, or told us to log."""
    opening = _longest(_starts(), words, start)
    eaten = next(iter(_ate().find(words)), None)
    closing = next(iter(_ends().find(words)), None)
    if opening is None and eaten is None and closing is None:
        return None
    after = min(found.end for found in (opening, eaten) if found) if opening or eaten else start
    mentions = tuple(one for one in find_in(words) if one.begin >= after)
    day = _day(words)
    if mentions:
        return Meal(mentions, day=day)
    asks = opening is not None and words[opening.end - 1] in meals()["asks_for_more"]
    said = _unknown(words[opening.end :]) if opening and asks else ""
    return Meal((), said, day) if said else None


def _listed(words: tuple[str, ...], start: int) -> Meal | None:
    """Plants with nothing but "and" and amounts between: two of them, or one with an amount."""
    mentions = find_in(words)
    inside = {at for one in mentions for at in range(one.begin, one.end)}
    rest = [word for at, word in enumerate(words) if at >= start and at not in inside]
    if any(word not in {PAUSE, *meals()["list_words"]} for word in rest):
        return None
    several = len(mentions) > 1 or (mentions and set(rest) & set(meals()["amounts"]))
    return Meal(mentions, day=_day(words)) if several else None


def _start(words: tuple[str, ...]) -> int:
    """Return where the sentence begins behind hesitation, greeting, politeness and pauses."""
    at = 0
    while at < len(words):
        if words[at] in meals()["openings"] or words[at] == PAUSE:
            at += 1
        elif words[at : at + 2] in OPENING_PAIRS:
            at += 2
        else:
            break
    return at


def _unknown(words: tuple[str, ...]) -> str:
    """Return a plant's name of which we know nothing, without the words around it."""
    small = {*meals()["list_words"], *meals()["openings"], "to", "plants", "plant", "count", "list"}
    kept = [word for word in words if word not in small and word != PAUSE]
    fits = 0 < len(kept) <= MOST_UNKNOWN_WORDS and PAUSE not in words
    fits = fits and not set(kept) & set(meals()["never_plants"])
    return " ".join(kept) if fits else ""


def _day(words: tuple[str, ...]) -> str | None:
    if "yesterday" in words or ("last", "night") in pairwise(words):
        return "yesterday"
    for before, word in pairwise(words):
        if word in OTHER_DAYS and before in {"on", "last", "days", "day", "week"}:
            return word
    return None


def _longest(kinds: PatternSet, words: tuple[str, ...], at: int) -> Found | None:
    found = [one for one in kinds.find(words) if one.begin == at]
    return max(found, key=lambda one: one.end, default=None)


@cache
def _ate() -> PatternSet:
    return patterns("ate")


@cache
def _starts() -> PatternSet:
    return patterns("starts")


@cache
def _ends() -> PatternSet:
    return patterns("ends")


@cache
def _others() -> PatternSet:
    return patterns("not_a_meal")
