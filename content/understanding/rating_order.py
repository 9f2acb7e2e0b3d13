"""Numbers that stand before their scales, put behind them: the scan reads scales first."""

from __future__ import annotations

import re

from content.understanding.rating_items import Item, Kind

_LETTERS = {
    Kind.SCALE: "S",
    Kind.NUMBER: "N",
    Kind.WORD: "W",
    Kind.NOT: "X",
    Kind.ALTERNATIVE: "o",
    Kind.CORRECTS: "c",
    Kind.AND: "a",
    Kind.BETWEEN: "b",
    Kind.TOWARDS: "t",
}
_TOWARDS = re.compile(r"((?:bNaN|N)(?:[oc]+N)*)tS")
"""The letters of "six or seven for anxiety"."""

_WORDS = "(?:SX?W|X?WS|XS)"
_PAIRS = re.compile(rf"{_WORDS}*(?:NS)+{_WORDS}*")
"""The letters of "slept badly, four anxiety, six gut"."""

_LISTS = re.compile(r"(S{2,4})(N{2,4})")
"""The letters of "anxiety and gut, four and six"."""


def scales_first(found: list[Item]) -> list[Item]:
    """Return the items with every scale before its number, where the order is plain."""
    found = _towards(found)
    plain = [item for item in found if item.kind is not Kind.AND]
    letters = _letters(plain)
    if _PAIRS.fullmatch(letters):
        return _turned(plain, letters)
    lists = _LISTS.fullmatch(letters)
    if lists and len(lists[1]) == len(lists[2]):
        half = len(lists[1])
        return [one for pair in zip(plain[:half], plain[half:], strict=True) for one in pair]
    return found


def _towards(found: list[Item]) -> list[Item]:
    """Put the scale of "six or seven for anxiety" first.

    "Six, no, five for anxiety" stays whole: what is taken back comes first in it. A number right
    after a scale is that scale's own where the other has one as well ("anxiety four, for gut six");
    else it is the other's, and the first is left with nothing ("mood for, seven for gut").
    """
    letters = _letters(found)
    for group in reversed(list(_TOWARDS.finditer(letters))):
        start, end = group.span()
        gap: list[Item] = []
        if letters[max(0, start - 1) : start] == "S":
            if letters[end : end + 1] == "N" and not _TOWARDS.match(letters, end):
                continue
            gap = [Item(Kind.NOTHING, "")]
        found = [*found[:start], *gap, found[end - 1], *found[start : end - 2], *found[end:]]
    return found


def _turned(plain: list[Item], letters: str) -> list[Item]:
    for pair in re.finditer("NS", letters):
        index = pair.start()
        plain = [*plain[:index], plain[index + 1], plain[index], *plain[index + 2 :]]
    return plain


def _letters(found: list[Item]) -> str:
    return "".join(_LETTERS.get(item.kind, "-") for item in found)
