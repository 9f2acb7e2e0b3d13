"""An Alexa request as a turn of our own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from content.dialogue.session import Scene, Session, from_dict
from content.dialogue.turn import SlotValue, Turn, Utterance, flagged
from content.safety.screen import screen
from content.sentences import QUESTION
from content.settings import Profile
from content.storage.store import SCALES
from content.understanding import question_index
from content.understanding.understand import Speaker, understand
from skill import free_sentences, slots
from skill.free_sentences import CHECK_IN
from skill.names import Meaning
from skill.topics import TOPIC_SLOT
from skill.utterances import (
    ANSWER,
    NUMBER_SLOT,
    QUESTION_SLOT,
    WORD_SLOT,
    WORDS_SLOT,
    meanings,
    slot_types,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

WORD_SCALES: Final = frozenset({"sleep", "mood"})
"""Scales that a word may answer (contract, section 3)."""


ANSWERS_GO_ON: Final = frozenset({"AMAZON.YesIntent", "AMAZON.ResumeIntent"})


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said it, when and where; the rest is in the request."""

    listener: str
    at: datetime
    """Aware, in the server's own zone: a request does not say where its device stands."""

    locale: str
    profile: Profile = Profile.PERSONAL
    others_may_hear: bool = False
    """There is a screen, or Alexa does not know the voice on an account where she knows some."""

    is_stranger: bool = False
    """The voice is not known on an account where Alexa knows some: nothing of it is kept."""

    @property
    def local_hour(self) -> int | None:
        """Hour on the wall of the house; a server that runs on UTC does not know it."""
        return None if self.at.tzname() in {None, "UTC"} else self.at.hour

    def turn(self, said: Turn) -> Turn:
        """Return the turn with everything that is so whatever was said."""
        return replace(
            said,
            local_hour=self.local_hour,
            profile=self.profile,
            others_may_hear=self.others_may_hear,
        )


def warm_up() -> None:
    """Read what every turn needs, so that the first one after a start is as quick as the others."""
    meanings()
    slot_types()
    screen(("",))
    question_index.decide("")
    free_sentences.warm_up()


def session_of(envelope: Any, at: datetime) -> Session:
    """Return the conversation that the request carries, or a new one.

    A piece of a practice is kept as paused at its end; whoever speaks before that end has
    interrupted it, so it was still running. Only "yes" and "go on" answer the question behind the
    piece: they come when it is over, whatever our estimate of its length says.
    """
    attributes = getattr(getattr(envelope, "session", None), "attributes", None)
    session = from_dict(attributes) if isinstance(attributes, dict) else Session()
    piece = session.breathing
    intent = getattr(getattr(envelope, "request", None), "intent", None)
    answers = getattr(intent, "name", None) in ANSWERS_GO_ON
    if piece is not None and piece.paused_at is not None and piece.paused_at > at and not answers:
        return replace(session, breathing=replace(piece, paused_at=None))
    return session


def turn_of(request: Any, session: Session, heard: Heard) -> Turn:
    """Return the turn of an IntentRequest; intent None where it means nothing to us."""
    intent = getattr(request, "intent", None)
    meaning = meanings().get(str(getattr(intent, "name", None)), Meaning(None))
    given = getattr(intent, "slots", None)
    said = slots.read(given)
    if meaning.carriers:
        turn = _free(meaning, said, session, heard)
    else:
        danger = meaning.danger or screen(slots.spoken(given))
        plain = _plain(meaning, said, heard)
        unclear = slots.unclear_check_in(given) if meaning.intent == CHECK_IN else None
        turn = _reread(plain, unclear, session) if unclear else _in_context(plain, meaning, session)
        turn = replace(turn, danger=danger)
    if turn.intent == CHECK_IN and not turn.same and not set(SCALES) & set(turn.slots):
        # Alexa may place words in an intent and hear none of its values.
        turn = replace(turn, intent="checkin.start", slots={}, corrects=False)
    return heard.turn(turn)


def _plain(meaning: Meaning, said: dict[str, SlotValue], heard: Heard) -> Turn:
    turn = Turn(
        intent=meaning.intent,
        listener=heard.listener,
        at=heard.at,
        slots={**_contract(meaning.slots), **_asked(said)},
        locale=heard.locale,
    )
    return flagged(turn, meaning.slots)


def _free(meaning: Meaning, said: dict[str, SlotValue], session: Session, heard: Heard) -> Turn:
    """Put a sentence together again, with each word that may have begun it."""
    rest = said.get(QUESTION_SLOT, said.get(WORDS_SLOT, ""))
    texts = [f"{word} {rest}".strip() for word in meaning.carriers]
    plain = Turn(None, heard.listener, heard.at, locale=heard.locale)
    return free_sentences.read(texts, session, plain, asks=meaning.intent == QUESTION)


def _reread(plain: Turn, words: str, session: Session) -> Turn:
    """Let the core read a check-in whose values Alexa wrote as words: it asks, it never guesses."""
    speaker = Speaker(plain.listener, plain.locale)
    turn = understand(Utterance(words, plain.at), session, speaker)
    if turn.intent != CHECK_IN:
        return plain
    day = {"day": plain.slots["day"]} if "day" in plain.slots else {}
    return replace(turn, slots={**turn.slots, **day}, corrects=plain.corrects)


def _asked(said: dict[str, SlotValue]) -> dict[str, SlotValue]:
    """A topic is a question like any other."""
    topic = said.pop(TOPIC_SLOT, None)
    return said if topic is None else {**said, QUESTION_SLOT: topic}


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
