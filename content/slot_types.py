"""What the slots of the sentences may hold, for whoever has to list it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from content.number_words import number_words

PLAIN_NUMBERS: Final = 12
ROUND_NUMBERS: Final = frozenset({15, 20, 25, 30, 40, 45, 50, 60})

MOST_VALUES: Final = 100
"""A longer list is not written out for a recogniser's grammar: a thousand plants in it would be
heard in anything. Dictation hears them."""


@dataclass(frozen=True, slots=True)
class ListValue:
    """One value of a slot list: its id, and the ways to say it, the usual one first."""

    id: str
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotType:
    """What a slot may hold: named values, a range of whole numbers, or free words (neither)."""

    name: str
    """Name of the list, which several slots may share."""

    values: tuple[ListValue, ...] = ()
    numbers: range | None = None

    @property
    def fillings(self) -> tuple[str, ...]:
        """Values in words; of a long range the numbers that people say, to keep a grammar small."""
        if self.numbers is not None:
            return tuple(
                number_words(number)
                for number in self.numbers
                if number <= PLAIN_NUMBERS or number in ROUND_NUMBERS
            )
        if len(self.values) > MOST_VALUES:
            return ()
        spoken = (said for value in self.values for said in value.spoken)
        return tuple(said for said in spoken if not any(letter.isdigit() for letter in said))
