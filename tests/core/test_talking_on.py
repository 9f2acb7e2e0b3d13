"""What people say after an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.answers import Tier, answers
from content.dialogue.reply import Kind, words
from content.dialogue.respond import respond
from content.dialogue.session import Session, as_dict, from_dict
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DOOR = "More, or the source?"


def talk(*said, locale="en-US"):
    """Return the replies to some turns of one conversation, its state through JSON each time."""
    session, store, replies = Session(), MemoryStore(), []
    for text in said:
        turn = understand(Utterance(text, NOW), session, Speaker("someone", locale))
        reply, session = respond(turn, session, store)
        session = from_dict(as_dict(session))
        replies.append(reply)
    return replies


def test_the_door_opens_once_a_session():
    first, second, third = talk(
        "what is the vagus nerve", "what is leaky gut", "is serotonin made in the gut"
    )

    assert words(first).endswith(DOOR)
    assert (first.open, second.open, third.open) == (True, False, False)
    assert DOOR not in words(second) + words(third)


def test_a_yes_through_the_door_is_more():
    told, more = talk("what is the vagus nerve", "yes")

    assert words(more) == answers()["vagus_nerve"].more
    assert told.reprompt == DOOR


def test_a_late_yes_is_not_about_the_door():
    assert words(talk("what is the vagus nerve", "says who", "yes")[-1]).startswith("I hadn't")


def test_the_door_is_not_repeated():
    assert words(talk("what is the vagus nerve", "repeat")[-1]) == answers()["vagus_nerve"].short


def test_a_red_flag_has_no_door():
    (told,) = talk("when is stomach pain an emergency")

    assert answers()[told.answer].tier is Tier.RED_FLAG
    assert DOOR not in words(told)
    assert not told.open


@pytest.mark.parametrize(
    ("locale", "number"), [("en-US", "nine one one"), ("en-GB", "nine nine nine")]
)
def test_a_red_flag_names_the_listeners_number(locale, number):
    (told,) = talk("there is blood in my stool", locale=locale)

    assert number in words(told)
    assert "{" not in words(told)
    assert told.kind is Kind.ANSWER


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("tell me more", "more"),
        ("why", "more"),
        ("how sure are you", "sure"),
        ("how strong is the evidence", "sure"),
        ("in plain words", "plain"),
        ("shorter", "plain"),
        ("what does that mean", "plain"),
        ("says who", "says_who"),
    ],
)
def test_more_about_the_last_answer(said, form):
    reply = talk("is serotonin made in the gut", said)[-1]

    assert words(reply) == getattr(answers()["serotonin"], form)


@pytest.mark.parametrize(
    ("asked", "starts"),
    [
        ("is serotonin made in the gut", "It holds for most people"),
        ("do probiotics help anxiety", "It holds on average"),
        ("what is cyclic sighing", "It's too early to say for one person."),
        ("do gut bacteria cause anxiety", "Nobody has shown it in people"),
        ("should i fast for my gut", "That depends on you"),
        ("there is blood in my stool", "For you it means talking to a doctor."),
    ],
)
def test_what_it_means_for_one_person(asked, starts):
    reply = talk(asked, "what does that mean for me")[-1]

    assert words(reply).startswith(starts)
    assert words(reply).endswith(answers()[reply.answer].plain)


def test_what_about_something_near_keeps_the_topic():
    assert (
        talk("do probiotics help anxiety", "and what about prebiotics")[-1].answer == "prebiotics"
    )
    kefir = talk("which fermented foods have live cultures", "and what about kefir")[-1]
    assert kefir.answer in {"live_cultures", *answers()["live_cultures"].related}
    assert kefir.kind is Kind.ANSWER


def test_what_about_something_far_is_asked_afresh():
    assert talk("what is box breathing", "what about leaky gut")[-1].answer == "leaky_gut"


def test_without_an_answer_there_is_nothing_to_carry_on():
    assert talk("and what about kefir")[-1].kind is not Kind.CRISIS


def test_next_leads_on_and_previous_comes_back():
    told, following, third, back = talk("what is the vagus nerve", "next", "next", "previous")

    assert following.answer == answers()["vagus_nerve"].related[0]
    assert len({told.answer, following.answer, third.answer}) == 3
    assert back.answer == following.answer


def test_next_before_anything_was_told():
    assert words(talk("next")[-1]).startswith("I hadn't asked anything.")


def test_trying_the_practice_of_an_answer():
    reply = talk("what is box breathing", "can i try that")[-1]

    assert reply.did.practice == "box"
    assert words(reply).startswith("Three minutes of box breathing.")


def test_every_practice_of_the_bank_can_be_tried():
    for told in answers().values():
        if told.practice:
            reply = talk(told.questions[0], "can i try that")[-1]
            assert reply.did.practice == told.practice, told.id


def test_nothing_to_try():
    assert words(talk("what is dysbiosis", "can i try that")[-1]).startswith("There's nothing")
    assert words(talk("can i try that")[-1]).startswith("There's nothing")


def test_how_sure_before_anything_was_told():
    assert talk("how sure are you")[-1].answer == "certainty_words"


def test_the_source_is_on_the_card_with_its_link():
    reply = talk("is serotonin made in the gut")[-1]

    assert any("https://doi.org/" in shown for shown in reply.card.lines)
    assert "doi" not in words(reply)


def test_an_answer_inside_a_practice_waits_for_it():
    told = talk("start box breathing", "what is the vagus nerve")[-1]

    assert told.open
    assert DOOR not in words(told)


@pytest.mark.parametrize(
    "said",
    ["what does motility mean", "meaning of motility", "define motility", "what is motility"],
)
def test_a_word_is_explained(said):
    reply = talk(said)[-1]

    assert words(reply).startswith("Motility means how food is moved along")
    assert reply.kind is Kind.ANSWER


def test_an_answer_of_the_bank_comes_before_the_word():
    assert talk("what is dysbiosis")[-1].answer == "dysbiosis"
    explained = words(talk("what does dysbiosis mean")[-1])
    assert explained.startswith("Dysbiosis means an unusual mix")


def test_a_meal_with_a_garbled_plant_is_no_question():
    """An ear that knows no kimchi writes "kim chee": that was eaten, not asked about."""
    assert talk("i had some kim chee")[-1].answer is None


def test_words_of_the_bank_are_a_question_also_where_they_hold_a_pain():
    assert talk("nighttime stomach pain")[-1].answer == "night_pain"
