"""The store profile keeps nothing about anybody's health, and offers nothing that would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from content.dialogue.reply import words
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn, Utterance
from content.profiles import is_offered
from content.scenes import basics
from content.scenes.suiting import CONDITIONS
from content.sentences import book
from content.settings import Profile
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
IN_THE_STORE = Turn(None, "someone", NOW, profile=Profile.STORE)
ABSENT = ("checkin.", "plants.", "condition.", "reminder.")


def test_every_intent_about_health_is_absent_and_no_other():
    absent = {name for name in book().intents() if not is_offered(name, Profile.STORE)}
    assert absent == {name for name in book().intents() if name.startswith(ABSENT)}
    assert {"checkin.log", "plants.log", "reminder.set"} <= absent
    assert is_offered("session.rate", Profile.STORE)
    assert all(is_offered(name, Profile.PERSONAL) for name in book().intents())


@pytest.mark.parametrize(
    "said",
    [
        "anxiety four, gut six, slept badly",
        "check in",
        "I had lentil soup",
        "I'm pregnant",
        "how was my week",
        "remind me every day at eight",
        "change gut to three",
        "undo that",
    ],
)
def test_nothing_of_a_body_is_kept_whatever_a_channel_hands_over(said):
    store = MemoryStore()
    turn = understand(Utterance(said, NOW), Session(), Speaker("someone"))
    reply, session = respond(replace(turn, profile=Profile.STORE), Session(), store)

    assert reply.did.stored == ()
    assert store.entries("someone") == ()
    assert store.preference("someone", CONDITIONS) is None
    assert session.conditions == ()
    assert "check in" not in words(reply).lower()


def test_the_greeting_offers_no_check_in():
    store = MemoryStore()
    first, _ = basics.greet(IN_THE_STORE, Session(), store)
    later, _ = basics.greet(IN_THE_STORE, Session(), store)
    helped, _ = respond(replace(IN_THE_STORE, intent="help"), Session(), store)
    asked, _ = respond(replace(IN_THE_STORE, intent="yes"), Session(), store)

    for reply in (first, later, helped, asked):
        told = words(reply).lower()
        assert told
        assert "check" not in told
        assert "anxiety" not in told
    assert "check in" in words(
        basics.greet(replace(IN_THE_STORE, profile=Profile.PERSONAL), Session(), store)[0]
    )
