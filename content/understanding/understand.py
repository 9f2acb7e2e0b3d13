"""Words to a turn: what an ear heard becomes an intent with slots.

The safety screen is not here: `respond` looks at the words before any handler, whatever this
module made of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from content.dialogue.session import CheckingIn, Scene, Session
from content.dialogue.turn import Opened, SlotValue, Turn, Utterance, flagged
from content.safety.boundaries import boundary
from content.safety.pain import in_pain, without_pain
from content.sentences import QUESTION, book
from content.understanding import question_index
from content.understanding.clock_times import read_reminder, read_time
from content.understanding.extras import (
    NOTE,
    STOOL,
    read_note,
    read_note_answer,
    read_stool_answer,
    without_stool,
)
from content.understanding.follow_ups import (
    FOLLOW_UPS,
    REMIND_AT,
    read_follow_up,
    read_usual_pain,
)
from content.understanding.form_answers import read_form_word
from content.understanding.meals import answer, read_meal, tells_of_eating
from content.understanding.normalise import normalise
from content.understanding.practice_request import read_request
from content.understanding.put_right import read_change
from content.understanding.rather_asked import is_rather_asked
from content.understanding.routing import variants
from content.understanding.scales import read_answer, read_check_in, read_correction

MANY_WORDS = 14
"""An answer to "zero to ten?" is short; a longer sentence means something else."""

MEAL = "plants.log"
"""Its templates are for a platform that needs samples; here its words are read word by word."""

MISSED_PLANT = "plant"
"""Name of the open question after a plant that we did not catch."""

_OPENS_A_QUESTION = frozenset(
    {"is", "are", "do", "does", "did", "can", "could", "will", "would", "should", "has", "when"}
)
_ASKS = frozenset({"what", "why", "how", "which"})

_FIRST, _SECOND = frozenset({"a", "first", "yes"}), frozenset({"b", "second"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and where."""

    listener: str
    locale: str = "en"
    keeps_notes: bool = False
    opened: Opened | None = None
    """Both as in `Turn`."""

    by_clock: bool = False
    """Whether the hour of an utterance decides if it is night: in the live companion."""


def understand(utterance: Utterance, session: Session, speaker: Speaker) -> Turn:
    """Return the turn that the utterance is; intent None where it means nothing to us."""
    plain = Turn(
        intent=None,
        listener=speaker.listener,
        at=utterance.at,
        heard=utterance.text,
        locale=speaker.locale,
        confidence=utterance.confidence,
        alternatives=utterance.alternatives,
        keeps_notes=speaker.keeps_notes,
        opened=speaker.opened,
        local_hour=utterance.at.hour if speaker.by_clock else None,
    )
    text = utterance.text.strip()
    if not text:
        return plain
    turn = (
        _answer_to_check_in(text, session, plain)
        or _choice(text, session, plain)
        or _usual_pain(text, session, plain)
        or _correction(text, session, plain)
        or _reminder(text, plain)
        or _phrasing(text, plain)
        or _practice(text, plain)
        or _command(text, plain)
        or _check_in(text, plain)
        or _note(text, plain)
        or _meal(text, session, plain)
        or _pain(text, session, plain)
        or _question(text, session, plain)
        or plain
    )
    if session.check_in is None and is_rather_asked(turn):
        return replace(plain, intent=QUESTION, slots={"question": text})
    return turn


def _answer_to_check_in(text: str, session: Session, plain: Turn) -> Turn | None:
    form = session.check_in
    if session.scene is not Scene.CHECK_IN or form is None:
        return None
    if form.asked == REMIND_AT and (time := read_time(text)):
        return replace(plain, intent="reminder.set", slots={"time": time})
    if form.asked in FOLLOW_UPS:
        return _answer_to_follow_up(text, form.asked, plain)
    if form.asked in {STOOL, NOTE}:
        return _answer_about_extras(text, form.asked, plain)
    return _answer_about_a_scale(text, form, plain)


def _answer_about_a_scale(text: str, form: CheckingIn, plain: Turn) -> Turn | None:
    change = read_correction(text) if form.said else None
    if change is not None and change.is_explicit:
        slots = {scale or list(form.said)[-1]: value for scale, value in change.scores.items()}
        return replace(plain, intent="checkin.log", slots=slots, corrects=True)
    if (word := read_form_word(text)) is not None:
        return replace(plain, intent=word)
    answer = read_answer(text, form.asked) if len(text.split()) <= MANY_WORDS else None
    return replace(plain, intent="checkin.log", slots=answer.scores) if answer else None


def _answer_about_extras(text: str, asked: str, plain: Turn) -> Turn | None:
    if asked == NOTE:
        intent, note = read_note_answer(text)
        slots: dict[str, SlotValue] = {NOTE: note} if note else {}
        return replace(plain, intent=intent, slots=slots) if intent else None
    if (word := read_form_word(text)) is not None:
        return replace(plain, intent=word)
    form = read_stool_answer(text)
    return replace(plain, intent="checkin.stool", slots={STOOL: form}) if form else None


