"""A second opinion on danger, played by a small one here: what it may say, and what it may not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.dialogue.reply import Kind, words
from content.dialogue.respond import respond
from content.dialogue.session import Breathing, CheckingIn, Scene, Session
from content.dialogue.turn import Utterance
from content.safety import danger_opinion
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
UNKNOWN_TO_THE_RULES = "the lighthouse has gone dark for me"
ASKS = "Are you in danger right now?"


def opinion(likelihood):
    """Return a judge that is so sure of C2, whatever is said."""
    return lambda _: {"C2": likelihood, "C10": 0.01}


def reply_to(text, likelihood, session=None):
    session = session or Session()
    turn = understand(Utterance(text, NOON), session, Speaker("someone", "en-US"))
    with danger_opinion.asking(opinion(likelihood)):
        return respond(turn, session, MemoryStore())


@pytest.mark.parametrize(
    "session",
    [
        Session(),
        Session(scene=Scene.CHECK_IN, check_in=CheckingIn("anxiety", {})),
        Session(scene=Scene.BREATHING, breathing=Breathing("coherent", (), 3, NOON)),
    ],
)
def test_where_it_is_sure_the_class_gets_its_reply_in_every_state(session):
    said, after = reply_to(UNKNOWN_TO_THE_RULES, 0.99, session)
    assert said.kind is Kind.CRISIS
    assert after.scene is Scene.CRISIS


def test_in_between_a_person_is_named_and_the_question_is_asked():
    said, after = reply_to(UNKNOWN_TO_THE_RULES, danger_opinion.bands().ask + 0.01)
    assert said.kind is Kind.CRISIS
    assert words(said).endswith(ASKS)
    assert after.scene is Scene.CRISIS


def test_below_that_nothing_is_said_of_it():
    said, _ = reply_to(UNKNOWN_TO_THE_RULES, danger_opinion.bands().ask - 0.1)
    assert said.kind is not Kind.CRISIS


@pytest.mark.parametrize(
    "harmless",
    [
        "stop",
        "louder please",
        "yes",
        "six",
        "anxiety four gut six",
        "i had lentils and kale",
        "i'm dying for a coffee",
        "no i am not suicidal",
    ],
)
def test_it_has_no_say_over_commands_check_ins_figures_of_speech_and_denials(harmless):
    said, _ = reply_to(harmless, 0.99)
    assert said.kind is not Kind.CRISIS


def test_the_rules_need_no_second_opinion():
    said, _ = reply_to("i want to kill myself", 0.0)
    assert said.kind is Kind.CRISIS


def test_without_one_nothing_changes():
    session = Session()
    turn = understand(Utterance(UNKNOWN_TO_THE_RULES, NOON), session, Speaker("someone", "en-US"))
    said, _ = respond(turn, session, MemoryStore())
    assert said.kind is Kind.FALLBACK
