"""The phrases of the product, as the ears want them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from content import library
from content.sentences import QUESTION, SentenceBook
from content.understanding.meals import read_meal
from content.understanding.understand import MEAL
from offline.ears.phrases import NUMBER, SCALE, Phrases

STORING: Final = frozenset(
    {
        "checkin.log",
        "checkin.undo",
        "plants.log",
        "plants.opt",
        "condition.set",
        "condition.clear",
        "reminder.set",
        "reminder.cancel",
        "data.delete_all",
    }
)
"""Intents that keep or delete something: one ear alone never sets them off."""


def phrases_of(book: SentenceBook, safety: Iterable[str] = ()) -> Phrases:
    """Return the lists for the recognisers.

    Args:
        book: what people may say.
        safety: phrases of danger. Only a grammar with "none of these" (Vosk's) gets them; the
            closed ear would hear them in anything.
    """
    raw = library.read("sentences/en/_closed_ear.yaml")["closed_ear"]
    practices = [value.spoken[0] for value in book.slot_types()["practice"].values]

    def meaning(text: str) -> str | None:
        found = book.match(text)
        if found is not None and found.intent != QUESTION:
            return found.intent
        if read_meal(text):
            return MEAL
        return found.intent if found else None

    return Phrases(
        _filled(raw["commands"], practices),
        _filled(raw["check_in"], practices),
        guiding=raw["guiding"],
        steering=raw["steering"],
        silencing=raw["silencing"],
        grammar=(*book.phrases(), *safety),
        at_once=raw["at_once"],
        minutes=raw["minutes"],
        meaning=meaning,
        storing=STORING,
    )


def _filled(phrases: Iterable[str], practices: list[str]) -> Iterator[str]:
    for phrase in phrases:
        plain = phrase.replace("{scale}", SCALE).replace("{minutes}", NUMBER)
        for practice in practices if "{practice}" in plain else ("",):
            yield plain.replace("{practice}", practice)
