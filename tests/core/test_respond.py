"""The one door: safety first in every scene, every intent answered, a full disk told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.dialogue.registry import handled_intents
from content.dialogue.reply import Kind, words
from content.dialogue.respond import respond
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Danger, Turn, Utterance
from content.scenes.basics import GREETED, greet
from content.sentences import book
from content.storage.memory import MemoryStore
from content.storage.refusing import RefusingStore
from content.storage.store import StoreError
from content.understanding.understand import Speaker, understand
from offline import staging

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SCENES = {
    Scene.IDLE: Session(),
    Scene.BREATHING: staging.breathing(Session(), NOW),
    Scene.CHECK_IN: staging.checking_in(Session(), "anxiety"),
    Scene.CLARIFY: Session(scene=Scene.CLARIFY),
    Scene.CONFIRM_DELETE: Session(scene=Scene.CONFIRM_DELETE),
    Scene.CRISIS: Session(scene=Scene.CRISIS),
    Scene.PROGRAM: Session(scene=Scene.PROGRAM),
}
CONTRACT = (
    "breathing.start", "breathing.control", "breathing.again", "breathing.longer",
    "session.rate", "condition.set", "condition.clear", "checkin.start", "checkin.log",
    "checkin.undo", "checkin.history", "plants.log", "plants.count", "plants.opt",
    "program.today", "reminder.set", "reminder.cancel", "ask", "ask.more", "ask.sure",
    "checkin.stool", "checkin.opt",
    "ask.source", "ask.plain", "ask.article", "choose", "safety.body", "safety.panic",
    "safety.eating", "data.delete_all", "night", "brief", "help", "repeat", "stop", "yes", "no",
    "next", "previous", "volume.up", "volume.down",
)  # fmt: skip
"""Section 5 and the decision on opt-in extras; safety.crisis and safety.emergency come
from the safety data."""


def say(text, session, locale="en-US", store=None):
    turn = understand(Utterance(text, NOW), session, Speaker("someone", locale))
    return respond(turn, session, store or MemoryStore())


def test_the_sentence_files_know_every_intent_of_the_contract():
    assert set(book().intents()) == set(CONTRACT)


def test_nothing_is_handled_that_the_contract_does_not_name():
    assert handled_intents() <= {*CONTRACT, "checkin.note", "safety.crisis", "safety.emergency"}


@pytest.mark.parametrize("scene", SCENES, ids=str)
@pytest.mark.parametrize("intent", [*CONTRACT, "no.such.intent", None], ids=str)
def test_every_intent_gets_a_reply_in_every_scene(intent, scene):
    reply, session = respond(Turn(intent, "someone", NOW), SCENES[scene], MemoryStore())

    assert session.turns == SCENES[scene].turns + 1
    if reply.kind in {Kind.FALLBACK, Kind.ANSWER}:
        assert words(reply)


@pytest.mark.parametrize("scene", SCENES, ids=str)
@pytest.mark.parametrize(
    ("said", "kind", "number"),
    [
        ("i want to kill myself", Kind.CRISIS, "nine eight eight"),
        ("i've taken all my pills", Kind.EMERGENCY, "nine one one"),
        ("i'm going to do it tonight", Kind.CRISIS, "nine one one"),
        ("i've been cutting myself", Kind.CRISIS, "nine eight eight"),
        ("my friend wants to die", Kind.CRISIS, "nine eight eight"),
        ("i have chest pain", Kind.EMERGENCY, "nine one one"),
    ],
)
def test_danger_comes_before_everything_in_every_scene(said, kind, number, scene):
    reply, session = say(said, SCENES[scene])

    assert reply.kind is kind
    assert number in words(reply)
    assert session.scene is Scene.CRISIS
    assert session.breathing is None
    assert session.said == ""


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_platform_that_names_the_danger_needs_no_words(scene):
    turn = Turn("safety.crisis", "someone", NOW, locale="en-GB", danger=Danger.ACTING_NOW)

    reply, _ = respond(turn, SCENES[scene], MemoryStore())

    assert words(reply).startswith("Call nine nine nine")


def test_another_ears_version_of_the_words_counts():
    turn = Turn(None, "someone", NOW, heard="i want to calm my cells", locale="en-US")
    doubted = Turn(**{**fields(turn), "alternatives": ("i want to kill myself",)})

    reply, _ = respond(doubted, Session(), MemoryStore())

    assert reply.kind is Kind.CRISIS


def test_a_free_text_slot_is_read_where_no_words_are_handed_over():
    turn = Turn("ask", "someone", NOW, {"question": "how to end my life"}, locale="en-US")

    reply, _ = respond(turn, Session(), MemoryStore())

    assert reply.kind is Kind.CRISIS


def test_an_unknown_country_hears_of_its_own_emergency_number():
    reply, _ = say("i have chest pain", Session(), locale="en")

    assert "your local emergency number" in words(reply)


def test_a_question_left_unanswered_is_closed():
    _, asked = say("forget everything", Session())
    assert asked.scene is Scene.CONFIRM_DELETE

    _, after = say("what is the vagus nerve", asked)
    store = MemoryStore()
    say("anxiety four gut six", Session(), store=store)
    reply, _ = say("yes", after, store=store)

    assert after.scene is Scene.IDLE
    assert store.entries("someone")
    assert reply.answer == "vagus_nerve"


def test_a_diary_that_refuses_is_told_and_the_conversation_goes_on():
    store = RefusingStore(StoreError("The disk is full."))

    reply, session = say("anxiety four gut six", Session(), store=store)
    again, _ = say("what is the vagus nerve", session, store=store)

    assert "nothing was kept" in words(reply)
    assert reply.did.stored == ()
    assert again.kind is Kind.ANSWER


def test_a_practice_that_has_run_its_length_is_over():
    running = SCENES[Scene.BREATHING]
    late = Turn("breathing.control", "someone", running.breathing.ends_at, {"action": "pause"})

    reply, _ = respond(late, running, MemoryStore())

    assert words(reply).startswith("Nothing's running.")


def test_the_greeting_is_long_once():
    store = MemoryStore()
    turn = Turn(None, "someone", NOW)

    first, _ = greet(turn, Session(), store)
    second, _ = greet(turn, Session(), store)

    assert words(first).startswith("This is Gut Feeling.")
    assert "Breathe, ask, or check in?" in words(second)
    assert len(words(second)) < len(words(first))
    assert store.preference("someone", GREETED)


def fields(turn):
    return {name: getattr(turn, name) for name in turn.__dataclass_fields__}
