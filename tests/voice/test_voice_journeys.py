"""tests/journeys, spoken: a synthetic person in a virtual room, the whole companion in it."""

from __future__ import annotations

import pytest
from dialogues import journeys
from fakes.box_minute import MODEL
from fakes.virtual_room import VirtualRoom

UNKNOWN_TO_THE_FIXTURE = {
    "a question, its source, and thanks for nothing",
    "forgetting is confirmed, and a no keeps everything",
    "things we cannot do yet are said so",
}
"""The fixture model knows a thousand words, and not "says", "forget", "everything" or "remind"."""


@pytest.mark.parametrize("journey", journeys(), ids=lambda journey: journey.name)
def test_a_spoken_journey_goes_as_written_with_two_ears(journey, tmp_path):
    speak(journey, VirtualRoom(tmp_path, recogniser="whisper", speaker="hibari"))


@pytest.mark.parametrize(
    "journey",
    [journey for journey in journeys() if journey.name not in UNKNOWN_TO_THE_FIXTURE][:2],
    ids=lambda journey: journey.name,
)
def test_a_spoken_journey_goes_as_written_with_vosk(journey, tmp_path):
    speak(journey, VirtualRoom(tmp_path, recogniser="vosk", model=MODEL, speaker="espeak"))


def speak(journey, room):
    """Say every step when the room is silent, with the wake phrase where nothing is open."""
    room.wait(0.5)
    awake = False
    for step in journey.steps:
        practice = room.companion.session.scene == "breathing"
        if step.wait:
            room.wait(step.wait)
        elif not practice:
            room.wait_until_silent()
            room.wait(0.6)
        events = room.say(step.say if awake or practice else f"Hey gut feeling, {step.say}")
        replies = [event.fields for event in events if event.event == "reply"]
        assert replies, f"{step.say!r} was not answered: {events}"
        step.check(
            kind=replies[-1]["kind"],
            scene=room.companion.session.scene,
            words=replies[-1]["speech"],
        )
        awake = not step.silent


@pytest.mark.parametrize("echo_db", [0])
def test_it_never_answers_itself(tmp_path, echo_db):
    """A whole minute of practice comes back from the loudspeaker; nobody says a word."""
    room = VirtualRoom(tmp_path, recogniser="whisper", echo_db=echo_db)
    room.wait(0.5)
    room.say("Hey gut feeling, start box breathing for one minute.")
    before = len(room.events)

    room.wait_until_silent()

    assert {event.event for event in room.events[before:]} <= {"cue"}
    assert room.companion.session.scene == "breathing"
