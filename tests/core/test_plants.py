"""Counting plants: asked for, said back, by the week, taken back, and off at once and for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content.dialogue.reply import Chime, words
from content.dialogue.respond import respond
from content.dialogue.session import Session, as_dict, from_dict
from content.dialogue.turn import Turn, Utterance
from content.scenes.plant_week import KIND, week
from content.settings import Profile
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.commands.chat import view
from offline.conversation import Conversation

WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Talk:
    def __init__(self, at=WEDNESDAY):
        self.store, self.at = MemoryStore(), at
        self.conversation = Conversation(self.store, Speaker("me", "en-US"))

    def hear(self, text, **utterance):
        self.at += timedelta(seconds=5)
        return self.conversation.hear(Utterance(text, self.at, **utterance))

    def say(self, text):
        return words(self.hear(text).reply)

    def records(self):
        return self.store.records("me", KIND)


@pytest.fixture
def talk():
    """Return a conversation with somebody who counts plants."""
    counting = Talk()
    assert counting.say("turn plant counting on").startswith("Say what you had")
    return counting


def test_nothing_is_counted_before_somebody_asks_for_it():
    talk = Talk()
    assert talk.say("I had some kimchi").startswith("Plant counting is off.")
    assert talk.say("how many plants this week").startswith("Plant counting is off.")
    assert talk.say("count tea and coffee").startswith("Plant counting is off.")
    assert talk.records() == ()


def test_the_first_words_say_how_to_leave_it(talk):
    assert talk.say("turn plant counting off").startswith("Off.")
    assert "food tracking off" in talk.say("turn plant counting on")
    assert talk.say("turn plant counting on").startswith("It's on.")


def test_after_off_it_is_not_offered_and_the_old_data_stay_hidden(talk):
    talk.say("I had kimchi and oats")
    assert talk.say("food tracking off").startswith("Off.")
    for text in ("I had lentils", "how many plants this week"):
        assert talk.say(text) == "Plant counting is off."
    talk.say("turn plant counting on")
    assert talk.say("how many plants this week") == "Nothing noted this week. No problem."


def test_an_eating_disorder_cue_turns_it_off(talk):
    talk.say("I had kimchi")
    assert "Noted" not in talk.say("I made myself sick after dinner")
    assert talk.say("I had lentils") == "Plant counting is off."
    assert talk.say("yes").startswith("I hadn't asked anything.")
    assert len(talk.records()) == 1


def test_kinds_are_counted_once_a_week(talk):
    talk.say("I had sauerkraut, cabbage and carrots")
    assert talk.say("I had carrots") == "Carrots. Noted before, this week."
    told = "You noticed two kinds of plants this week. One of them fermented."
    assert talk.say("how many plants this week") == told
    assert talk.say("how many plants today") == told, "no total of a day"
    assert talk.say("how's my plant count been") == told


def test_one_kind_is_one_kind(talk):
    talk.say("I had carrots")
    assert talk.say("how many plants this week") == "You noticed one kind of plant this week."


@pytest.mark.parametrize(
    ("meal", "points"),
    [
        ("garlic", "a quarter"),
        ("garlic, ginger", "a half"),
        ("garlic, ginger and cumin", "three quarters"),
        ("carrots, garlic", "one and a quarter"),
        ("carrots, peas, garlic and cumin", "two and a half"),
        ("carrots and peas", "two"),
    ],
)
def test_points_are_told_where_they_are_asked_for(talk, meal, points):
    talk.say(f"log {meal}")
    assert talk.say("how many points this week").endswith(f"By points, that's {points}.")


def test_extras_count_for_who_asked_for_them(talk):
    assert talk.say("I had coffee").startswith("Coffee: I leave drinks and extras out.")
    assert talk.say("count tea and coffee too").startswith("Tea, coffee, dark chocolate")
    assert talk.hear("I had coffee").reply.did.plant_ids == ("coffee",)
    talk.say("extras off")
    assert talk.hear("I had tea").reply.did.plant_ids == ()


def test_the_week_begins_on_monday():
    talk = Talk(datetime(2026, 11, 22, 12, tzinfo=UTC))
    talk.say("turn plant counting on")
    talk.say("I had kimchi")
    talk.at += timedelta(days=1)
    assert talk.say("how many plants this week").startswith("Nothing noted this week.")
    talk.say("yesterday I had oats")
    assert talk.say("how many plants this week").startswith("Nothing noted this week.")
    turn = Turn("plants.count", "me", talk.at)
    assert len(week(turn, talk.store, talk.at.date() - timedelta(days=1)).kinds) == 2


def test_wholemeal_is_asked_for_once_and_counted_after_a_yes(talk):
    first = talk.hear("I had carrots and sourdough")
    assert first.reply.open
    assert first.reply.did.plant_ids == ("carrot",)
    second = talk.hear("yes")
    assert words(second.reply).startswith("Wholemeal sourdough. Noted.")
    assert second.reply.did.plant_ids == ("wholemeal_sourdough",)
    assert [one.data["plants"] for one in talk.records()] == [["carrot", "wholemeal_sourdough"]]
    assert talk.say("yes") == "I hadn't asked anything. Breathe, ask, or check in?"


def test_white_sourdough_is_left_out_and_so_is_an_answer_that_comes_late(talk):
    talk.say("I had sourdough")
    assert talk.say("no") == "Left out."
    talk.say("I had sourdough")
    talk.say("how many plants this week")
    assert talk.say("yes").startswith("I hadn't asked anything.")
    assert talk.records() == ()


def test_a_plant_that_nobody_knows_is_asked_for_again_and_then_kept_as_a_word(talk):
    assert talk.say("log rambutan") == "I didn't catch that plant. Say it again, or skip."
    assert talk.say("a rambutan").startswith("I don't know that one.")
    assert [one.data for one in talk.records()] == [
        {"plants": [], "kinds": [], "unknown": ["rambutan"]}
    ]
    assert talk.say("how many plants this week").startswith("Nothing noted")


def test_the_second_try_may_be_a_plant_that_we_know_or_a_skip(talk):
    talk.say("log carats")
    assert talk.say("carrots").startswith("Carrots. Noted.")
    talk.say("log carats")
    assert talk.say("skip") == "Left out."
    assert len(talk.records()) == 1


def test_undo_takes_the_last_thing_back_whichever_it_was(talk):
    talk.say("anxiety four gut six")
    talk.say("I had kimchi")
    assert talk.say("undo that") == "Gone. It isn't noted."
    assert talk.say("undo that") == "Gone. It isn't kept."
    assert talk.say("undo that") == "There's nothing to undo."


def test_undo_in_a_later_conversation_takes_the_newest(talk):
    talk.say("anxiety four gut six")
    talk.say("I had kimchi")
    talk.conversation.session = Session()
    assert talk.say("undo that") == "Gone. It isn't noted."
    talk.say("I had oats")
    talk.say("anxiety four gut six")
    talk.conversation.session = Session()
    assert talk.say("undo that") == "Gone. It isn't kept."
    assert len(talk.records()) == 1


def test_brief_is_the_notes_alone_unless_the_ear_was_unsure(talk):
    talk.say("be brief")
    heard = talk.hear("I had oats").reply
    assert words(heard) == ""
    assert any(isinstance(one, Chime) for one in heard.segments)
    assert words(talk.hear("I had peas", confidence=0.4).reply).startswith("Peas. Noted.")


def test_alexa_hands_over_names_without_words(talk):
    turn = Turn("plants.log", "me", WEDNESDAY, {"plants": ("carrot", "miso soup")})
    reply, session = respond(turn, Session(), talk.store)
    assert words(reply) == "Carrot and miso soup. Noted. Also fermented: miso soup."
    assert reply.did.plant_ids == ("carrot", "miso")
    assert from_dict(as_dict(session)) == session
    turn = Turn("plants.log", "me", WEDNESDAY, {"plants": ("rambutan",)})
    reply, _ = respond(turn, session, talk.store)
    assert words(reply).startswith("I didn't catch that plant.")


def test_the_public_store_hears_of_no_plant(talk):
    turn = Turn("plants.log", "me", WEDNESDAY, {"plants": ("carrot",)}, profile=Profile.STORE)
    reply, _ = respond(turn, Session(), talk.store)
    assert reply.kind == "fallback"
    assert talk.records() == ()


def test_chat_names_the_ids(talk):
    shown = view(talk.hear("I had zucchini and garbanzo beans"))
    assert shown["slots"] == {"plants": ["zucchini", "garbanzo bean"]}
    assert shown["did"]["plant_ids"] == ["courgette", "chickpea"]
    assert shown["did"]["stored"] == [talk.records()[0].id]


def test_a_meal_with_danger_in_it_is_never_a_meal(talk):
    exchange = talk.hear("I had carrots and I want to kill myself")
    assert exchange.reply.kind == "crisis"
    assert talk.records() == ()


def test_diet_questions_that_repeat_are_a_cue(talk):
    assert talk.hear("how many calories should I eat").reply.kind == "redirect"
    talk.say("I had carrots")
    talk.say("how much weight should I lose")
    assert talk.store.preference("me", "plants") == "on", "another question is not the same"
    again = talk.hear("how many calories are there in a day")
    assert "calor" not in words(again.reply)
    assert talk.say("how many plants this week") == "Plant counting is off."


def test_a_look_back_at_the_week_names_the_kinds(talk):
    talk.say("anxiety four gut six")
    talk.say("anxiety five gut six")
    assert "kinds of plants" not in talk.say("how was my week")
    talk.say("I had kimchi and oats")
    assert "You noticed two kinds of plants this week." in talk.say("how was my week")
    talk.say("food tracking off")
    assert "plants" not in talk.say("how was my week")
