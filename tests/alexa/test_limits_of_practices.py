"""Every practice at its default and at its longest length keeps Amazon's limits, piece by piece.

The device holds every answer against them (`tests/fakes/alexa_limits.py`).
"""

from __future__ import annotations

import pytest
from fakes.alexa_requests import slot

from content.practices import practices
from content.scripts import scripts

LONG_STEPS = {"after_meal_walk"}
"""Somebody who walks is not asked every ninety seconds: a step of silence is never cut."""

PRACTICES = (*practices(), *scripts())
MOST_PIECES = 40


def seconds(heard) -> float:
    """Silence, and words at 150 a minute."""
    return heard.seconds_of_silence + len(heard.words.split()) * 60 / 150


def heard_out(device, clock, heard) -> list:
    """Say yes until the practice is over, and return every piece of it."""
    pieces = [heard]
    while heard.words.endswith("Shall I go on?"):
        clock.pass_seconds(seconds(heard))
        heard = device.ask("AMAZON.YesIntent")
        pieces.append(heard)
        assert len(pieces) < MOST_PIECES
    return pieces


def asked(device, practice, minutes=None):
    slots = {"practice": slot("practice", practice, "Practice", practice)}
    if minutes:
        slots["minutes"] = slot("minutes", str(minutes), "AMAZON.NUMBER")
    heard = device.ask("BreathingStartIntent", **slots)
    is_asked_first = practice == "cool_face" and heard.words.endswith("?")
    return device.ask("AMAZON.NoIntent") if is_asked_first else heard


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_practice_at_its_default_length_comes_in_short_answers(device, clock, practice):
    pieces = heard_out(device, clock, asked(device, practice))
    for piece in pieces:
        assert piece.open
        if practice not in LONG_STEPS:
            assert seconds(piece) <= 100, "90 s by our estimate, and what the estimate is off"


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_practice_at_its_longest_length(device, clock, practice):
    pieces = heard_out(device, clock, asked(device, practice, 30))
    assert sum(map(seconds, pieces)) > 30, "the shortest is twenty seconds of cool water"
    assert all(piece.open for piece in pieces)


@pytest.mark.parametrize("practice", [*practices()])
def test_ten_minutes_that_were_asked_for_are_one_answer_or_fill_it(device, practice):
    heard = asked(device, practice, 10)
    if heard.words.endswith("Shall I go on?"):
        assert len(heard.ssml) > 7_000, "only the length of the markup may cut it"
