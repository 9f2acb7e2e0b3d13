"""tests/phrases/practices.yaml: ways of asking, and what is guided."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from dialogues import phrases

from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.conversation import Conversation

ROWS = phrases("practices")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HALF_A_CYCLE = 5.0
"""Seconds: `about` lengths end with whole breaths of ten seconds."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["say"])
def test_what_is_asked_for_is_guided(row):
    conversation = Conversation(MemoryStore(), Speaker("someone", "en-US"))

    exchange = conversation.hear(Utterance(row["say"], NOW))

    did = exchange.reply.did
    assert did.practice == row["to"]
    if "seconds" in row:
        assert did.seconds == row["seconds"]
    else:
        assert did.seconds == pytest.approx(row["about"], abs=HALF_A_CYCLE)
    if "form" in row:
        (stretch,) = exchange.session.breathing.stretches
        form = stretch.form
        assert [form.inhale, form.hold, form.exhale] == row["form"]


def test_there_are_forty_ways_and_every_practice_is_among_them():
    assert len({row["say"] for row in ROWS}) >= 40
    assert len({row["to"] for row in ROWS}) >= 22
