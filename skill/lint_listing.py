"""What Amazon's certification would refuse on the store page, found before it does."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from content.number_words import number_words
from skill.lint import SEARCH_QUERY, Json, rules
from skill.samples import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint_listing(skill: Json, model: Json) -> tuple[str, ...]:
    """Return everything that is wrong with a manifest that goes with an interaction model."""
    manifest, language = skill["manifest"], model["interactionModel"]["languageModel"]
    legal = manifest["privacyAndCompliance"]
    found = [] if not legal["isChildDirected"] else ["The skill is not for children."]
    for locale, page in manifest["publishingInformation"]["locales"].items():
        found.extend(f"{locale}: {fault}" for fault in _page(page, language))
        if locale not in legal["locales"]:
            found.append(f"{locale}: there is no privacy page.")
    return tuple(found)


def _page(page: Json, language: Json) -> Iterator[str]:
    for key, limit in rules()["longest"].items():
        if len(page[key]) > limit:
            yield f"{key} has {len(page[key])}, {limit} at most."
    if rules()["disclaimer"] not in page["description"]:
        yield "the description lacks the medical disclaimer."
    shown = " ".join((page["name"], page["summary"], *page["keywords"], *page["examplePhrases"]))
    for claim in rules()["never_shown"]:
        if re.search(rf"\b{re.escape(claim)}\b", shown.lower()):
            yield f"{claim!r} is a claim that we don't make."
    for phrase in page["examplePhrases"]:
        if not is_example(phrase, language):
            yield f"{phrase!r} copies no sample."


def is_example(phrase: str, language: Json) -> bool:
    """Return whether a phrase opens the skill, or asks it for something that a sample says."""
    name = re.escape(language["invocationName"])
    low = phrase.lower().strip()
    if re.fullmatch(rf"alexa, (open|start|launch) {name}", low):
        return True
    asked = re.fullmatch(rf"alexa, (?:ask|tell) {name} (?:to |for |about )?(.+)", low)
    return asked is not None and any(
        _says(intent, asked[1], language) for intent in language["intents"]
    )


def _says(intent: Json, text: str, language: Json) -> bool:
    """Return whether one of an intent's samples is the text, slots filled."""
    words = set(text.split())
    near = [one for one in intent["samples"] if set(SLOT.sub(" ", one).split()) <= words]
    slots = _slot_words(intent, language) if near else {}
    return any(re.fullmatch(_pattern(sample, slots), text) for sample in near)


def _pattern(sample: str, slots: dict[str, str]) -> str:
    parts = SLOT.split(sample)
    literal, names = parts[::2], parts[1::2]
    said = [f"(?:{slots[name]})" for name in names]
    return "".join(re.escape(a) + b for a, b in zip(literal, [*said, ""], strict=True))


def _slot_words(intent: Json, language: Json) -> dict[str, str]:
    """Return what may stand in each slot of an intent, as a pattern."""
    values = {
        kind["name"]: "|".join(
            re.escape(text)
            for value in kind["values"]
            for text in (value["name"]["value"], *value["name"]["synonyms"])
        )
        for kind in language["types"]
    }
    built_in = {SEARCH_QUERY: ".+", "AMAZON.NUMBER": _numbers(), "AMAZON.TIME": ".+"}
    return {slot["name"]: (values | built_in)[slot["type"]] for slot in intent.get("slots", ())}


@cache
def _numbers() -> str:
    return "|".join(number_words(number) for number in range(61))
