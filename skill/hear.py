"""An Alexa request as a turn of our own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from content.dialogue.session import Scene, Session, from_dict
from content.dialogue.turn import SlotValue, Turn
from content.safety.screen import screen
from content.storage.store import SCALES
from content.understanding import question_index
from skill import slots
from skill.model import is_offered
from skill.names import Meaning
from skill.utterances import ANSWER, NUMBER_SLOT, QUESTION_SLOT, WORD_SLOT, meanings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from content.settings import Profile

WORD_SCALES: Final = frozenset({"sleep", "mood"})
"""Scales that a word may answer (contract, section 3)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said it, when and where; the rest is in the request."""

    listener: str
    at: datetime
    """Aware, in the server's own zone: a request does not say where its device stands."""

    locale: str


def warm_up() -> None:
    """Read what every turn needs, so that the first one after a start is as quick as the others."""
    meanings()
    slots.slot_types()
    screen(("",))
    question_index.decide("")


def session_of(envelope: Any) -> Session:
    """Return the conversation that the request carries, or a new one."""
    attributes = getattr(getattr(envelope, "session", None), "attributes", None)
    return from_dict(attributes) if isinstance(attributes, dict) else Session()


def turn_of(request: Any, session: Session, heard: Heard, profile: Profile) -> Turn:
    """Return the turn of an IntentRequest; intent None where it means nothing to us."""
    intent = getattr(request, "intent", None)
    meaning = meanings().get(str(getattr(intent, "name", None)), Meaning(None))
    if not is_offered(meaning.intent, profile):
        meaning = Meaning(None)
    said = slots.read(getattr(intent, "slots", None))
    if QUESTION_SLOT in said:
        said[QUESTION_SLOT] = f"{meaning.carrier} {said[QUESTION_SLOT]}".strip()
    words = (str(said.get(QUESTION_SLOT, "")), *slots.spoken(getattr(intent, "slots", None)))
    turn = Turn(
        intent=meaning.intent,
        listener=heard.listener,
        at=heard.at,
        slots={**_contract(meaning.slots), **said},
        locale=heard.locale,
        danger=meaning.danger or screen(filter(None, words)),
        corrects=bool(meaning.slots.get("_corrects")),
    )
    return _in_context(turn, meaning, session)


def _contract(fixed: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    return {name: value for name, value in fixed.items() if not name.startswith("_")}


def _in_context(turn: Turn, meaning: Meaning, session: Session) -> Turn:
    """Read what only the conversation so far can tell: a bare value, a yes to "shall I go on"."""
    if meaning is ANSWER:
        return _answer(turn, session)
    waiting = session.breathing is not None and session.breathing.paused_at is not None
    if turn.intent == "yes" and session.scene is Scene.BREATHING and waiting:
        return replace(turn, intent="breathing.control", slots={"action": "resume"})
    return turn


def _answer(turn: Turn, session: Session) -> Turn:
    value = turn.slots.get(NUMBER_SLOT, turn.slots.get(WORD_SLOT))
    scale, corrects = _scale(session)
    if session.scene is Scene.CLARIFY and isinstance(value, int):
        return replace(turn, intent="choose", slots={"option": value})
    if value is None or scale not in SCALES:
        return replace(turn, intent=None, slots={})
    if isinstance(value, str) and scale not in WORD_SCALES:
        return replace(turn, intent=None, slots={})
    return replace(turn, intent="checkin.log", slots={scale: value}, corrects=corrects)


def _scale(session: Session) -> tuple[str | None, bool]:
    """Return the scale that a bare value is for, and whether it corrects a kept one."""
    if session.scene is Scene.CHECK_IN and session.check_in:
        return session.check_in.asked, False
    return session.logged_scale, True
