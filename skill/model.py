"""The interaction model: what Alexa has to know to turn speech into our intents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from content.profiles import is_offered
from skill.names import type_name
from skill.samples import SLOT, written
from skill.topics import TOPIC_SLOT, topics
from skill.utterances import IntentSamples, slot_types, utterances

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.settings import Profile
    from content.slot_types import SlotType

INVOCATION_NAME: Final = "gut feeling"
LOCALES: Final = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
"""The same words in all of them; each has its own helpline."""

_BUILT_IN_TYPES: Final = {
    "time": "AMAZON.TIME",
    "question": "AMAZON.SearchQuery",
    "words": "AMAZON.SearchQuery",
}
_SEVERAL: Final = frozenset({"plants"})
"""Slots that may hold several values of one sentence."""


def interaction_model(profile: Profile) -> dict[str, Any]:
    """Return the model as JSON values; the same input always gives the same model."""
    offered = [one for one in utterances() if is_offered(one.meaning.intent, profile)]
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": INVOCATION_NAME,
                "intents": [_intent(one) for one in offered],
                "types": _types(offered),
            },
        },
    }


def slots_of(samples: Iterable[str]) -> list[str]:
    """Return the names of the slots that samples use, sorted."""
    return sorted({slot for sample in samples for slot in SLOT.findall(sample)})


def _intent(intent: IntentSamples) -> dict[str, Any]:
    slots = [_slot(name) for name in slots_of(intent.samples)]
    built_in = intent.name.startswith("AMAZON.")
    return {
        "name": intent.name,
        **({} if built_in else {"slots": slots}),
        "samples": list(intent.samples),
    }


def _slot(name: str) -> dict[str, Any]:
    slot: dict[str, Any] = {"name": name, "type": _type_of(slot_types()[name])}
    if name in _SEVERAL:
        slot["multipleValues"] = {"enabled": True}
    return slot


def _type_of(kind: SlotType) -> str:
    if kind.numbers is not None:
        return "AMAZON.NUMBER"
    return _BUILT_IN_TYPES.get(kind.name) or type_name(kind.name)


def _types(offered: Iterable[IntentSamples]) -> list[dict[str, Any]]:
    used = slots_of(sample for intent in offered for sample in intent.samples)
    custom = {_type_of(kind): kind for kind in map(_filled, used)}
    return [
        {"name": name, "values": _values(kind)}
        for name, kind in sorted(custom.items())
        if not name.startswith("AMAZON.")
    ]


def _filled(slot: str) -> SlotType:
    """Return what a slot may hold; the topics' names are needed here alone, so not at a start."""
    kind = slot_types()[slot]
    return replace(kind, values=topics()) if slot == TOPIC_SLOT else kind


def _values(kind: SlotType) -> list[dict[str, Any]]:
    values, taken = [], set[str]()
    for value in kind.values:
        spoken = [text for text in dict.fromkeys(map(written, value.spoken)) if text not in taken]
        if spoken:
            taken.update(spoken)
            name = {"value": spoken[0], "synonyms": spoken[1:]}
            values.append({"id": value.id, "name": name})
    return values
