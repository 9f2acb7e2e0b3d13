"""Practices without a breath clock: what they hold, and pause, resume and how long is left."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from content import library, scripts
from content.dialogue.reply import Breath, Pause, Playback, Say, words
from content.dialogue.respond import respond
from content.dialogue.session import Scene, Session, as_dict, from_dict
from content.dialogue.turn import Turn
from content.storage.memory import MemoryStore

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DEFAULT_SECONDS = {
    "noticing": (120, 30),
    "muscle_release": (160, 120),
    "slow_movement": (300, 60),
    "after_meal_walk": (600, 180),
    "gut_relax": (480, 180),
    "cool_face": (20, 10),
}
"""Default and beginner's length (evidence 2.2)."""

NEVER = {"just", "should", "must", "good", "well", "calm", "relax"}


def begin(store=None, **slots):
    return respond(Turn("breathing.start", "me", NOON, slots), Session(), store or MemoryStore())


def control(session, action, seconds):
    turn = Turn("breathing.control", "me", NOON + timedelta(seconds=seconds), {"action": action})
    return respond(turn, session, MemoryStore())


def test_all_six_are_guided():
    assert set(scripts.scripts()) == set(DEFAULT_SECONDS)


@pytest.mark.parametrize("found", scripts.scripts().values(), ids=lambda found: found.id)
def test_each_is_as_long_as_the_evidence_says_and_its_silences_are_silences(found):
    lengths = (scripts.length(found.steps), scripts.length(found.beginner))
    assert lengths == DEFAULT_SECONDS[found.id]
    assert set(found.sources) <= set(library.read("evidence_sources.yaml"))
    for step in (*found.steps, *found.beginner):
        assert bool(step.say) != bool(step.breaths)
        pauses = [one for one in scripts.segments((step,)) if isinstance(one, Pause)]
        assert step.breaths or pauses[0].seconds > 1, step


def test_nothing_praises_or_orders():
    for found in scripts.scripts().values():
        said = " ".join(step.say for step in (*found.steps, *found.beginner)).lower()
        assert not NEVER & set(re.findall(r"[a-z']+", said)), found.id


def test_a_named_one_begins_with_its_length_and_ends_by_saying_it():
    reply, session = begin(practice="noticing")
    assert words(reply).startswith("Two minutes of noticing. Keep it small and easy.")
    assert words(reply).endswith("That's two minutes. Better, or about the same?")
    assert reply.open
    assert (reply.did.practice, reply.did.seconds) == ("noticing", 120)
    assert session.scene is Scene.BREATHING
    assert from_dict(as_dict(session)) == session


def test_the_short_form_is_taken_where_its_length_is_nearer():
    reply, _ = begin(practice="after_meal_walk", minutes=3)
    assert reply.did.seconds == 180


def test_gut_relaxation_breathes_for_two_of_its_minutes():
    reply, _ = begin(practice="gut_relax")
    assert sum(one.seconds for one in reply.segments if isinstance(one, Breath)) == 120
    assert "not hypnotherapy" in words(reply)


def test_pause_and_resume_give_the_steps_that_are_left():
    store = MemoryStore()
    _, session = begin(store, practice="noticing")
    lead = session.breathing.lead_in_seconds
    reply, session = control(session, "pause", lead + 50)
    assert reply.playback is Playback.PAUSE
    reply, session = control(session, "resume", lead + 500)
    assert reply.playback is Playback.RESUME
    said = [one.text for one in reply.segments if isinstance(one, Say)]
    assert said[0] == "Now your feet on the floor."
    reply, _ = control(session, "time_left", lead + 510)
    assert words(reply) == "One minute to go."


def test_what_a_script_cannot_do_is_said_and_stop_is_silence():
    _, session = begin(practice="muscle_release")
    reply, session = control(session, "slower", 30)
    assert (reply.playback, words(reply)) == (Playback.KEEP, "I can't do that yet.")
    reply, session = control(session, "stop", 31)
    assert (words(reply), session.scene) == ("", Scene.IDLE)


def test_again_and_start_over_begin_it_anew():
    _, session = begin(practice="noticing")
    for turn in (
        Turn("breathing.control", "me", NOON, {"action": "restart"}),
        Turn("breathing.again", "me", NOON + timedelta(minutes=5)),
    ):
        reply, session = respond(turn, session, MemoryStore())
        assert reply.did.practice == "noticing"
