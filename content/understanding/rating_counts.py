"""Numbers that are no ratings: times, lengths, and counts of things."""

from __future__ import annotations

from content.understanding.rating_tokens import whole_number
from content.understanding.rating_words import (
    ALTERNATIVES,
    BOUNDS,
    CORRECTIONS,
    DIRECTED_WORDS,
    FILLERS,
    HOMOPHONES,
    NEGATIONS,
    SCALE_WORDS,
    VAGUE_WORDS,
)

UNITS = frozenset(
    {
        "hour", "hours", "hrs", "minute", "minutes", "o'clock", "am", "pm", "percent", "mg",
        "times", "days", "weeks", "months", "years", "nights", "pounds", "kilos", "people",
    }
)  # fmt: skip
"""A number before one of these is no rating ("slept six hours")."""

_CLOCK = frozenset({"at", "for", "until", "till", "by", "from"})
"""Between "slept" and a number these make it a time or a length."""

_ADJECTIVES = frozenset({"anxious", "nervous", "stressed"})
_COUNTS = frozenset(
    {
        "had", "has", "have", "got", "took", "take", "with", "in", "my", "the", "his", "her", "our",
        "pain", "pains", "ache", "aches", "hurts", "hurting", "cramps", "cramping",
    }
)  # fmt: skip
"""Between a scale and a number that stands before an unknown word, these make it a count of
things ("my stomach had two bananas")."""

_TAKEN = frozenset({"had", "have", "took", "take", "got", "need", "want", "me"})
"""Right before the number of "two for my stomach" these make it no rating."""

_AFTER_A_RATING = frozenset(
    {
        "because", "cause", "since", "due", "after", "before", "when", "while", "despite", "though",
        "although", "thanks", "mostly", "mainly", "mind", "all", "every", "compared", "depending",
        "considering", "if", "again", "already", "half", "same", "not", "both", "between",
    }
)  # fmt: skip
"""Words that no number can count."""

_PRONOUN_ONE = frozenset({"this", "that", "bad", "good", "worst", "last", "next", "each", "every"})
_REACH = 4
"""How many words back a scale's number may stand from it for these rules."""

_KNOWN = frozenset().union(
    FILLERS, SCALE_WORDS, DIRECTED_WORDS, VAGUE_WORDS, HOMOPHONES, NEGATIONS, ALTERNATIVES,
    CORRECTIONS, BOUNDS, _AFTER_A_RATING,
)  # fmt: skip


def is_time(words: list[str], index: int, after: int) -> bool:
    """Whether the number at `index` (and before `after`) is an hour or a length."""
    before, following = words[max(0, index - 3) : index], words[after : after + 1]
    is_of_a_night = "slept" in before and bool(set(before[-1:]) & _CLOCK)
    return is_of_a_night or bool(set(following) & UNITS)


def counts_things(words: list[str], index: int, after: int, *, paused: bool) -> bool:
    """Whether the number counts what follows it ("two bananas"), or is "this one"."""
    word, before = words[index], words[max(0, index - _REACH) : index]
    following = words[after : after + 1]
    if word == "one" and _is_a_pronoun(before, following):
        return True
    if set(before[-1:]) & _TAKEN and set(following) & {"for", "on"}:
        return True
    is_unknown = bool(following) and not paused and not _is_known(following[0])
    if not is_unknown:
        return False
    if word == "one":
        return True
    between = before[_last_scale(before) + 1 :]
    about = {"about"} if set(before) & _ADJECTIVES else set()
    return bool(set(between) & (_COUNTS | _AFTER_A_RATING | about)) or between[-1:] == ["a"]


def _is_a_pronoun(before: list[str], following: list[str]) -> bool:
    is_asked_for = before[-2:] in (["make", "that"], ["make", "this"])
    return (bool(set(before[-1:]) & _PRONOUN_ONE) and not is_asked_for) or following == ["of"]


def _is_known(word: str) -> bool:
    return word in _KNOWN or whole_number(word) is not None


def _last_scale(before: list[str]) -> int:
    return max((i for i, word in enumerate(before) if word in SCALE_WORDS), default=-1)
