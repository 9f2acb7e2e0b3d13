"""tests/journeys: whole dialogues on the core."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from dialogues import journeys

from content.dialogue.reply import words
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.conversation import Conversation


@pytest.mark.parametrize("journey", journeys(), ids=lambda journey: journey.name)
def test_a_journey_goes_as_written(journey):
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    conversation = Conversation(MemoryStore(), Speaker("someone", "en-US"))
    for step in journey.steps:
        now += timedelta(seconds=step.wait)
        exchange = conversation.hear(Utterance(step.say, now))
        step.check(
            kind=exchange.reply.kind,
            scene=exchange.session.scene,
            words=words(exchange.reply),
        )
        now += timedelta(seconds=2)
