from __future__ import annotations

import pytest
from fakes.ears_here import DIGITS, REQUESTS, heard, phrases
from fakes.speakers import frames, in_room, recorded, said, utterance

from offline.ears.ears import build_ears
from offline.ears.events import Attention
from offline.ears.phrases import Phrases
from offline.ears.pocketsphinx_ear import PocketsphinxEar

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
DIGIT = Phrases(["<scale>"])


@pytest.fixture(scope="module")
def ear():
    known = phrases()
    lists = {"commands": known.commands, "numbers": ("<scale>",)}
    return PocketsphinxEar(lists, known, "hey gut feeling")


def decoded(ear, sound):
    ear.start()
    ear.feed(sound)
    return ear.finish().text


def decoded_by_frames(ear, sound):
    ear.start()
    for frame in frames(sound):
        ear.feed(frame)
    return ear.finish().text


def test_short_commands_are_heard(ear):
    ear.choose("commands")

    assert decoded(ear, utterance(said("hibari", "Start box breathing."))) == "start box breathing"
    assert decoded(ear, utterance(said("hibari", "Repeat that."))) == "repeat that"


def test_the_wake_phrase_may_come_before_a_command_or_alone(ear):
    ear.choose("commands", after_wake=True)

    spoken = said("hibari", "Hey gut feeling, start box breathing.")
    assert decoded(ear, utterance(spoken)) == "hey gut feeling start box breathing"
    assert decoded(ear, utterance(said("hibari", "Hey gut feeling."))) == "hey gut feeling"


def test_most_digits_by_people_are_heard(ear):
    ear.choose("numbers")
    files = sorted(DIGITS.glob("*.flac"))

    right = sum(
        decoded(ear, utterance(recorded(path))) == NUMBERS[int(path.name[0])] for path in files
    )

    assert len(files) == 30
    assert right >= 20


def test_digital_silence_gets_a_noise_floor(ear):
    ear.choose("commands")
    sound = utterance(said("espeak", "Repeat that."), noise_dbfs=-200.0)

    assert bytes(4800) in sound
    assert decoded_by_frames(ear, sound) == "repeat that"  # without the floor: nothing


def test_words_that_its_dictionary_lacks_are_listed_and_left_out():
    known = Phrases(["stop", "zzyzx breathing"])
    ear = PocketsphinxEar({"commands": known.commands}, known, "hey gut feeling")

    assert ear.missing_words == {"zzyzx"}
    assert decoded(ear, utterance(said("hibari", "Stop."))) == "stop"


def test_alone_it_is_never_certain_and_never_woken():
    alone = build_ears("pocketsphinx", None, phrases())
    foreign = in_room(recorded(min(REQUESTS.glob("*.flac"))))

    guesses = heard(alone, foreign, Attention.LISTENING)

    assert guesses
    assert not any(event.certain for event in guesses)
    assert max(event.confidence for event in guesses) < 0.6
    wake = in_room(said("hibari", "Hey gut feeling."))
    assert heard(alone, wake, Attention.ASLEEP) == []
    assert not alone.can_wake
    assert "press Enter" in alone.describe()[0].how_well
