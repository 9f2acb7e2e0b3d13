"""How a practice ends, by day and at night, what is kept of it, and what is said of it then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content.dialogue.reply import Breath, Chime, ChimeName, Kind, Playback, words
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Danger, Turn
from content.settings import Profile
from content.storage.memory import MemoryStore

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUESTION = "Better, or about the same?"


class Talk:
    """One listener; every turn says how many seconds after the first it comes."""

    def __init__(self, **fields):
        self.store, self.session, self.fields = MemoryStore(), Session(), fields

    def say(self, intent, seconds=0.0, **rest):
        slots = {name: value for name, value in rest.items() if name != "turn"}
        fields = {**self.fields, **rest.get("turn", {})}
        turn = Turn(intent, "me", NOON + timedelta(seconds=seconds), slots, **fields)
        reply, self.session = respond(turn, self.session, self.store)
        return reply

    def kept(self):
        return [dict(record.data) for record in self.store.records("me", "practice")]


@pytest.fixture
def talk():
    return Talk()


def test_by_day_a_bell_the_length_and_one_question(talk):
    reply = talk.say("breathing.start", practice="extended_exhale")
    assert words(reply).endswith(f"That's three minutes. {QUESTION}")
    assert Chime(ChimeName.END_BELL) in reply.segments
    assert reply.open
    assert not reply.night


@pytest.mark.parametrize("hour", [22, 23, 0, 5])
def test_in_quiet_hours_the_last_thing_is_a_breath(hour):
    talk = Talk(local_hour=hour)
    for practice in ("extended_exhale", "box", "cyclic_sigh"):
        reply = talk.say("breathing.start", practice=practice)
        assert isinstance(reply.segments[-1], Breath)
        assert reply.night
        assert not reply.open


@pytest.mark.parametrize("hour", [6, 12, 21, None])
def test_by_day_and_where_the_hour_is_unknown_it_is_day(hour):
    assert not Talk(local_hour=hour).say("breathing.start", practice="box").night


def test_what_was_asked_for_is_stronger_than_the_clock(talk):
    assert talk.say("night", choice="on").night
    assert talk.say("breathing.start", practice="box").night
    off = Talk(local_hour=23)
    assert not off.say("night", choice="off").night
    assert words(off.say("breathing.start", practice="box")).endswith(QUESTION)


def test_night_in_the_middle_takes_the_end_away_from_the_next_breath_on(talk):
    talk.say("breathing.start", practice="extended_exhale")
    reply = talk.say("night", 60, choice="on", turn={"cycles_begun": 6})
    assert (reply.playback, reply.night) == (Playback.CONTINUE, True)
    assert all(isinstance(one, Breath) for one in reply.segments)
    assert len(reply.segments) == 2 * 12


def test_a_practice_from_the_command_line_asks_nothing():
    reply = Talk(one_way=True).say("breathing.start", practice="box")
    assert words(reply).endswith("That's three minutes.")
    assert not reply.open


def test_after_less_than_a_minute_nothing_is_asked(talk):
    assert words(talk.say("breathing.start", practice="physiological_sigh")).endswith("seconds.")


def test_a_practice_that_ran_to_its_end_is_kept_by_whatever_turn_comes_next(talk):
    talk.say("breathing.start", practice="extended_exhale")
    assert talk.kept() == []
    talk.say("help", 900)
    assert talk.kept() == [{"practice": "extended_exhale", "seconds": 180}]


def test_so_it_is_by_another_conversation_of_the_same_listener(talk):
    talk.say("breathing.start", practice="noticing")
    talk.session = Session()
    talk.say("help", 900)
    talk.say("help", 901)
    assert talk.kept() == [{"practice": "noticing", "seconds": 120}]


def test_what_was_stopped_is_kept_with_the_seconds_that_were_done(talk):
    talk.say("breathing.start", practice="extended_exhale")
    lead = talk.session.breathing.lead_in_seconds
    talk.say("stop", lead + 47)
    assert talk.kept() == [{"practice": "extended_exhale", "seconds": 47}]
    talk.say("breathing.start", 300, practice="box")
    talk.say("stop", 301)
    assert len(talk.kept()) == 1, "stopped before its first breath"


def test_a_voice_that_counts_breaths_knows_better_than_the_estimate(talk):
    talk.say("breathing.start", practice="extended_exhale")
    talk.say("stop", 100, turn={"cycles_begun": 7})
    assert 60 <= talk.kept()[0]["seconds"] <= 70


def test_pauses_do_not_count(talk):
    talk.say("breathing.start", practice="extended_exhale")
    lead = talk.session.breathing.lead_in_seconds
    talk.say("breathing.control", lead + 41, action="pause")
    talk.say("breathing.control", lead + 340, action="resume")
    talk.say("stop", lead + 340 + 6 + 10)
    assert talk.kept() == [{"practice": "extended_exhale", "seconds": 50}]


def test_nothing_is_kept_of_panic_of_a_crisis_and_in_the_store():
    panic = Talk()
    panic.say("breathing.start", need="panic")
    panic.say("help", 900)
    crisis = Talk()
    crisis.say("breathing.start", practice="box")
    assert crisis.say("safety.crisis", 60, turn={"danger": Danger.SUICIDAL}).kind is Kind.CRISIS
    store = Talk(profile=Profile.STORE)
    store.say("breathing.start", practice="box")
    store.say("help", 900)
    assert panic.kept() == crisis.kept() == store.kept() == []


@pytest.mark.parametrize("rating", ["better", "same", "worse"])
def test_a_rating_stands_in_the_record_and_is_not_praised(talk, rating):
    talk.say("breathing.start", practice="extended_exhale")
    reply = talk.say("session.rate", 200, rating=rating)
    assert talk.kept() == [{"practice": "extended_exhale", "seconds": 180, "rating": rating}]
    assert not reply.open
    for word in ("great", "good", "well done", "thank", "glad", "?"):
        assert word not in words(reply).lower()


def test_worse_is_told_to_leave_the_breath_alone(talk):
    talk.say("breathing.start", practice="extended_exhale")
    assert "leave the breath alone" in words(talk.say("session.rate", 200, rating="worse"))


def test_a_rating_is_about_the_last_practice_or_about_nothing(talk):
    assert words(talk.say("session.rate", rating="better")).startswith("I hadn't asked")
    talk.say("breathing.start", practice="extended_exhale")
    talk.say("session.rate", 60, rating="better")
    assert talk.kept() == []
    talk.session = Session()
    assert words(talk.say("session.rate", 9 * 3600, rating="better")).startswith("I hadn't asked")
    assert "rating" not in talk.kept()[0]


def test_at_night_a_rating_is_kept_without_a_word():
    talk = Talk(local_hour=23)
    talk.say("breathing.start", practice="extended_exhale")
    assert words(talk.say("session.rate", 200, rating="same")) == ""
    assert talk.kept()[0]["rating"] == "same"


def test_panic_asks_whether_to_stay_and_stays_after_a_yes(talk):
    reply = talk.say("breathing.start", need="panic", turn={"local_hour": 3})
    assert words(reply).endswith("Shall I stay?")
    assert (reply.open, reply.reprompt) == (True, "I'll go quiet.")
    again = talk.say("yes", 200)
    assert (again.did.practice, talk.session.breathing.need) == ("soft_small_breath", "panic")
    assert words(talk.say("no", 400)) == ""


def test_a_bare_yes_to_better_or_the_same_is_neither(talk):
    talk.say("breathing.start", practice="box")
    assert words(talk.say("yes", 220)) == ""
    assert "rating" not in talk.kept()[0]
