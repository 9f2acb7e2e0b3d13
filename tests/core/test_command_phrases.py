"""tests/phrases/commands.yaml: phrase, meaning, first words of the reply."""

from __future__ import annotations

from datetime import UTC, datetime

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


@pytest.mark.parametrize("row", phrases("commands"), ids=lambda row: row["say"] or "(empty)")
def test_a_phrase_means_what_the_file_says(row):
    session = {
        "breathing": staging.breathing(Session(), NOW),
        "check_in": staging.checking_in(Session(), "anxiety"),
        None: Session(),
    }[row.get("while")]
    conversation = Conversation(MemoryStore(), Speaker("someone", "en-US"), session)

    exchange = conversation.hear(Utterance(row["say"], NOW))

    slots = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in exchange.turn.slots.items()
    }
    assert (exchange.turn.intent, slots) == (row["intent"], row["slots"])
    said = words(exchange.reply)
    if row.get("silent"):
        assert said == ""
    else:
        assert said.startswith(row.get("starts", "")), said
        assert said
