"""Reads a spoken check-in: any scales, in any order, with hesitations and corrections.

Templates alone parse a third of free speech (measured: `reference/understanding.md` section 3),
so the scales are found word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.dialogue.turn import SlotValue
from content.number_words import number_words

SCALE_WORDS = {
    "anxiety": "anxiety", "anxious": "anxiety", "nerves": "anxiety",
    "gut": "gut", "belly": "gut", "stomach": "gut", "tummy": "gut",
    "stress": "stress", "stressed": "stress",
    "mood": "mood",
    "sleep": "sleep", "slept": "sleep",
}  # fmt: skip

NUMBER_WORDS = {
    **{number_words(number): number for number in range(21)},
    "nought": 0, "nil": 0, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip

HOMOPHONES = {"to": 2, "too": 2, "for": 4, "ate": 8, "won": 1, "tree": 3, "sex": 6, "heaven": 7}
"""What an ear writes for a number; taken as one only where a number must come."""

SLEEP_WORDS = {
    "badly": "badly", "bad": "badly", "terribly": "badly", "poorly": "badly", "terrible": "badly",
    "okay": "okay", "ok": "okay", "alright": "okay",
    "well": "well", "good": "well", "great": "well", "fine": "well",
}  # fmt: skip

FILLERS = frozenset(
    {
        "a", "an", "the", "is", "are", "was", "were", "at", "of", "my", "i", "i'm", "am", "feel",
        "feeling", "felt", "about", "around", "maybe", "like", "um", "uh", "erm", "er", "hmm",
        "say", "just", "it's", "its", "and", "then", "with", "level", "today", "now", "right",
        "so", "well", "roughly", "probably", "perhaps", "bit", "little", "please", "log", "note",
        "record", "put", "down", "me", "kind", "sort", "really", "quite", "pretty", "also", "plus",
    }
)  # fmt: skip
"""Words that may stand between a scale and its number."""

CORRECTIONS = frozenset({"no", "wait", "actually", "sorry", "rather", "mean", "make", "that"})
_OUT_OF_TEN = re.compile(r"\b(out of|of|over|/) ?(ten|10)\b")
_COMPOUND = re.compile(r"(twenty|thirty|forty|fifty)(one|two|three|four|five|six|seven|eight|nine)")
_TENS = re.compile(
    r"\b(twenty|thirty|forty|fifty) (one|two|three|four|five|six|seven|eight|nine)\b"
)
_STARTS = frozenset({"log", "note", "record", "put", "my", "i", "i'm", "yesterday"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says about scales."""

    scores: dict[str, SlotValue]
    """Scale to a whole number, as said (also out of range), or to a word for sleep."""

    yesterday: bool = False


def read_check_in(text: str) -> Reading | None:
    """Return the scales that a sentence gives values to, or None if it is no check-in.

    A sentence counts only if it begins like one (a scale, "my", "log") and a value stands
    next to a scale: a shopping list with a number in it stores nothing.
    """
    words = [word for word in tokens(text) if word != "check"]
    opening = next((word for word in words if word not in FILLERS - _STARTS), "")
    if opening not in _STARTS and opening not in SCALE_WORDS and _number(words[:1]) is None:
        return None
    scores = _value_first(words) or _scale_first(words)
    if not scores:
        return None
    return Reading(scores, yesterday="yesterday" in words)


def read_value(text: str, scale: str) -> SlotValue | None:
    """Return the answer to a question about one scale, or None if the words hold none."""
    words = tokens(text)
    if scale == "sleep":
        said = [SLEEP_WORDS[word] for word in words if word in SLEEP_WORDS]
        if said and not any(_is_number(word) for word in words):
            return said[-1]
    if any(w not in FILLERS | CORRECTIONS and not _is_number(w) for w in words):
        named = [SCALE_WORDS.get(word) for word in words if word in SCALE_WORDS]
        if named != [scale]:
            return None
    numbers = [value for _, value in _numbers(words)]
    return numbers[-1] if numbers else None


def read_correction(text: str) -> int | None:
    """Return the number of "no wait, make that five", or None if it is no correction."""
    words = tokens(text)
    numbers = [value for _, value in _numbers(words)]
    rest = {word for word in words if not _is_number(word)}
    if not numbers or not rest & CORRECTIONS or rest - CORRECTIONS - FILLERS - {"it"}:
        return None
    return numbers[-1]


def tokens(text: str) -> list[str]:
    """Return the words in lower case, "out of ten" and punctuation dropped."""
    low = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    low = re.sub(r"\b(minus|negative) (?=\w)", "minus", re.sub(r"(?<=[a-z])-", " ", low))
    return re.findall(r"-?\d+|[a-z']+", _TENS.sub(r"\1\2", _OUT_OF_TEN.sub(" ", low)))


def _scale_first(words: list[str]) -> dict[str, SlotValue]:
    """Each scale takes the number after it; a correction replaces the number before it."""
    scores: dict[str, SlotValue] = {}
    scale, may_correct = None, False
    index = 0
    while index < len(words):
        word = words[index]
        if word in SCALE_WORDS:
            scale, may_correct = SCALE_WORDS[word], False
        elif scale and scale == "sleep" and word in SLEEP_WORDS and scale not in scores:
            scores[scale] = SLEEP_WORDS[word]
        elif scale and (value := _number(words[index:], loose=scale not in scores)) is not None:
            if scale not in scores or may_correct:
                scores[scale], may_correct = value, False
        elif word in CORRECTIONS or word == "maybe":
            may_correct = True
        elif word not in FILLERS:
            scale = None
        index += 1
    return scores


def _value_first(words: list[str]) -> dict[str, SlotValue]:
    """Scores of "four for anxiety and a six on my gut", where the number comes first."""
    scores: dict[str, SlotValue] = {}
    for index, value in _numbers(words):
        after = [word for word in words[index + 1 : index + 5] if word not in {"my", "the"}]
        if len(after) > 1 and after[0] in {"for", "on"} and after[1] in SCALE_WORDS:
            scores.setdefault(SCALE_WORDS[after[1]], value)
    return scores


def _numbers(words: list[str]) -> Iterator[tuple[int, int]]:
    for index in range(len(words)):
        value = _number(words[index:])
        if value is not None:
            yield index, value


def _number(words: list[str], *, loose: bool = False) -> int | None:
    if not words:
        return None
    word = words[0]
    if re.fullmatch(r"-?\d+", word):
        return int(word)
    if word.startswith("minus"):
        below = _number([word.removeprefix("minus")])
        return None if below is None else -below
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    if compound := _COMPOUND.fullmatch(word):
        return NUMBER_WORDS[compound[1]] + NUMBER_WORDS[compound[2]]
    return HOMOPHONES.get(word) if loose else None


def _is_number(word: str) -> bool:
    return _number([word]) is not None
