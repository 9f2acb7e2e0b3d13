"""A named deadline: everything is over by then, the question about a pain included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.dialogue.reply import Breath, Kind, Phase, words
from content.dialogue.respond import respond
from content.dialogue.session import Session, as_dict, from_dict
from content.dialogue.turn import Turn, Utterance
from content.speech_length import seconds_of
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAIN = "my stomach's cramping and I've got a meeting in two minutes"


class Talk:
    def __init__(self):
        self.store, self.session = MemoryStore(), Session()

    def hear(self, text, seconds=0.0):
        said = Utterance(text, NOON + timedelta(seconds=seconds))
        turn = understand(said, self.session, Speaker("me", "en-GB"))
        reply, self.session = respond(turn, self.session, self.store)
        self.session = from_dict(as_dict(self.session))
        return reply


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("I've got a meeting in two minutes", 2),
        ("help me calm down, I have an exam in five minutes", 5),
        ("my train leaves in three minutes", 3),
        ("box breathing, I've got a call in four minutes", 4),
        ("I'm nervous, interview in ten minutes", 10),
    ],
)
def test_everything_ends_before_the_deadline_and_most_of_it_is_breathing(said, minutes):
    reply = Talk().hear(said)
    took = seconds_of(reply.segments)
    assert minutes * 60 - 30 <= took <= minutes * 60 - 2
    assert reply.did.seconds >= minutes * 60 - 40
    assert not words(reply).endswith("?")


@pytest.mark.parametrize("answer", ["the usual", "yes", "yes it's the usual"])
def test_a_pain_is_asked_about_first_and_the_time_runs_on(answer):
    talk = Talk()
    asked = talk.hear(PAIN)
    assert words(asked) == "Two minutes it is. Is this your usual kind of pain?"
    assert asked.open
    reply = talk.hear(answer, 12)
    assert words(reply).startswith("Okay. If you need to go, go. I'll keep.")
    breaths = [one for one in reply.segments if isinstance(one, Breath)]
    assert breaths[0].phase is Phase.OUT
    assert 12 + seconds_of(reply.segments) <= 120
    assert words(reply).endswith("That's your two minutes.")


@pytest.mark.parametrize("answer", ["no", "no it's worse", "it's worse"])
def test_another_pain_gets_the_number_and_no_breath(answer):
    talk = Talk()
    talk.hear(PAIN)
    reply = talk.hear(answer, 8)
    assert reply.kind is Kind.EMERGENCY
    assert "nine nine nine" in words(reply)
    assert not any(isinstance(one, Breath) for one in reply.segments)


def test_the_question_is_open_for_one_turn():
    talk = Talk()
    talk.hear(PAIN)
    talk.hear("what is the vagus nerve", 5)
    assert talk.hear("the usual", 20).did.seconds is not None
    assert not words(talk.hear("no", 30)).startswith("That needs")


def test_asked_minutes_without_a_deadline_are_breathing_time():
    assert Talk().hear("box breathing for two minutes").did.seconds == 128


def test_a_far_deadline_is_no_length():
    assert Talk().hear("I've got a meeting in forty minutes").did.seconds <= 200


@given(
    st.integers(1, 10),
    st.lists(st.sampled_from(["slower", "faster", "pause"]), max_size=4),
)
@settings(max_examples=30, deadline=None)
def test_no_steering_moves_the_end_past_the_deadline(minutes, steps):
    store = MemoryStore()
    slots = {"minutes": minutes, "practice": "extended_exhale"}
    turn = Turn("breathing.start", "me", NOON, slots, deadline=True)
    reply, session = respond(turn, Session(), store)
    at, left = NOON, reply.segments
    for action in steps:
        at += timedelta(seconds=5)
        ends = session.breathing.ends_at
        if action == "pause":
            for word, wait in (("pause", 0), ("resume", 5)):
                at += timedelta(seconds=wait)
                turn = Turn("breathing.control", "me", at, {"action": word})
                reply, session = respond(turn, session, store)
        else:
            turn = Turn("breathing.control", "me", at, {"action": action})
            reply, session = respond(turn, session, store)
        if session.breathing is None:
            return
        one_left = session.breathing.cycles - session.breathing.cycles_done(at) <= 1
        limit = NOON + timedelta(minutes=minutes)
        assert one_left or session.breathing.ends_at <= max(limit, ends), left
