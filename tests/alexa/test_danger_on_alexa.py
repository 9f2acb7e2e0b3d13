"""Danger by an Echo's signed requests: every class, idle, mid-breath, with a question open."""

from __future__ import annotations

import json
import logging

import pytest

from content.dialogue.turn import Danger
from content.safety.phrases import samples

BEFORE = {
    "idle": ("open gut feeling",),
    "mid-breath": ("open gut feeling", "start box breathing"),
    "a check-in question": ("open gut feeling", "start a check in"),
}
LINE, EMERGENCY = "nine eight eight", "nine one one"


def spread(danger: Danger, count: int) -> list[str]:
    """Return samples from the beginning, the middle and the end of a class."""
    every = samples()[danger]
    return [every[at * (len(every) - 1) // (count - 1)] for at in range(count)]


@pytest.mark.parametrize("state", BEFORE)
@pytest.mark.parametrize("danger", [one for one in Danger if one is not Danger.NEGATED])
def test_danger_is_answered_with_numbers(device, clock, state, danger, caplog):
    caplog.set_level(logging.DEBUG)
    for text in spread(danger, 3):
        device.attributes = None
        for said in BEFORE[state]:
            device.say(said)
            clock.pass_seconds(5)
        heard = device.say(text)
        assert EMERGENCY in heard.words, text
        assert heard.attributes["scene"] == "crisis", text
        assert heard.open
        assert "resume" not in heard.words
        # A breathless cry is told the number and the way on; everyone else the line as well.
        assert LINE in heard.words or "it's panic" in heard.words, text
        assert text not in json.dumps(heard.attributes)
        assert text not in caplog.text


def test_a_denial_goes_on_with_the_helpline_said(device):
    device.say("open gut feeling")
    heard = device.say("i don't want to kill myself")
    assert LINE in heard.words
    assert heard.attributes.get("scene", "idle") != "crisis"


@pytest.mark.parametrize(
    "words", ["kefir and i want to die", "kefir because my husband hits me and i hide"]
)
def test_danger_inside_a_free_slot(device, words):
    device.say("open gut feeling")
    heard = device.say(f"tell me about {words}")
    assert EMERGENCY in heard.words
    assert heard.attributes["scene"] == "crisis"
