"""What people may say: hassil templates in `bank/sentences/`, and what is made of them.

One source, three products: the matcher of typed and offline speech, the samples of the Alexa
interaction model, and the phrase list of a recogniser's grammar. This is the only module that
knows hassil.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from hassil import (
    Alternative,
    Expression,
    Group,
    IntentData,
    Intents,
    ListReference,
    Permutation,
    RangeSlotList,
    RuleReference,
    TextChunk,
    TextSlotList,
    WildcardSlotList,
    merge_dict,
    recognize_best,
    sample_expression,
)

from content import library, plants
from content.dialogue.turn import SlotValue
from content.library import BankError
from content.phrase_cover import cover
from content.slot_types import ListValue, SlotType

QUESTION = "ask"
"""The one intent whose templates hold a wildcard; it is tried after every other."""

SAMPLES_A_TEMPLATE = 24
"""Most samples taken from one template. hassil's own sampler builds every combination first and
can exhaust memory, so a seeded walk draws this many instead."""

IDLE_DRAWS = 30
"""Draws that may bring nothing new before a template counts as exhausted."""

PLANT = "plant"
"""The one list whose values are not in the sentence files: they stand in `bank/plants.yaml`, and
what is said of plants is read word by word (content/understanding/meals.py)."""


@dataclass(frozen=True, slots=True)
class Match:
    """Words that a template knows."""

    intent: str
    slots: Mapping[str, SlotValue]


@dataclass(frozen=True, slots=True)
class Block:
    """Templates of one intent that mean the same: `slots` are fixed by the words themselves.

    `breathing.control` has one block an action, so a platform that hands over no words can make
    an intent of each block.
    """

    intent: str
    slots: tuple[tuple[str, SlotValue], ...]
    samples: tuple[str, ...]
    """The templates written out, sorted; values stand as `{slot}`."""


class SentenceBook:
    """The templates, read once."""

    def __init__(self, raw: dict[str, Any]) -> None:
        questions = {QUESTION: raw["intents"][QUESTION]}
        commands = {name: data for name, data in raw["intents"].items() if name != QUESTION}
        self._all = Intents.from_dict(raw)
        self._commands = Intents.from_dict({**raw, "intents": commands})
        self._questions = Intents.from_dict({**raw, "intents": questions})
        self._types: dict[str, SlotType] = {}

    def match(self, text: str) -> Match | None:
        """Return what the words mean as a command, or as a question; None if they are neither.

        A question's slots are empty: its words are the whole text.
        """
        found = recognize_best(text, self._commands, best_slot_name=None)
        if found is None:
            found = recognize_best(text, self._questions)
            return Match(QUESTION, {}) if found else None
        slots = {name: _value(entity.value) for name, entity in found.entities.items()}
        return Match(found.intent.name, slots)

    def intents(self) -> tuple[str, ...]:
        """Return the intent names, sorted."""
        return tuple(sorted(self._all.intents))

    def blocks(self, samples_a_template: int = SAMPLES_A_TEMPLATE) -> tuple[Block, ...]:
        """Return every block of templates, in the order of the files."""
        return tuple(
            Block(
                name,
                tuple(sorted(data.slots.items())),
                tuple(sorted(set(self._samples(data, samples_a_template)))),
            )
            for name, intent in self._all.intents.items()
            for data in intent.data
        )

    def samples(self, intent: str) -> tuple[str, ...]:
        """Return the written-out templates of one intent, values as `{slot}`."""
        blocks = (block for block in self.blocks() if block.intent == intent)
        return tuple(sorted({text for block in blocks for text in block.samples}))

    def slot_types(self) -> Mapping[str, SlotType]:
        """Return what each slot may hold, by slot name."""
        if not self._types:
            self._types = {
                reference.slot_name: self._slot_type(reference.list_name)
                for intent in self._all.intents.values()
                for data in intent.data
                for sentence in data.sentences
                for reference in _references(sentence.expression, self._all)
            }
        return self._types

    def lists(self) -> Mapping[str, SlotType]:
        """Return every list by its own name."""
        return {name: self._slot_type(name) for name in self._all.slot_lists}

    def phrases(self, *intents: str) -> tuple[str, ...]:
        """Return phrases in words for a recogniser's grammar, of some intents or of all commands.

        Vosk makes a word-pair model of a phrase list, so the phrases are chosen to hold every
        pair of neighbouring words that the templates hold, not every combination.
        """
        wanted = intents or tuple(name for name in self._all.intents if name != QUESTION)
        spoken: set[str] = set()
        for block in self.blocks():
            if block.intent in wanted:
                for sample in block.samples:
                    spoken.update(self._spoken(sample))
        return cover(spoken)

    def _samples(self, data: IntentData, most: int) -> Iterator[str]:
        for sentence in data.sentences:
            walk = _Walk(self._all, random.Random(sentence.text))  # noqa: S311 - not for secrets
            drawn = {walk.plainest(sentence.expression)}
            idle = 0
            while len(drawn) < most and idle < 2 * len(drawn) + IDLE_DRAWS:
                before = len(drawn)
                drawn.add(walk.draw(sentence.expression))
                idle = 0 if len(drawn) > before else idle + 1
            yield from drawn - {""}

    def _slot_type(self, name: str) -> SlotType:
        if name == PLANT:
            return SlotType(name, plants.list_values())
        found = self._all.slot_lists.get(name)
        match found:
            case RangeSlotList():
                return SlotType(name, numbers=range(found.start, found.stop + 1, found.step))
            case TextSlotList():
                by_id: dict[str, list[str]] = {}
                for value in found.values:
                    spoken = (_tidy(text) for text in sample_expression(value.text_in))
                    by_id.setdefault(str(value.value_out), []).extend(spoken)
                values = (ListValue(i, tuple(dict.fromkeys(said))) for i, said in by_id.items())
                return SlotType(name, values=tuple(values))
            case WildcardSlotList():
                return SlotType(name)
            case _:
                raise BankError(f"sentences: no list {name!r}")

    def _spoken(self, sample: str) -> Iterator[str]:
        """Write a sample out with every value of its slots, one slot at a time."""
        types = self.slot_types()
        slots = re.findall(r"\{(\w+)\}", sample)
        fillings = {slot: types[slot].fillings for slot in slots}
        if any(not words for words in fillings.values()):
            return
        longest = max((len(words) for words in fillings.values()), default=1)
        for index in range(longest):
            text = sample
            for shift, slot in enumerate(slots):
                words = fillings[slot]
                text = text.replace("{" + slot + "}", words[(index + shift) % len(words)], 1)
            yield text


@cache
def book() -> SentenceBook:
    """Return the English sentences."""
    raw: dict[str, Any] = {"language": "en"}
    for path in library.names("sentences/en"):
        merge_dict(raw, deepcopy(library.read(path)))  # it merges into what it is given
    return SentenceBook(raw)


class _Walk:
    """Draws sentences out of an expression tree, always the same for the same seed."""

    def __init__(self, intents: Intents, chance: random.Random) -> None:
        self._intents = intents
        self._chance = chance

    def draw(self, expression: Expression) -> str:
        return _tidy(self._write(expression, plain=False))

    def plainest(self, expression: Expression) -> str:
        """Every optional part left out, the first of every alternative."""
        return _tidy(self._write(expression, plain=True))

    def _write(self, part: Expression, *, plain: bool) -> str:
        match part:
            case TextChunk():
                return part.original_text
            case Alternative():
                return self._choose(part, plain=plain)
            case Permutation():
                items = [self._write(item, plain=plain) for item in part.items]
                if not plain:
                    self._chance.shuffle(items)
                return " ".join(items)
            case Group():
                return "".join(self._write(item, plain=plain) for item in part.items)
            case ListReference():
                return "{" + part.slot_name + "}"
            case RuleReference():
                rule = self._intents.expansion_rules[part.rule_name]
                return self._write(rule.expression, plain=plain)
            case _:
                raise BankError(f"sentences: cannot write out {part}")

    def _choose(self, part: Alternative, *, plain: bool) -> str:
        if plain:
            return "" if part.is_optional else self._write(part.items[0], plain=True)
        return self._write(self._chance.choice(part.items), plain=False)


def _references(part: Expression, intents: Intents) -> Iterator[ListReference]:
    match part:
        case ListReference():
            yield part
        case RuleReference():
            yield from _references(intents.expansion_rules[part.rule_name].expression, intents)
        case Group():
            for item in part.items:
                yield from _references(item, intents)
        case _:
            pass


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,")


def _value(raw: object) -> SlotValue:
    """Return hassil's value as ours: it gives whole numbers as floats when they are digits."""
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return cast("SlotValue", raw)
