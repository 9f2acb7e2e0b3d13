"""Everything that people may say to the skill, by Alexa intent: sentences, safety, bare answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from content.safety import phrases
from content.sentences import QUESTION, book
from content.slot_types import SlotType
from skill.check_in_forms import check_in_forms
from skill.names import (
    BUILT_IN,
    Meaning,
    carrier_name,
    danger_meaning,
    danger_name,
    intent_name,
)
from skill.only_alexa import only_alexa
from skill.samples import faults, written
from skill.topics import TOPIC_SLOT

ANSWER: Final = Meaning("checkin.log", {"_answers": True})
"""A bare value: which scale it is for stands in the session."""

SAMPLES_A_TEMPLATE: Final = 150
"""More than a recogniser's grammar needs: Alexa learns from whole samples, not from word pairs."""

DANGER_SAMPLES: Final = 600
"""Most samples of one class of danger: four times a recogniser's, so that plain ones are in it."""

NUMBER_SLOT: Final = "number"
WORD_SLOT: Final = "word"
QUESTION_SLOT: Final = "question"
WORDS_SLOT: Final = "words"
TOPIC_INTENT: Final = "AskTopicIntent"
YESTERDAY: Final = {"day": "yesterday"}


@dataclass(frozen=True, slots=True)
class IntentSamples:
    """One intent of the interaction model."""

    name: str
    meaning: Meaning
    samples: tuple[str, ...]
    """Sorted; values as `{slot}`."""


@cache
def utterances() -> tuple[IntentSamples, ...]:
    """Return every intent, sorted by name; no sample belongs to two of them.

    Where two claim the same words, safety wins over sentences and sentences over questions.
    """
    samples: defaultdict[str, set[str]] = defaultdict(set)
    meanings = dict(BUILT_IN)
    claimed: dict[str, str] = {}
    for name, meaning, texts in _sources():
        meanings.setdefault(name, meaning)
        for text in map(written, texts):
            if not faults(text) and claimed.setdefault(text, name) == name:
                samples[name].add(text)
    return tuple(
        IntentSamples(name, meanings[name], tuple(sorted(samples[name])))
        for name in sorted(meanings)
        if samples[name] or name in BUILT_IN
    )


@cache
def meanings() -> dict[str, Meaning]:
    """Return what each intent means, by its name, without writing a single sample out."""
    found = dict(BUILT_IN)
    for name, meaning, _ in _sources(samples_a_template=1):
        found.setdefault(name, meaning)
    return found


@cache
def slot_types() -> dict[str, SlotType]:
    """Return what each slot may hold, by slot name."""
    types = dict(book().slot_types())
    sleep = types["sleep"]
    words = tuple(value for value in sleep.values if not value.id.isdigit())
    return types | {
        NUMBER_SLOT: SlotType(NUMBER_SLOT, numbers=range(11)),
        WORD_SLOT: SlotType("sleep_word", values=words),
        QUESTION_SLOT: SlotType(QUESTION_SLOT),
        WORDS_SLOT: SlotType(WORDS_SLOT),
        TOPIC_SLOT: SlotType(TOPIC_SLOT),
    }


_Source = Iterator[tuple[str, Meaning, Iterable[str]]]


def _sources(samples_a_template: int = SAMPLES_A_TEMPLATE) -> _Source:
    """Yield everything in the order in which words are claimed."""
    yield from _safety()
    yield from _sentences(samples_a_template)
    yield from _only_alexa()
    yield from _questions()
    yield from _statements()


def _safety() -> _Source:
    for danger, texts in phrases.samples(DANGER_SAMPLES).items():
        yield danger_name(danger), danger_meaning(danger), texts


def _sentences(samples_a_template: int) -> _Source:
    for block in book().blocks(samples_a_template):
        if block.intent != QUESTION:
            fixed = dict(block.slots)
            yield intent_name(block.intent, fixed), Meaning(block.intent, fixed), block.samples


def _only_alexa() -> _Source:
    data = only_alexa()
    name = intent_name("checkin.log")
    forms = tuple(check_in_forms())
    yield name, Meaning("checkin.log"), (*forms, *data["check_in"])
    yield intent_name("breathing.start"), Meaning("breathing.start"), data["please"]
    name = intent_name("checkin.log", YESTERDAY)
    before = (f"yesterday {form}" for form in forms)
    yield name, Meaning("checkin.log", YESTERDAY), (*before, *data["yesterday"])
    yield intent_name("checkin.log", ANSWER.slots), ANSWER, data["answer"]
    yield TOPIC_INTENT, Meaning(QUESTION), data["topic"]


def _questions() -> _Source:
    """One intent a group of opening words; one for questions that begin otherwise."""
    groups: list[list[str]] = only_alexa()["question_words"]
    words = {word for group in groups for word in group}
    for sample in book().samples(QUESTION):
        if sample.split()[0] not in words:
            yield carrier_name(QUESTION, ""), Meaning(QUESTION), (sample,)
    for group in groups:
        meaning = Meaning(QUESTION, carriers=tuple(group))
        yield carrier_name(QUESTION, group[0]), meaning, _carried(group, QUESTION_SLOT)


def _statements() -> _Source:
    for group in only_alexa()["statement_words"]:
        meaning = Meaning(None, carriers=tuple(group))
        yield carrier_name("say", group[0]), meaning, _carried(group, WORDS_SLOT)
    dropped = only_alexa()["dropped_words"]
    yield carrier_name("say", ""), Meaning(None, carriers=("",)), _carried(dropped, WORDS_SLOT)
    for group in only_alexa()["check_in_words"]:
        meaning = Meaning("checkin.log", carriers=tuple(group))
        yield carrier_name("checkin say", group[0]), meaning, _carried(group, WORDS_SLOT)


def _carried(words: Iterable[str], slot: str) -> tuple[str, ...]:
    return tuple(f"{word} {{{slot}}}" for word in words)
