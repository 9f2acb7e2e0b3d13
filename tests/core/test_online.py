"""Are you online: answered with what is open, and where that is not known as ever."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.dialogue.reply import words
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Opened, Utterance
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def said(text, opened):
    session = Session()
    turn = understand(Utterance(text, NOON), session, Speaker("somebody", opened=opened))
    return words(respond(turn, session, MemoryStore())[0])


@pytest.mark.parametrize("text", ["are you online", "Are you connected to the internet?"])
def test_what_is_open_is_what_is_said(text):
    assert "opened no connection" in said(text, Opened.NOTHING)
    assert "the page you asked for" in said(text, Opened.PAGE)
    assert "opened" not in said(text, None)
