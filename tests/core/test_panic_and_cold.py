"""tests/phrases/cool_face.yaml and panic.yaml: what is asked first, and what is never paced."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from dialogues import phrases

from content.dialogue.reply import Breath, Pause, Playback, Say, words
from content.dialogue.respond import respond
from content.dialogue.session import Session, as_dict, from_dict
from content.dialogue.turn import Turn, Utterance
from content.scenes.choosing import needs
from content.scenes.panic import script
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.conversation import Conversation

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROWS = [*phrases("cool_face"), *phrases("panic")]


@pytest.fixture(scope="module")
def store():
    return MemoryStore()


@pytest.mark.parametrize(
    ("number", "row"),
    list(enumerate(ROWS)),
    ids=[f"{one['say']} {at}" for at, one in enumerate(ROWS)],
)
def test_what_is_said_and_guided_is_what_the_file_says(number, row, store):
    talk, at = Conversation(store, Speaker(f"listener {number}", "en-US")), NOON
    for before in row.get("after", ()):
        talk.hear(Utterance(before, at))
        at += timedelta(seconds=4)

    exchange = talk.hear(Utterance(row["say"], at))

    said = words(exchange.reply)
    assert exchange.turn.intent == row["intent"]
    assert exchange.reply.did.practice == row.get("practice")
    assert said.startswith(row.get("starts", "")), said
    assert said.endswith(row.get("ends", "")), said
    assert bool(said) is not row.get("silent", False)
    assert exchange.session.scene == row["scene"]
    assert from_dict(as_dict(exchange.session)) == exchange.session


def test_nobody_is_given_cool_water_who_did_not_ask_for_it():
    assert "cool_face" not in {need.practice for need in needs().values()}


def test_the_question_stands_before_everything_else_and_cannot_be_cut():
    reply, session = respond(
        Turn("breathing.start", "me", NOON, {"practice": "cool_face"}), Session(), MemoryStore()
    )
    assert (reply.open, reply.interruptible) == (True, False)
    assert reply.did.practice is None
    assert len(words(reply).split()) <= 60
    assert session.breathing is None


@pytest.mark.parametrize("beats", [script().first, script().again])
def test_panic_is_words_and_silences_and_never_a_breath(beats):
    assert sum(beat.seconds for beat in beats) <= 80, "one answer of Alexa's, 90 s at most"
    turn = Turn("safety.panic", "me", NOON, heard="it's panic", locale="en-GB")
    reply, _ = respond(turn, Session(), MemoryStore())
    assert not [one for one in reply.segments if isinstance(one, Breath)]


def test_the_number_comes_after_as_long_as_three_breaths_take():
    turn = Turn("safety.panic", "me", NOON, heard="it's panic", locale="en-GB")
    reply, _ = respond(turn, Session(), MemoryStore())
    said = [one.text for one in reply.segments if isinstance(one, Say)]
    at = next(index for index, text in enumerate(said) if "nine nine nine" in text)
    beats = script().first[:at]
    assert 20 <= sum(beat.seconds for beat in beats) <= 32
    assert sum(isinstance(one, Pause) for one in reply.segments) == len(script().first) - 1


def test_a_thing_that_was_named_leaves_the_sound_alone():
    talk = Conversation(MemoryStore(), Speaker("me", "en-US"))
    talk.hear(Utterance("it's panic", NOON))
    reply = talk.hear(Utterance("the lamp over there", NOON + timedelta(seconds=60))).reply
    assert (words(reply), reply.playback, reply.kind) == ("", Playback.KEEP, "command")


def test_a_cry_for_help_that_alexa_could_not_place_is_told_the_way():
    store = MemoryStore()
    _, session = respond(Turn("safety.panic", "me", NOON), Session(), store)
    reply, _ = respond(Turn(None, "me", NOON + timedelta(seconds=9)), session, store)
    assert words(reply).endswith("If you need help now, say: I need help.")
