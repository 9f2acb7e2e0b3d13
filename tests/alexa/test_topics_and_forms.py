"""What the model holds beside the sentences: topics of the bank, and check-ins in one breath."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from ask_sdk_model import RequestEnvelope
from fakes.alexa_requests import envelope, intent, slot

from content.answers import answers
from content.dialogue.session import Session
from content.settings import Profile
from content.understanding import question_index
from skill.check_in_forms import check_in_forms
from skill.hear import Heard, turn_of
from skill.model import interaction_model
from skill.serializer import TolerantSerializer
from skill.topics import topics


def turn(name: str, clock, **slots):
    whole = envelope(intent(name, slots), at=clock.now())
    read = TolerantSerializer().deserialize(json.dumps(whole), RequestEnvelope)
    return turn_of(read.request, Session(), Heard("somebody", clock.now(), "en-US"))


def test_nearly_every_answer_is_a_topic_that_leads_to_it(clock):
    assert len(topics()) > 0.9 * len(answers())
    for value in topics()[::12]:
        asked = turn("AskTopicIntent", clock, topic=slot("topic", "x", "Topic", value.id))
        assert asked.intent == "ask"
        assert question_index.decide(str(asked.slots["question"])).answer == value.id


def test_no_topic_stands_for_two_answers_or_for_a_command(nlu):
    spoken = [name for value in topics() for name in value.spoken]
    assert len(spoken) == len(set(spoken))
    assert "box breathing" not in spoken
    assert nlu.understand("start box breathing").intent == "BreathingStartIntent"


def test_a_topic_and_a_free_question_reach_the_same_answerer(new_device):
    by_topic = new_device().say("tell me about the vagus nerve")
    by_words = new_device().say("what does the vagus nerve do for a living")
    assert by_topic.card
    assert by_topic.card["title"] == by_words.card["title"]
    assert by_topic.open


def test_a_topic_that_alexa_could_not_place_is_read_as_words(clock):
    heard = turn("AskTopicIntent", clock, topic=slot("topic", "serotonin", "Topic"))
    assert heard.slots == {"question": "serotonin"}
    danger = turn("AskTopicIntent", clock, topic=slot("topic", "killing myself", "Topic"))
    assert danger.danger


def test_every_subset_of_three_scales_in_every_order():
    forms = set(check_in_forms())
    for count in (1, 2, 3):
        for scales in permutations(("anxiety", "gut", "sleep"), count):
            assert any(
                [word.strip("{}") for word in form.split() if word.startswith("{")] == [*scales]
                for form in forms
            )
    assert "slept {sleep} belly {gut} and anxiety {anxiety}" in forms


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"anxiety": "4", "gut": "6"}, {"anxiety": 4, "gut": 6}),
        ({"anxiety": "4 or 8", "gut": "6"}, {"anxiety": "4 or 8", "gut": 6}),
        ({"anxiety": "bad"}, {"anxiety": "bad"}),
        ({"anxiety": "11"}, {"anxiety": 11}),
        ({"gut": "6", "anxiety": "?"}, {"gut": 6}),
    ],
)
def test_what_is_no_value_goes_to_the_core_as_it_was_said(clock, given, meant):
    slots = {name: slot(name, text, "AMAZON.NUMBER") for name, text in given.items()}
    heard = turn("CheckinLogIntent", clock, **slots)
    assert (heard.intent, heard.slots) == ("checkin.log", meant)


def test_an_unclear_value_is_asked_for_and_not_kept(device, store):
    heard = device.ask(
        "CheckinLogIntent",
        anxiety=slot("anxiety", "4 or 8", "AMAZON.NUMBER"),
        gut=slot("gut", "6", "AMAZON.NUMBER"),
    )
    assert heard.open
    assert heard.words.startswith("A number from zero to ten for anxiety")


def test_the_card_shows_the_source_and_no_number_of_anybodys(device):
    told = device.say("tell me about the vagus nerve")
    assert "http" in told.card["content"] or "doi" in told.card["content"].lower()
    assert device.say("anxiety four gut six").card is None
    numbers = device.say("i want to kill myself").card
    assert numbers is None or "kill" not in str(numbers), "nothing that was said"


def test_the_store_has_topics_too():
    types = interaction_model(Profile.STORE)["interactionModel"]["languageModel"]["types"]
    assert "Topic" in {kind["name"] for kind in types}


@pytest.mark.parametrize("said", ["i want to kill myself", "i want to die", "i want to end it all"])
def test_the_plainest_words_of_danger_are_samples_of_their_own_class(nlu, said):
    assert nlu.understand(said).intent == "SafetyCrisisSuicidalIntent"
