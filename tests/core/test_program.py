"""The seven gentle days: tests/phrases/program.yaml, and what is counted, kept and never said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from dialogues import phrases

from content.answers import answers
from content.dialogue.reply import words
from content.dialogue.respond import respond
from content.dialogue.session import Session, as_dict, from_dict
from content.dialogue.turn import Turn, Utterance
from content.practices import practices
from content.scenes.program import KIND, days
from content.scripts import scripts
from content.settings import Profile
from content.storage.memory import MemoryStore
from content.storage.record import Record
from content.understanding.understand import Speaker
from offline.conversation import Conversation

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROWS = phrases("program")
NEVER = {"streak", "missed", "behind", "should", "must", "just", "great", "good", "congratulations"}


@pytest.fixture(scope="module")
def store():
    return MemoryStore()


def mark(store, listener, *numbers):
    """Keep days as done on the days before today."""
    for index, number in enumerate(numbers):
        at = NOON - timedelta(days=len(numbers) - index)
        data = {"day": number, "round": 1}
        store.add_record(Record(f"{listener}-{index}", listener, at, at.date(), KIND, data))


@pytest.mark.parametrize(
    ("number", "row"),
    list(enumerate(ROWS)),
    ids=[f"{row['say']} {at}" for at, row in enumerate(ROWS)],
)
def test_a_phrase_is_answered_as_the_file_says(number, row, store):
    listener = f"listener {number}"
    mark(store, listener, *row.get("done", ()))
    talk = Conversation(store, Speaker(listener, "en-US"))
    for before in row.get("after", ()):
        talk.hear(Utterance(before, NOON))

    exchange = talk.hear(Utterance(row["say"], NOON))

    assert (exchange.turn.intent, exchange.turn.slots) == (row["intent"], row["slots"])
    said = words(exchange.reply)
    assert said.startswith(row.get("starts", "")), said
    assert bool(said) is not row.get("silent", False)
    assert exchange.session.scene == row["scene"]
    assert bool(exchange.reply.did.stored) is row.get("stores", False)
    assert from_dict(as_dict(exchange.session)) == exchange.session


def test_every_day_stands_on_an_answer_and_a_practice_of_ours():
    assert len(days()) == 7
    for day in days():
        assert {day.answer, *filter(None, [day.instead])} <= set(answers())
        assert day.practice in {*practices(), *scripts()}
        assert bool(day.instead) is day.food


def test_a_day_is_short_and_neither_praises_nor_counts_what_was_missed():
    for number in range(1, 8):
        turn = Turn("program.today", "me", NOON, {"day": number})
        reply, _ = respond(turn, Session(), MemoryStore())
        said = words(reply)
        assert len(said.split()) <= 45, said
        assert not NEVER & set(said.lower().replace(".", "").split()), said


def test_a_day_that_was_begun_is_kept_and_counted_by_its_number(store):
    talk = Conversation(store, Speaker("kept", "en-US"))
    for text in ("day two", "yes"):
        exchange = talk.hear(Utterance(text, NOON))
    (record,) = store.records("kept", KIND)
    assert (record.data, record.day) == ({"day": 2, "round": 1}, NOON.date())
    assert exchange.reply.did.stored == (record.id,)
    assert (exchange.reply.did.practice, exchange.reply.did.seconds) == ("belly", 180)


def test_a_gap_changes_nothing(store):
    mark(store, "gap", 1)
    turn = Turn("program.today", "gap", NOON + timedelta(days=90))
    reply, _ = respond(turn, Session(), store)
    assert words(reply).startswith("Day two.")


def test_the_public_store_asks_for_no_check_in():
    turn = Turn("program.today", "me", NOON, {"day": 1}, profile=Profile.STORE)
    reply, _ = respond(turn, Session(), MemoryStore())
    assert "tell me" not in words(reply)
    assert words(reply).endswith("Shall I start?")
