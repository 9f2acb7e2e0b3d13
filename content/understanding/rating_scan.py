"""Binds the numbers and words of a rating to its scales."""

from __future__ import annotations

import math

from content.dialogue.turn import SlotValue
from content.understanding.rating_items import Item, Kind
from content.understanding.rating_words import DIRECTED, DIRECTED_WORDS, SCALE_NOUNS, SCALE_WORDS

UNCLEAR = "?"
"""A scale that was named, and whose value nobody can tell from the words."""

_Value = float | str


class Scan:
    """Reads items from left to right; each scale takes the value after it.

    Args:
        asked: the scale that a value without one is for; None where there is no such scale.
        moves: "from six to three" is three.
        same: "same" stands for yesterday's value.
    """

    def __init__(self, asked: str | None, *, moves: bool = False, same: bool = False) -> None:
        self._scale = asked
        self._moves = moves
        self._same = same
        self._said: dict[str, list[tuple[bool, _Value]]] = {}
        """Scale to its values in order, each with whether it is an alternative to the last."""

        self._named: list[str] = []
        """Scales since the last value, joined by "and"."""

        self._is_blocked = self._corrects = self._or = self._not = self._both = False
        self._between = self._is_bound = False
        self.is_astray = False
        """A number belongs to no scale."""

    def read(self, found: list[Item]) -> None:
        """Read a whole sentence."""
        index = 0
        while index < len(found):
            item = found[index]
            before = found[index - 1] if index else None
            ahead = found[index + 1 : index + 3]
            if self._stands_before_its_scale(item, ahead):
                self._put(SCALE_WORDS[ahead[1].text], item.number)
                index += 3
                continue
            if self._describes_the_next(item, ahead):
                self._name(ahead[0], None)
                self._word(item.text)
                index += 2
                continue
            if not self._is_taken_back(found, index):
                self._read(item, before)
            index += 1

    def leave_open(self, found: list[Item]) -> None:
        """A scale named last, after "and", with no value: it is to be asked for."""
        if [item.kind for item in found[-2:]] != [Kind.AND, Kind.SCALE]:
            return
        scale = SCALE_WORDS[found[-1].text]
        if found[-1].text in SCALE_NOUNS and not self._said.get(scale):
            self._said[scale] = [(False, UNCLEAR)]

    def result(self) -> tuple[dict[str, SlotValue], frozenset[str]]:
        """Return the value of each scale, and the scales whose number was rounded."""
        values = {scale: _settled(scale, said) for scale, said in self._said.items() if said}
        rounded = frozenset(scale for scale, (_, was_rounded) in values.items() if was_rounded)
        return {scale: value for scale, (value, _) in values.items()}, rounded

    def _stands_before_its_scale(self, item: Item, ahead: list[Item]) -> bool:
        """Whether this is the number of "four for anxiety"."""
        if item.kind is not Kind.NUMBER or [one.kind for one in ahead] != [
            Kind.TOWARDS,
            Kind.SCALE,
        ]:
            return False
        return not self._named

    def _describes_the_next(self, item: Item, ahead: list[Item]) -> bool:
        """Whether this is the word of "bad sleep", and not the end of "mood good, sleep six"."""
        if item.kind is not Kind.WORD or not ahead or ahead[0].kind is not Kind.SCALE:
            return False
        if self._corrects:  # "slept okay, no, badly, anxiety five"
            return False
        return self._scale is None or self._is_blocked or bool(self._said.get(self._scale))

    def _is_taken_back(self, found: list[Item], index: int) -> bool:
        """Whether this is the six of "six, no, five for anxiety"."""
        after = index + 1
        while after < len(found) and found[after].kind is Kind.CORRECTS:
            after += 1
        if found[index].kind is not Kind.NUMBER or after == index + 1 or self._named:
            return False
        return [one.kind for one in found[after : after + 3]] == [
            Kind.NUMBER,
            Kind.TOWARDS,
            Kind.SCALE,
        ]

    def _read(self, item: Item, before: Item | None) -> None:
        match item.kind:
            case Kind.SCALE:
                self._name(item, before)
            case Kind.NUMBER:
                self._number(item.number)
            case Kind.WORD:
                self._word(item.text)
            case Kind.SAME if self._same:
                self._take("same")
            case Kind.SAME | Kind.NOTHING:
                self._asks_back()
            case _:
                self._connect(item)

    def _connect(self, item: Item) -> None:
        """Note what a word that is no value does to the next one."""
        kind = item.kind
        self._both |= kind is Kind.BOTH
        self._not |= kind is Kind.NOT
        self._is_bound |= kind is Kind.BOUND
        self._between |= kind is Kind.BETWEEN
        self._or |= kind is Kind.ALTERNATIVE or (kind is Kind.AND and self._between)
        if kind is Kind.CORRECTS or (item.text == "to" and self._moves):
            self._corrects, self._is_blocked = True, False
        if kind is Kind.OTHER:
            self._is_blocked, self._or = True, False

    def _name(self, item: Item, before: Item | None) -> None:
        scale = SCALE_WORDS[item.text]
        joined = before is not None and (before.kind is Kind.AND or self._lists(before, item))
        self._named = [*self._named, scale] if joined else [scale]
        self._scale, self._is_blocked, self._or, self._between = scale, False, False, False
        if scale == "sleep" and self._not:
            self._said.setdefault(scale, [])
            self._said[scale].append((False, "badly"))
        else:
            self._not = False

    def _lists(self, before: Item, item: Item) -> bool:
        """Whether two scales side by side are a list ("anxiety, gut and stress all four")."""
        if before.text not in SCALE_NOUNS or item.text not in SCALE_NOUNS:
            return False
        return not self._said.get(SCALE_WORDS[before.text])

    def _number(self, number: float) -> None:
        if self._not:
            self._not = False
        elif self._scale is None or self._is_blocked:
            self.is_astray = True
        else:
            self._take(UNCLEAR if self._is_bound else number)
        self._is_bound = False

    def _asks_back(self) -> None:
        """Ask for what is "the same" as nobody knows what, or was named without a number."""
        if self._scale is not None and not self._is_blocked and not self._said.get(self._scale):
            self._put(self._scale, UNCLEAR)

    def _word(self, word: str) -> None:
        if self._scale is None or self._is_blocked:
            return
        if self._not:
            self._not = False
            is_sleep = self._scale == "sleep" and DIRECTED_WORDS.get(word) == "well"
            self._said[self._scale] = []
            self._take("badly" if is_sleep else f"not {word}")
            return
        self._take(word)

    def _take(self, value: _Value) -> None:
        """Give a value to the scale in hand, or to all that were just named together."""
        together = len(self._named) > 1
        shared = self._both or value == "same" or isinstance(value, str)
        *others, last = self._named if together else [self._scale or ""]
        for scale in others:
            self._put(scale, value if shared else UNCLEAR)
        self._put(last, value)

    def _put(self, scale: str, value: _Value) -> None:
        said = self._said.setdefault(scale, [])
        if self._corrects or said == [(False, UNCLEAR)]:
            said.clear()
        said.append((self._or, value))
        self._corrects = self._or = False
        self._named = []


def _settled(scale: str, said: list[tuple[bool, _Value]]) -> tuple[SlotValue, bool]:
    """Return one value for a scale, or a text that names what contradicts itself."""
    if said[-1][1] == UNCLEAR:
        return UNCLEAR, False
    numbers = [(is_or, value) for is_or, value in said if not isinstance(value, str)]
    if not numbers:
        return _settled_words(scale, [str(value) for _, value in said]), False
    highest = max(value for _, value in numbers)
    lowest = min(value for _, value in numbers)
    clash = any(not is_or for is_or, _ in numbers[1:]) and highest != lowest
    if clash or highest - lowest > 1:
        return " or ".join(f"{value:g}" for _, value in numbers), False
    kept = math.floor(highest + 0.5)
    return kept, highest != lowest or kept != highest


def _settled_words(scale: str, words: list[str]) -> str:
    known = [DIRECTED_WORDS.get(word, word) if scale in DIRECTED else word for word in words]
    return " or ".join(dict.fromkeys(known))
