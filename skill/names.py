"""How Alexa spells the contract's intents: the one place that knows both.

Alexa hands over no words, so what the words alone decide (the action of `breathing.control`, the
class of a safety phrase) is part of the intent's name: `breathing.start` with the need "panic" is
`BreathingStartPanicIntent`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from content.dialogue.turn import Danger, SlotValue
from content.number_words import number_words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an Alexa intent means before its slots are read."""

    intent: str | None
    """A name of the contract's section 5; None where Alexa placed the words nowhere."""

    slots: Mapping[str, SlotValue] = field(default_factory=dict)
    """Fixed by the words themselves; a name that begins with "_" is about the turn."""

    danger: Danger | None = None
    carriers: tuple[str, ...] = ()
    """Words of which one began a free sentence: Alexa keeps to itself which; "" where the word says
    nothing and is left out."""


BUILT_IN: Final[Mapping[str, Meaning]] = {
    "AMAZON.CancelIntent": Meaning("stop"),
    "AMAZON.FallbackIntent": Meaning(None),
    "AMAZON.HelpIntent": Meaning("help"),
    "AMAZON.NavigateHomeIntent": Meaning("stop"),
    "AMAZON.NextIntent": Meaning("next"),
    "AMAZON.NoIntent": Meaning("no"),
    "AMAZON.PauseIntent": Meaning("breathing.control", {"action": "pause"}),
    "AMAZON.PreviousIntent": Meaning("previous"),
    "AMAZON.RepeatIntent": Meaning("repeat"),
    "AMAZON.ResumeIntent": Meaning("breathing.control", {"action": "resume"}),
    "AMAZON.StartOverIntent": Meaning("breathing.control", {"action": "restart"}),
    "AMAZON.StopIntent": Meaning("stop"),
    "AMAZON.YesIntent": Meaning("yes"),
}
"""Amazon's own intents; certification asks for the first four."""

_PREFERRED: Final = ("AMAZON.StopIntent",)
"""Where several built-in intents mean the same, the one that takes our samples."""

_SAFETY: Final = {
    Danger.ACTING_NOW: ("safety.crisis", "SafetyCrisisNowIntent"),
    Danger.HARM_DONE: ("safety.emergency", "SafetyEmergencyHarmDoneIntent"),
    Danger.MEDICAL: ("safety.emergency", "SafetyEmergencyIntent"),
    Danger.POISONED: ("safety.emergency", "SafetyEmergencyPoisonedIntent"),
}


def intent_name(intent: str, slots: Mapping[str, SlotValue] | None = None) -> str:
    """Return Alexa's name for a contract intent whose words fix these slots."""
    fixed = dict(slots or {})
    order = sorted(BUILT_IN.items(), key=lambda item: item[0] not in _PREFERRED)
    for name, meaning in order:
        if meaning.intent == intent and meaning.slots == fixed:
            return name
    parts = [intent]
    for slot, value in sorted(fixed.items()):
        parts.append(slot.strip("_") if value is True else str(_spelled(value)))
    return f"{_camel(' '.join(parts))}Intent"


def danger_name(danger: Danger) -> str:
    """Return Alexa's name for the phrases of one class of danger."""
    return _safety(danger)[1]


def danger_meaning(danger: Danger) -> Meaning:
    """Return what those phrases mean."""
    return Meaning(_safety(danger)[0], danger=danger)


def carrier_name(intent: str, carrier: str) -> str:
    """Return Alexa's name for free sentences that begin with a word, or with any other."""
    return f"{_camel(f'{intent} {carrier}')}Intent"


def type_name(slot_list: str) -> str:
    """Return the name of a custom slot type."""
    return _camel(slot_list)


def _safety(danger: Danger) -> tuple[str, str]:
    return _SAFETY.get(danger) or ("safety.crisis", f"SafetyCrisis{_camel(danger.name)}Intent")


def _spelled(value: SlotValue) -> SlotValue:
    """Names hold letters only."""
    return number_words(value) if isinstance(value, int | float) else value


def _camel(text: str) -> str:
    words = re.findall(r"[a-z]+", text.lower().replace("'", ""))
    return "".join(word.capitalize() for word in words)