def _answer_to_follow_up(text: str, asked: str, plain: Turn) -> Turn | None:
    said = read_follow_up(text, asked)
    if said is None:
        return None
    slots: dict[str, SlotValue] = {"option": 2} if said == "choose" else {}
    return replace(plain, intent=said, slots=slots)


def _choice(text: str, session: Session, plain: Turn) -> Turn | None:
    if session.scene is not Scene.CLARIFY:
        return None
    words = set(text.lower().strip(" .,!?").split()) - {"the", "one", "answer", "option"}
    for option, names in ((1, _FIRST), (2, _SECOND)):
        if words and words <= names:
            return replace(plain, intent="choose", slots={"option": option})
    return None


def _correction(text: str, session: Session, plain: Turn) -> Turn | None:
    """Return the change of the last entry: of any if asked for outright, else of one just kept."""
    slots = read_change(text, session)
    return (
        None if slots is None else replace(plain, intent="checkin.log", slots=slots, corrects=True)
    )


def _reminder(text: str, plain: Turn) -> Turn | None:
    time = read_reminder(text)
    slots: dict[str, SlotValue] = {"time": time} if time else {}
    return None if time is None else replace(plain, intent="reminder.set", slots=slots)


def _usual_pain(text: str, session: Session, plain: Turn) -> Turn | None:
    if session.pain is None or session.turns != session.pain.asked_in_turn + 1:
        return None
    said = read_usual_pain(text) if len(text.split()) <= MANY_WORDS else None
    return replace(plain, intent=said) if said else None


def _practice(text: str, plain: Turn) -> Turn | None:
    asked = read_request(text)
    if asked is None:
        return None
    if asked.slots.get("need") == "panic":
        known = book().match(text)
        if known is not None and known.intent.startswith("safety."):
            return None  # "It's a panic attack" is answered without a paced breath.
    said = replace(plain, intent="breathing.start", slots=asked.slots)
    return replace(said, deadline=asked.deadline, marks=asked.marks)


def _command(text: str, plain: Turn) -> Turn | None:
    match = book().match(text)
    if (match is None or match.intent == QUESTION) and in_pain([text]):
        match = book().match(without_pain(text))
    if match is None or match.intent in {QUESTION, MEAL}:
        return None
    slots = {name: value for name, value in match.slots.items() if not name.startswith("_")}
    return flagged(replace(plain, intent=match.intent, slots=slots), match.slots)


def _check_in(text: str, plain: Turn) -> Turn | None:
    rest, stool = without_stool(text)
    reading = read_check_in(rest)
    if reading is None:
        return None
    slots = dict(reading.scores)
    if stool is not None:
        slots[STOOL] = stool
    if reading.day:
        slots["day"] = reading.day
    return replace(plain, intent="checkin.log", slots=slots, same=reading.same)


def _note(text: str, plain: Turn) -> Turn | None:
    """A note is a command of the companion's; elsewhere its words are nobody's business."""
    note = read_note(text) if plain.keeps_notes else None
    return replace(plain, intent="checkin.note", slots={NOTE: note}) if note else None


def _meal(text: str, session: Session, plain: Turn) -> Turn | None:
    """Something eaten; with a plant asked for again, its bare name as well."""
    meal = read_meal(text) or (answer(text) if session.question == MISSED_PLANT else None)
    return replace(plain, intent=MEAL, slots=meal.slots) if meal else None


def _pain(text: str, session: Session, plain: Turn) -> Turn | None:
    """Somebody says that their belly hurts, and asks nothing: the practice for that."""
    is_asked = text.endswith("?") or len(text.split()) > MANY_WORDS or boundary(text) is not None
    if is_asked or session.scene is Scene.CHECK_IN or book().match(text) is not None:
        return None
    words = text.lower().split()
    if words[0] in _OPENS_A_QUESTION or _ASKS & set(words) or not in_pain([text]):
        return None
    return replace(plain, intent="breathing.start", slots={"need": "gut_pain"})


def _phrasing(text: str, plain: Turn) -> Turn | None:
    """Words of the bank are a question, also where they hold a number, a food or a pain.

    "Stomach pain keeps me up at night" wants its answer (a red flag), not a breath. A template's
    own words stay a command.
    """
    if normalise(text) not in variants():
        return None
    match = book().match(text)
    if match is not None and match.intent != QUESTION:
        return None
    return replace(plain, intent=QUESTION, slots={"question": text})


def _question(text: str, session: Session, plain: Turn) -> Turn | None:
    """A sentence shaped like a question, or words that we surely have something to say to.

    While a check-in waits for a value, only the first: "off the charts" is an attempt at an answer.
    """
    shaped = text.endswith("?") or book().match(text) is not None
    form = session.check_in if session.scene is Scene.CHECK_IN else None
    waits = form is not None and form.asked not in FOLLOW_UPS
    may_be_told = not waits and not tells_of_eating(text)
    if shaped or boundary(text) or (may_be_told and question_index.decide(text).answer):
        return replace(plain, intent=QUESTION, slots={"question": text})
    return None
