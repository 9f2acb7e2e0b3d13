"""The compiled serializer gives what the SDK's own gives, and does not stumble over the new."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Request, RequestEnvelope
from ask_sdk_model.dialog_state import DialogState
from ask_sdk_model.ui import SimpleCard
from fakes.alexa_requests import envelope, intent, slot
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.serializer import TolerantSerializer

OURS, THEIRS = TolerantSerializer(), DefaultSerializer()
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

TYPES = sorted(Request.discriminator_value_class_map)
"""Every kind of request that this version of the SDK knows."""

words = st.text(max_size=20)
slots = st.dictionaries(
    st.sampled_from(["minutes", "practice", "question", "sleep"]),
    st.builds(
        lambda name, value, ident: slot(name, value, "Practice", ident),
        words,
        st.none() | words,
        st.none() | words,
    ),
)
attributes = st.dictionaries(
    words, st.recursive(st.none() | st.booleans() | st.integers() | words, st.lists, max_leaves=5)
)
requests = st.one_of(
    st.builds(intent, words, slots),
    st.sampled_from(["LaunchRequest", "SessionResumedRequest"]).map(lambda name: {"type": name}),
    st.builds(
        lambda reason, kind, message: {
            "type": "SessionEndedRequest",
            "reason": reason,
            "error": {"type": kind, "message": message},
        },
        st.sampled_from(["USER_INITIATED", "ERROR", "EXCEEDED_MAX_REPROMPTS"]),
        st.sampled_from(["INVALID_RESPONSE", "ENDPOINT_TIMEOUT"]),
        words,
    ),
)
envelopes = st.builds(
    lambda request, kept, new, person: envelope(
        request, at=AT, attributes=kept, new=new, person_id=person
    ),
    requests,
    attributes,
    st.booleans(),
    st.none() | words,
)


@settings(max_examples=30, deadline=None)
@given(envelopes)
def test_equal_to_the_sdks_own(whole):
    text = json.dumps(whole)
    ours, theirs = (
        OURS.deserialize(text, RequestEnvelope),
        THEIRS.deserialize(text, RequestEnvelope),
    )
    assert ours == theirs
    assert OURS.serialize(ours) == THEIRS.serialize(theirs)


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_of_request_that_the_sdk_knows(kind):
    text = json.dumps(envelope({"type": kind}, at=AT))
    ours, theirs = (
        OURS.deserialize(text, RequestEnvelope),
        THEIRS.deserialize(text, RequestEnvelope),
    )
    assert type(ours.request) is type(theirs.request)
    assert ours == theirs


@pytest.mark.parametrize(
    "value",
    [
        SimpleCard(title="a", content="b"),
        {"at": AT, "day": date(2026, 1, 2), "n": [1, 2.5, None, True], "t": ("x",)},
        [Decimal(3), Decimal("2.5")],
        DialogState.COMPLETED,
        None,
    ],
    ids=repr,
)
def test_serialised_as_the_sdk_does(value):
    assert json.dumps(OURS.serialize(value)) == json.dumps(THEIRS.serialize(value))


def test_the_new_does_not_break_the_old():
    whole = envelope(intent("AskIntent") | {"dialogState": "DREAMING"}, at=AT)
    whole["context"]["Viewport"]["mode"] = "WALL"
    whole["context"]["Viewport"]["video"]["codecs"] = ["H_999"]
    whole["context"]["Viewports"][0]["type"] = "HOLOGRAM"
    whole["context"]["AudioPlayer"]["playerActivity"] = "LEVITATING"
    text = json.dumps(whole)
    with pytest.raises(SerializationException):
        THEIRS.deserialize(text, RequestEnvelope)
    read = OURS.deserialize(text, RequestEnvelope)
    assert read.request.dialog_state == "DREAMING"
    assert read.context.viewport.mode == "WALL"
    assert read.context.viewports[0].object_type == "HOLOGRAM"
    assert read.request.intent.name == "AskIntent"


def test_an_unknown_kind_of_request_is_a_plain_request():
    whole = envelope({"type": "Alexa.Brand.New", "payload": {"a": 1}}, at=AT)
    read = OURS.deserialize(json.dumps(whole), RequestEnvelope)
    assert type(read.request) is Request
    assert read.request.object_type == "Alexa.Brand.New"
    assert read.request.payload == {"a": 1}


def test_an_unknown_key_cannot_hide_a_method():
    whole = envelope({"type": "LaunchRequest", "to_dict": "gone", "__class__": "x"}, at=AT)
    read = OURS.deserialize(json.dumps(whole), RequestEnvelope)
    assert read.request.to_dict()["object_type"] == "LaunchRequest"


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"session": 3}', "[" * 50_000, '"x"'])
def test_what_is_no_request_raises_one_kind_of_error(text):
    with pytest.raises(SerializationException):
        OURS.deserialize(text, RequestEnvelope)
