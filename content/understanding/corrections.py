"""Corrections of what was just kept that name no scale: "not six, five", "that's wrong"."""

from __future__ import annotations

from dataclasses import dataclass

from content.understanding.rating_items import Item, Kind, items
from content.understanding.rating_tokens import tokens

_LATE = frozenset({"actually", "sorry", "instead"})
"""At the end of a check-in that follows another, these put it right."""

_WRONG = frozenset({"wrong", "incorrect", "false"})
_RIGHT = frozenset({"right", "correct", "it"})
_AROUND_WRONG = frozenset(
    {
        "no", "nope", "that's", "that", "is", "was", "it's", "it", "you", "got", "not", "isn't",
        "wasn't", "sorry", "a", "the", "mistake", "wait", "one", "this",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Replacement:
    """One number in the place of another."""

    old: int
    new: int


def read_replacement(text: str) -> Replacement | None:
    """Return what "not six, five" or "five, not six" says, or None."""
    found = [item for item in items(tokens(text)) if item.kind is not Kind.CORRECTS]
    match [item.kind for item in found]:
        case [Kind.NOT, Kind.NUMBER, Kind.NUMBER]:
            return _whole(found[1], found[2])
        case [Kind.NUMBER, Kind.NOT, Kind.NUMBER]:
            return _whole(found[2], found[0])
        case _:
            return None


def says_wrong(text: str, *, no_is_enough: bool = False) -> bool:
    """Whether something is called wrong without saying what is right ("no, that's not right").

    Args:
        text: what was said.
        no_is_enough: an unsure ear's read-back has just been spoken, so a bare "no" is about it.
    """
    words = set(tokens(text))
    if no_is_enough and words and words <= {"no", "nope"}:
        return True
    if not words <= _AROUND_WRONG | _WRONG | _RIGHT:
        return False
    denied = bool(words & {"not", "isn't", "wasn't"}) and bool(words & (_RIGHT - {"it"}))
    return bool(words & _WRONG) or denied


def corrects_by_its_end(text: str) -> bool:
    """Whether a check-in ends as a correction does ("anxiety was five, actually")."""
    words = tokens(text)
    return words[-1:] != [] and (words[-1] in _LATE or "should" in words)


def _whole(old: Item, new: Item) -> Replacement | None:
    if old.number % 1 or new.number % 1:
        return None
    return Replacement(int(old.number), int(new.number))
