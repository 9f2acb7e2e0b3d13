"""A sentence that Alexa hands over without its first word, read in every way it may begin."""

from __future__ import annotations

import json

import pytest
from ask_sdk_model import RequestEnvelope
from fakes.alexa_requests import envelope, intent, slot

from content.dialogue.respond import screened
from content.dialogue.session import Session
from content.dialogue.turn import Danger
from skill.hear import Heard, turn_of
from skill.serializer import TolerantSerializer
from skill.utterances import meanings, utterances


def turn(name: str, slot_name: str, rest: str, clock):
    inner = intent(name, {slot_name: slot(slot_name, rest, "AMAZON.SearchQuery")})
    body = json.dumps(envelope(inner, at=clock.now()))
    read = TolerantSerializer().deserialize(body, RequestEnvelope)
    heard = Heard("somebody", clock.now(), "en-US")
    return screened(turn_of(read.request, Session(), heard))


def test_a_danger_counts_in_any_reading(clock):
    found = turn("SayHesIntent", "words", "going to kill himself", clock)
    assert found.danger is Danger.SOMEONE_ELSE
    assert found.slots == {}


@pytest.mark.parametrize(
    ("name", "slot_name", "rest", "meant"),
    [
        ("SayIIntent", "words", "can't sleep", "breathing.start"),
        ("AskWhatIntent", "question", "is the vagus nerve", "ask"),
        ("AskDoIntent", "question", "i breathe faster when i worry", "ask"),
        ("CheckinSayGutIntent", "words", "about a six maybe seven", "checkin.log"),
        ("SayIntent", "words", "i can't sleep", "breathing.start"),
    ],
)
def test_what_a_sentence_means(clock, name, slot_name, rest, meant):
    assert turn(name, slot_name, rest, clock).intent == meant


def test_nothing_is_kept_that_only_one_reading_says(clock):
    """ "Are anxiety four bad" and "am anxiety four bad" need not agree."""
    assert turn("AskAreIntent", "question", "anxiety four bad", clock).intent == "ask"


def test_words_that_share_an_intent_are_few(clock):
    """Each of them is one more reading of every such sentence."""
    carried = [one for one in utterances() if one.meaning.carriers]
    assert max(len(one.meaning.carriers) for one in carried) <= 4
    assert all(meanings()[one.name] == one.meaning for one in carried)
