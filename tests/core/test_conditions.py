"""Conditions: what they change, for now, for good after a yes, and not after anything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.dialogue.reply import Breath, Phase, words
from content.dialogue.respond import respond
from content.dialogue.session import Session, as_dict, from_dict
from content.dialogue.turn import Turn
from content.practices import practices
from content.scenes.suiting import CONDITIONS, conditions
from content.scripts import scripts
from content.sentences import book
from content.storage.memory import MemoryStore

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Talk:
    def __init__(self):
        self.store, self.session = MemoryStore(), Session()

    def say(self, intent, **slots):
        reply, self.session = respond(Turn(intent, "me", NOON, slots), self.session, self.store)
        return reply

    def kept(self):
        return self.store.preference("me", CONDITIONS) or ""


@pytest.fixture
def talk():
    return Talk()


def test_every_condition_that_can_be_said_changes_something_real():
    assert set(conditions()) == {value.id for value in book().lists()["condition"].values}
    known = {*practices(), *scripts(), "cool_face"}
    for one in conditions().values():
        assert one.avoid <= known
        gentle = practices()[one.instead]
        assert gentle.form.hold == 0
        assert one.instead not in one.avoid


@pytest.mark.parametrize("condition", conditions())
def test_no_condition_goes_with_a_held_breath(condition, talk):
    assert words(talk.say("condition.set", condition=condition)).startswith("Then ")
    for slots in ({"practice": "box", "minutes": 2}, {"inhale": 4, "hold": 4, "exhale": 4}):
        reply = talk.say("breathing.start", **slots)
        breaths = [one for one in reply.segments if isinstance(one, Breath)]
        assert breaths
        assert not any(one.phase is Phase.HOLD for one in breaths)
        assert words(reply).startswith("Not ")
        assert reply.did.practice == conditions()[condition].instead


def test_as_much_time_is_guided_as_was_asked_for(talk):
    talk.say("condition.set", condition="heart")
    reply = talk.say("breathing.start", practice="box", minutes=2)
    assert words(reply).startswith("Not box breathing, with that. Two minutes of gentle breathing.")
    assert reply.did.seconds == pytest.approx(120, abs=8)


def test_what_suits_is_guided_as_it_is(talk):
    talk.say("condition.set", condition="pregnancy")
    reply = talk.say("breathing.start", practice="extended_exhale")
    assert (reply.did.practice, reply.did.seconds) == ("extended_exhale", 180)


def test_a_script_that_does_not_suit_is_not_spoken(talk):
    talk.say("condition.set", condition="epilepsy")
    reply = talk.say("breathing.start", practice="gut_relax")
    assert reply.did.practice == "easy_start"


def test_it_is_remembered_only_after_a_yes_that_comes_at_once(talk):
    assert words(talk.say("condition.set", condition="asthma")).endswith("Shall I remember that?")
    assert talk.kept() == ""
    assert words(talk.say("yes")).startswith("Kept.")
    assert talk.kept() == "asthma"
    talk.session = Session()
    reply = talk.say("breathing.start", practice="humming")
    assert reply.did.practice == "pursed_lips"


def test_a_no_is_for_now(talk):
    talk.say("condition.set", condition="asthma")
    talk.say("no")
    assert talk.kept() == ""
    assert talk.say("breathing.start", practice="humming").did.practice == "pursed_lips"


def test_a_yes_to_something_else_keeps_nothing(talk):
    talk.say("condition.set", condition="asthma")
    talk.say("help")
    talk.say("yes")
    assert talk.kept() == ""


def test_a_condition_that_nobody_knows_is_asked_for(talk):
    assert words(talk.say("condition.set", condition="hiccups")) == "Which condition is that?"
    assert words(talk.say("condition.set")) == "Which condition is that?"
    assert talk.session.conditions == ()


def test_it_can_be_dropped(talk):
    talk.say("condition.set", condition="heart")
    talk.say("yes")
    talk.say("condition.clear", condition="heart")
    assert talk.kept() == ""
    assert talk.say("breathing.start", practice="box").did.practice == "box"


def test_it_ends_a_practice_under_way_and_survives_the_network(talk):
    talk.say("breathing.start", practice="box")
    talk.say("condition.set", condition="heart")
    assert talk.session.scene == "idle"
    assert from_dict(as_dict(talk.session)) == talk.session
