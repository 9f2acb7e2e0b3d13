"""What a person said in the slots, as the contract's values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from content.storage.store import SCALES
from content.understanding.plant_finder import singular
from skill.topics import TOPIC_SLOT, question_of
from skill.utterances import QUESTION_SLOT, WORDS_SLOT, slot_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from content.dialogue.turn import SlotValue
    from content.slot_types import SlotType

OPEN_LISTS: Final = frozenset({"plants", "practice"})
"""Lists whose unknown values are still worth having: the words themselves."""

_MATCH: Final = "ER_SUCCESS_MATCH"
_NUMBER: Final = re.compile(r"-?\d{1,6}")
_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def read(slots: Mapping[str, Any] | None) -> dict[str, SlotValue]:
    """Return slot name to value; what Alexa could not hear ("?") or place is left out.

    Args:
        slots: the SDK's slot objects by name, as in `IntentRequest.intent.slots`.
    """
    found: dict[str, SlotValue] = {}
    for name, slot in (slots or {}).items():
        kind = slot_types().get(name)
        value = _value(name, kind, slot) if kind and slot is not None else None
        if value is not None:
            found[name] = value
    return found


def unclear_check_in(slots: Mapping[str, Any] | None) -> str | None:
    """Return a check-in in words where a scale holds what is no value ("4 or 8"), else None.

    What such words mean is the core's to say.
    """
    said = {name: _words(slot) for name, slot in (slots or {}).items() if name in SCALES}
    heard = {name: words for name, words in said.items() if words}
    if not heard or all(name in read({name: (slots or {})[name]}) for name in heard):
        return None
    return ", ".join(f"{name} {words}" for name, words in heard.items())


def _words(slot: Any) -> str:
    """Return what a slot holds, as said; empty where Alexa heard nothing that she could write."""
    texts = [str(one.value).strip().lower() for one in _several(slot)] if slot is not None else []
    return " ".join(text for text in texts if text not in {"", "?"})


def spoken(slots: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return the words that stand in slots, for the safety screen."""
    return tuple(str(one.value) for slot in (slots or {}).values() for one in _several(slot))


def _value(name: str, kind: SlotType, slot: Any) -> SlotValue | None:
    said = [one for one in _several(slot) if str(one.value).strip() not in {"", "?"}]
    if not said:
        return None
    if name == "plants":
        return tuple(singular(str(one.value).lower()) for one in said)
    text = str(said[0].value).strip().lower()
    if kind.numbers is not None:
        return int(text) if _NUMBER.fullmatch(text) else None
    if kind.name == "time":
        return text if _TIME.fullmatch(text) else None
    if name in {QUESTION_SLOT, WORDS_SLOT, TOPIC_SLOT}:
        known = _resolved(said[0]) if name == TOPIC_SLOT else None
        return question_of(known, text)
    return _listed(name, kind, text, _resolved(said[0]))


def _listed(name: str, kind: SlotType, text: str, found: str | None) -> SlotValue | None:
    """Return a list value's id; a scale's ids are numbers or words."""
    by_words = {words: value.id for value in kind.values for words in value.spoken}
    known = {value.id for value in kind.values}
    ident = found if found in known else by_words.get(text)
    if ident is None:
        return text if name in OPEN_LISTS else None
    return int(ident) if ident.isdigit() and kind.name in SCALES else ident


def _several(slot: Any) -> Iterable[Any]:
    """Yield the values of a slot that may hold several, or the slot itself."""
    several = getattr(getattr(slot, "slot_value", None), "values", None)
    candidates = several if isinstance(several, list) and several else [slot]
    return [one for one in candidates if getattr(one, "value", None) is not None]


def _resolved(value: Any) -> str | None:
    """Return the id that Alexa's entity resolution found; static values first, as they come."""
    resolutions = getattr(value, "resolutions", None)
    for authority in getattr(resolutions, "resolutions_per_authority", None) or ():
        code = getattr(getattr(authority, "status", None), "code", None)
        values = getattr(authority, "values", None)
        if getattr(code, "value", code) == _MATCH and values:
            return getattr(getattr(values[0], "value", None), "id", None)
    return None
