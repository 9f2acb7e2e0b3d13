"""tests/phrases/check_ins.yaml: how people check in, what it means, what is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from dialogues import phrases

from content.dialogue.reply import words
from content.dialogue.session import Session
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline import staging
from offline.conversation import Conversation

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROWS = phrases("check_ins")
STORE = MemoryStore()
"""One for all rows, each with a listener of its own: a new one compiles every statement anew."""


def test_there_are_enough_of_them():
    assert len(ROWS) >= 300


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: "; ".join([*row.get("after", ()), row["say"]])
)
def test_a_check_in_means_what_the_file_says(row):
    session = staging.checking_in(Session(), "anxiety") if row.get("while") else Session()
    store, listener = STORE, uuid4().hex
    for extra in row.get("asks", ()):
        store.set_preference(listener, f"asks_{extra}", "on")
    conversation = Conversation(store, Speaker(listener, "en-US", keeps_notes=True), session)
    for text in row.get("after", ()):
        conversation.hear(Utterance(text, NOW))

    exchange = conversation.hear(Utterance(row["say"], NOW))

    if row.get("intent") != "any":
        wanted = row.get("intent", "checkin.log"), row["slots"]
        assert (exchange.turn.intent, dict(exchange.turn.slots)) == wanted
    said = words(exchange.reply)
    assert said.startswith(row.get("starts", "")), said
    assert bool(said) is not row.get("silent", False), said
    if row.get("kept") is False:
        assert exchange.reply.did.stored == ()
        if not row.get("after"):
            assert store.entries(listener) == ()
    for entry_id in exchange.reply.did.stored:
        kept = store.get(listener, entry_id)
        if kept is None:  # of bowels or a note, no scale
            continue
        numbers = {
            name: value
            for name, value in exchange.turn.slots.items()
            if isinstance(value, int) and 0 <= value <= 10
        }
        assert numbers.items() <= kept.scores.items()
