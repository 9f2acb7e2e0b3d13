"""What Amazon's certification would refuse in an interaction model, found before it does.

Rules: `reference/alexa.md` sections 1, 2.3 and 2.4. Every fault is one sentence for a person.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from content.profiles import HEALTH, is_offered
from content.sentences import book
from content.settings import Profile
from skill.names import intent_name
from skill.samples import SLOT, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

SEARCH_QUERY: Final = "AMAZON.SearchQuery"
MOST_INTENTS: Final = 250
LONGEST_VALUE: Final = 140
"""Characters of one value of a slot type."""


def lint_model(model: Json, profile: Profile) -> tuple[str, ...]:
    """Return everything that is wrong with an interaction model."""
    language = model["interactionModel"]["languageModel"]
    return (
        *_invocation_name(language["invocationName"]),
        *_intents(language["intents"]),
        *_slots(language),
        *_duplicates(language["intents"]),
        *_profile(language["intents"], profile),
    )


@cache
def rules() -> Json:
    """Return Amazon's rules for names and listings."""
    found = yaml.safe_load((files("skill") / "data" / "amazon_rules.yaml").read_text("utf-8"))
    return dict(found)


def _invocation_name(name: str) -> Iterator[str]:
    words = name.split()
    lists = {kind: set(found) for kind, found in rules()["invocation_name"].items()}
    if not re.fullmatch(r"[a-z][a-z' .]*", name):
        yield f"Invocation name {name!r}: lower-case letters, apostrophes and periods only."
    if len(words) < 2:  # noqa: PLR2004 - Amazon's rule
        yield f"Invocation name {name!r}: two words at least."
    if len(words) == 2 and lists["small"] & set(words):  # noqa: PLR2004 - Amazon's rule
        yield f"Invocation name {name!r}: neither of two words may be an article or a preposition."
    for kind in ("launch", "connecting", "brand"):
        for word in sorted(lists[kind] & set(words)):
            yield f"Invocation name {name!r}: {word!r} is not allowed."


def _intents(intents: list[Json]) -> Iterator[str]:
    names = [intent["name"] for intent in intents]
    for missing in sorted(set(rules()["needed_intents"]) - set(names)):
        yield f"{missing} is missing."
    if len(names) != len(set(names)) or len(names) > MOST_INTENTS:
        yield f"There are {len(names)} intents, {len(set(names))} by name; {MOST_INTENTS} at most."
    for intent in intents:
        name = intent["name"]
        if not re.fullmatch(r"(AMAZON\.)?[A-Za-z_]+", name):
            yield f"{name}: letters and underscores only."
        if not intent["samples"] and not name.startswith("AMAZON."):
            yield f"{name} has no samples."
        for sample in intent["samples"]:
            for fault in faults(sample):
                yield f"{name}: {sample!r} has {fault}."


def _slots(language: Json) -> Iterator[str]:
    types = {kind["name"]: kind for kind in language["types"]}
    for intent in language["intents"]:
        declared = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        used = {slot for sample in intent["samples"] for slot in SLOT.findall(sample)}
        for slot in sorted(used ^ set(declared)):
            yield f"{intent['name']}: the slot {slot} is only declared, or only used."
        yield from _queries(intent, declared)
        for kind in declared.values():
            if kind not in types and not kind.startswith("AMAZON."):
                yield f"{intent['name']}: there is no slot type {kind}."
    for name, kind in types.items():
        yield from _values(name, kind)


def _queries(intent: Json, declared: dict[str, str]) -> Iterator[str]:
    """A free question needs words before or after it, and no other slot beside it."""
    queries = {name for name, kind in declared.items() if kind == SEARCH_QUERY}
    if len(queries) > 1:
        yield f"{intent['name']}: more than one {SEARCH_QUERY}."
    for sample in intent["samples"]:
        slots = SLOT.findall(sample)
        if queries & set(slots) and (len(slots) > 1 or not SLOT.sub("", sample).strip()):
            yield f"{intent['name']}: {sample!r} needs a carrier phrase and no other slot."


def _values(name: str, kind: Json) -> Iterator[str]:
    spoken = [
        text
        for value in kind["values"]
        for text in (value["name"]["value"], *value["name"]["synonyms"])
    ]
    if not spoken:
        yield f"{name} has no values."
    for text in spoken:
        if len(text) > LONGEST_VALUE or not re.fullmatch(r"[a-z' .]+", text):
            yield f"{name}: the value {text!r} is too long or has characters that are not allowed."
    for text in sorted({text for text in spoken if spoken.count(text) > 1}):
        yield f"{name}: {text!r} stands for two values."


def _duplicates(intents: list[Json]) -> Iterator[str]:
    """The same words, with slots of the same types, must not belong to two intents."""
    owners: dict[str, str] = {}
    for intent in intents:
        kinds = {slot["name"]: "{" + slot["type"] + "}" for slot in intent.get("slots", ())}
        for sample in intent["samples"]:
            shape = SLOT.sub(lambda found, kinds=kinds: kinds.get(found[1], "{}"), sample)  # type: ignore[misc]  # bound now
            owner = owners.setdefault(shape, intent["name"])
            if owner != intent["name"]:
                yield f"{sample!r} belongs to {owner} and to {intent['name']}."


def _profile(intents: list[Json], profile: Profile) -> Iterator[str]:
    """The public store's skill asks for nothing about a body; a practice may be rated there."""
    if profile is not Profile.STORE:
        return
    collecting = tuple(intent_name(prefix).removesuffix("Intent") for prefix in HEALTH)
    names = [intent["name"] for intent in intents]
    for intent in intents:
        if intent["name"].startswith(collecting):
            yield f"{intent['name']} collects health information: not in the public store."
        for slot in intent.get("slots", ()):
            if slot["name"] in _health_slots():
                yield f"{intent['name']}: the slot {slot['name']} is about health."
    for rating in ("better", "same", "worse"):
        if intent_name("session.rate", {"rating": rating}) not in names:
            yield f"A practice can't be rated {rating!r}: the store's skill offers that."


@cache
def _health_slots() -> frozenset[str]:
    """Return the slots that only intents about health have."""
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for block in book().blocks(samples_a_template=1):
        is_kept = is_offered(block.intent, Profile.STORE)
        used[is_kept].update(slot for text in block.samples for slot in SLOT.findall(text))
    return frozenset(used[False] - used[True])
