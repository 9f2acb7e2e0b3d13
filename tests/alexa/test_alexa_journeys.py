"""Whole dialogues by voice: an Echo's requests, signed, over HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dialogues import Journey, journeys
from fakes.alexa_requests import USER_ID
from fakes.alexa_response import check_empty

from content.settings import Profile
from skill.keyring import read_keyring
from skill.listener import Listeners

HELPLINES = ("nine eight eight", "nine one one")


@pytest.mark.parametrize("journey", journeys(), ids=lambda journey: journey.name)
def test_a_journey_on_alexa(journey: Journey, device, clock):
    for step in journey.steps:
        clock.pass_seconds(step.wait)
        heard = device.say(step.say)
        step.check(
            kind=step.kind or "",
            scene=heard.attributes.get("scene", "idle"),
            words=heard.words,
        )
        if step.kind in {"crisis", "emergency"}:
            assert any(number in heard.words for number in HELPLINES)


def test_opening_the_skill(device):
    first = device.say("Alexa, open gut feeling")
    assert first.open
    assert first.words.endswith("Breathe, ask, or check in?")
    device.stay_silent()
    again = device.say("open gut feeling")
    assert len(again.words) < len(first.words), "shorter for somebody who comes back"


@pytest.mark.parametrize(
    ("words", "starts", "is_open"),
    [
        ("ask gut feeling for box breathing", "Three minutes of box breathing.", True),
        ("ask gut feeling to help me calm down", "Three minutes of", True),
        ("tell gut feeling anxiety four gut six", "Anxiety four, belly six. Kept.", False),
        ("ask gut feeling how was my week", "There are no check-ins", False),
        ("ask gut feeling what is the vagus nerve", "", True),
        ("ask gut feeling to forget everything", "That erases everything", True),
    ],
)
def test_each_job_in_one_breath(device, words, starts, is_open):
    heard = device.say(words)
    assert heard.words.startswith(starts)
    assert heard.words
    assert heard.open is is_open


def test_an_answer_and_its_source(device):
    told = device.say("ask gut feeling what is the vagus nerve")
    assert "nerve" in told.words
    assert told.card
    assert device.say("says who").words


def test_stop_cancel_and_home_end_in_silence(device):
    for word in ("stop", "cancel", "never mind"):
        device.say("open gut feeling")
        heard = device.say(word)
        assert (heard.words, heard.ended) == ("", True)


def test_words_that_fit_nothing_are_asked_again_once(device):
    device.say("open gut feeling")
    first, second = device.say("flibber jabber wobble"), device.say("wobble jabber")
    assert first.open
    assert first.words != second.words


@pytest.mark.parametrize("start", ["start box breathing", "start a check in"])
def test_a_cry_for_help_that_was_not_understood_is_told_the_way(device, clock, start):
    device.say(start)
    clock.pass_seconds(20)
    heard = device.say("flibber jabber wobble")
    assert heard.words.endswith("If you need help now, say: I need help.")
    assert heard.open
    help_now = device.say("I need help")
    assert any(number in help_now.words for number in ("nine eight eight", "nine one one"))


def test_the_helpline_is_that_of_the_locale(new_device):
    for locale, number in (("en-US", "nine eight eight"), ("en-GB", "one one six, one two three")):
        heard = new_device(locale=locale).say("i want to kill myself")
        assert number in heard.words
        assert heard.open


def test_crisis_words_inside_a_question_are_seen(new_device):
    heard = new_device().say("tell me about how to kill myself")
    assert "nine eight eight" in heard.words


def test_two_voices_of_one_account_have_two_diaries(new_device):
    one, other = new_device(person_id="amzn1.person.1"), new_device(person_id="amzn1.person.2")
    one.say("anxiety four gut six")
    assert one.say("how was my week").words.startswith("You checked in once")
    assert other.say("how was my week").words.startswith("There are no check-ins")


def test_a_voice_that_is_not_known_keeps_nothing_where_others_are_known(new_device, store):
    known, stranger = new_device(person_id="amzn1.person.1"), new_device()
    assert stranger.say("anxiety four gut six").words.endswith("compare yet.")
    known.say("anxiety two gut three")
    refused = stranger.say("anxiety nine gut nine")
    assert refused.words.startswith("I don't know this voice")
    assert refused.ended
    assert "nine eight eight" in stranger.say("i want to kill myself").words
    assert stranger.say("start box breathing").words.startswith("Three minutes")


def test_turning_the_skill_off_erases_everybody_on_the_account(new_device, store):
    account, person = new_device(), new_device(person_id="amzn1.person.1")
    account.say("anxiety four gut six")
    person.say("anxiety two gut three")
    answer = account.send({"type": "AlexaSkillEvent.SkillDisabled"})
    assert answer.status == 200
    for device in (account, person):
        assert device.say("how was my week").words.startswith("There are no check-ins")


def test_a_refused_answer_leaves_a_line_in_the_log(device, caplog):
    device.say("open gut feeling")
    error = {"type": "INVALID_RESPONSE", "message": "something that was said"}
    answer = device.send({"type": "SessionEndedRequest", "reason": "ERROR", "error": error})
    check_empty(answer.body)
    assert "Alexa ended a session: INVALID_RESPONSE" in caplog.text
    assert "something that was said" not in caplog.text


def test_no_id_of_amazons_is_kept(device, store, settings):
    device.say("anxiety four gut six")
    listeners = Listeners(read_keyring(settings.home / "secret"))
    key = listeners.user(_Named(USER_ID))
    assert len(store.entries(key)) == 1
    assert store.entries(USER_ID) == ()
    assert "amzn1" not in key
    assert (settings.home / "secret").stat().st_mode & 0o777 == 0o600


class _Named:
    """The part of a request that names an account."""

    context = None

    def __init__(self, user_id: str) -> None:
        self.session = self
        self.user = self
        self.user_id = user_id


@pytest.fixture
def settings(request, settings):
    """Of the profile that a test asks for by its parameter."""
    return replace(settings, profile=getattr(request, "param", Profile.PERSONAL))


@pytest.mark.parametrize("settings", [Profile.STORE], indirect=True)
def test_the_store_profile_keeps_nothing(device):
    assert "Kept" not in device.say("anxiety four gut six").words
    assert device.say("start box breathing").words.startswith("Three minutes")
