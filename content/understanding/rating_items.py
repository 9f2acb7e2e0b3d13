"""The words of a spoken rating, classified: scale, number, word, connector, or something else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from content.understanding.rating_counts import counts_things, is_time
from content.understanding.rating_tokens import whole_number
from content.understanding.rating_words import (
    ALTERNATIVES,
    BOUNDS,
    CORRECTIONS,
    DIRECTED_WORDS,
    FILLERS,
    HESITATIONS,
    HOMOPHONES,
    NEGATIONS,
    SCALE_NOUNS,
    SCALE_WORDS,
    SHORT_NIGHT,
    VAGUE_WORDS,
)


class Kind(StrEnum):
    """What a word does in a rating."""

    SCALE = "scale"
    NUMBER = "number"
    WORD = "word"
    """A value that is no number ("badly")."""

    SAME = "same"
    CORRECTS = "corrects"
    ALTERNATIVE = "alternative"
    AND = "and"
    BETWEEN = "between"
    BOTH = "both"
    NOT = "not"
    TOWARDS = "towards"
    """"for" or "on", as in "four for anxiety"."""

    BOUND = "bound"
    """"under", as in "just under six": the number is not what follows."""

    NOTHING = "nothing"
    """Where the number after a scale turned out to be another scale's."""

    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Item:
    """One word, or the words of one number."""

    kind: Kind
    text: str
    number: float = 0


_SINGLE = {
    **dict.fromkeys(CORRECTIONS, Kind.CORRECTS),
    **dict.fromkeys((*DIRECTED_WORDS, *VAGUE_WORDS), Kind.WORD),
    **dict.fromkeys(NEGATIONS, Kind.NOT),
    **dict.fromkeys(ALTERNATIVES, Kind.ALTERNATIVE),
    "and": Kind.AND,
    "between": Kind.BETWEEN,
    "both": Kind.BOTH,
    "same": Kind.SAME,
}
_AFTER_A_HOMOPHONE = frozenset(
    {"and", "i", "but", "with", "slept", "also", "plus", "then", *CORRECTIONS, *SCALE_WORDS}
)


def items(words: list[str], pauses: frozenset[int] = frozenset()) -> list[Item]:
    """Return the words that count, in order; fillers are dropped.

    Args:
        words: from `tokens`.
        pauses: indexes of words before a comma: what follows one belongs to no number before it.
    """
    found: list[Item] = []
    index = 0
    while index < len(words):
        number = _number(words, index, pauses)
        if number is not None:
            item, index = number
            found.append(item)
            continue
        item_or_filler = _word(words, index, found[-1].kind if found else None, pauses)
        if item_or_filler is not None:
            found.append(item_or_filler)
        index += 1
    return found


def _number(words: list[str], index: int, pauses: frozenset[int]) -> tuple[Item, int] | None:
    """Return the number that begins here and the index after it, or None."""
    word = words[index]
    whole = whole_number(word)
    if whole is None:
        return None
    value, after = float(whole), index + 1
    rest = words[after : after + 2]
    if rest[:1] == ["half"]:
        value, after = value + 0.5, after + 1
    elif len(rest) > 1 and rest[0] == "point" and whole_number(rest[1]) is not None:
        value, after = float(f"{whole}.{whole_number(rest[1])}"), after + 2
    is_at_a_pause = after - 1 in pauses
    if is_time(words, index, after) or counts_things(words, index, after, paused=is_at_a_pause):
        return Item(Kind.OTHER, word), after
    return Item(Kind.NUMBER, word, value), after


def _word(words: list[str], index: int, before: Kind | None, pauses: frozenset[int]) -> Item | None:
    """Return the item that a word is, or None for a filler."""
    word, following = words[index], words[index + 1 : index + 3]
    if word in SCALE_WORDS:
        is_rated = word != "night" or (index > 0 and words[index - 1] in SHORT_NIGHT)
        return Item(Kind.SCALE, word) if is_rated else None
    if word in HOMOPHONES and before is Kind.SCALE and _is_a_number(words, index, pauses):
        return Item(Kind.NUMBER, word, HOMOPHONES[word])
    if word == "well" and _is_a_hesitation(words, index, pauses):
        return None
    if word in BOUNDS:
        return Item(
            Kind.BOUND if any(whole_number(one) is not None for one in following) else Kind.OTHER,
            word,
        )
    if word in {"for", "on"}:
        return Item(Kind.TOWARDS, word) if _leads_to_scale(following) else None
    kind = _SINGLE.get(word) or (None if word in FILLERS else Kind.OTHER)
    return Item(kind, word) if kind else None


def _is_a_hesitation(words: list[str], index: int, pauses: frozenset[int]) -> bool:
    """Whether a "well" rates nothing: "anxiety, well, four", but not "slept well, four for gut"."""
    following = words[index + 1 : index + 2]
    if words[index - 1 : index] == ["slept"] and index - 1 not in pauses:
        return False
    return bool(following) and (following[0] in DIRECTED_WORDS or _is_number(following))


def _is_a_number(words: list[str], index: int, pauses: frozenset[int]) -> bool:
    """Whether "to", "for" or "ate" after a scale can only be a number that was misheard."""
    noun = next((w for w in reversed(words[:index]) if w in SCALE_WORDS), "")
    following = [word for word in words[index + 1 :] if word not in HESITATIONS][:2]
    if noun not in SCALE_NOUNS or (index not in pauses and following and _is_number(following)):
        return False
    if following[:1] == ["my"]:
        return _leads_to_scale(following)
    return index in pauses or not following or following[0] in _AFTER_A_HOMOPHONE


def _leads_to_scale(following: list[str]) -> bool:
    bare = [word for word in following if word not in {"my", "the"}]
    return bool(bare) and bare[0] in SCALE_WORDS


def _is_number(following: list[str]) -> bool:
    return whole_number(following[0]) is not None
