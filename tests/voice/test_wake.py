from __future__ import annotations

import pytest
from fakes.ears_here import CONFIGURATIONS, REQUESTS, WAKE_WORDS, ears, events, phrases, woke
from fakes.speakers import frames, in_room, recorded, said

from offline.ears.events import Attention, Heard, VoiceStarted, Woke
from offline.ears.wake import wake_phrase

BOTH_SPEAKERS = pytest.mark.parametrize("speaker", ["hibari", "espeak"])
BOTH_EARS = pytest.mark.parametrize("configuration", CONFIGURATIONS)
TRAINED_ON = {"vosk": "espeak", "whisper": "hibari"}
"""The voice that each ear hears well: the Vosk fixture learned from eSpeak, Whisper from people."""


def hear_asleep(configuration, *parts):
    return events(ears(configuration), in_room(*parts), Attention.ASLEEP)


@BOTH_EARS
@BOTH_SPEAKERS
def test_the_wake_phrase_alone_wakes_and_says_nothing_else(configuration, speaker):
    found = hear_asleep(configuration, said(speaker, "Hey gut feeling."))

    assert [type(event) for event in found] == [Woke]


@BOTH_EARS
@BOTH_SPEAKERS
def test_a_command_in_the_same_breath_is_heard_after_the_wake(configuration, speaker):
    spoken = "Hey gut feeling, start box breathing for one minute."
    started = ears(configuration).samples + 16_000

    found = hear_asleep(configuration, said(speaker, spoken))

    assert [type(event) for event in found] == [Woke, Heard]
    awake, request = found
    assert abs(awake.at_sample - started) < 1600
    assert request.ended_sample == awake.ended_sample
    assert abs(request.ended_sample - started - len(said(speaker, spoken))) < 3200
    if (configuration, speaker) == ("whisper", "espeak"):
        # Whisper mishears this hostile voice; then it must not act on what it heard.
        assert request.text == "start box breathing for one minute" or not request.certain
    else:
        assert (request.text, request.certain) == ("start box breathing for one minute", True)


@BOTH_EARS
def test_the_wake_phrase_and_then_a_command_after_a_pause(configuration):
    sound = in_room(said("hibari", "Hey gut feeling."), 1.5, said("hibari", "Repeat that."))
    listener = ears(configuration)
    attention, found = Attention.ASLEEP, []
    for frame in frames(sound):
        new = listener.push(frame, attention)
        found += new
        if woke(new):
            attention = Attention.LISTENING
    found += listener.flush()

    assert [type(event) for event in found] == [Woke, VoiceStarted, Heard]
    assert (found[-1].text, found[-1].certain) == ("repeat that", True)


@BOTH_EARS
def test_a_question_in_the_same_breath_comes_in_its_own_words(configuration):
    found = hear_asleep(configuration, said("hibari", "Hey gut feeling, what is the vagus nerve?"))

    assert [type(event) for event in found] == [Woke, Heard]
    assert found[1].text == "what is the vagus nerve"


@BOTH_EARS
@BOTH_SPEAKERS
def test_the_same_words_without_the_phrase_wake_nothing(configuration, speaker):
    sound = said(speaker, "Start box breathing for one minute.")

    assert hear_asleep(configuration, sound) == []


@BOTH_EARS
def test_the_phrase_inside_other_words_wakes_nothing(configuration):
    sound = said("hibari", "Most people say that they trust their gut feeling about it.")

    assert hear_asleep(configuration, sound) == []


@BOTH_EARS
def test_the_phrase_said_while_awake_is_no_part_of_the_request(configuration):
    sound = in_room(said(TRAINED_ON[configuration], "Hey gut feeling, repeat that."))

    found = [
        event
        for event in events(ears(configuration), sound, Attention.LISTENING)
        if isinstance(event, Heard)
    ]

    assert [event.text for event in found] == ["repeat that"]


@BOTH_EARS
def test_people_calling_other_assistants_wake_nothing(configuration):
    for path in [*sorted(WAKE_WORDS.glob("*.flac"))[::9], *sorted(REQUESTS.glob("*.flac"))[:2]]:
        assert hear_asleep(configuration, recorded(path)) == [], path.name


@pytest.mark.long
@pytest.mark.timeout(600)
@BOTH_EARS
@pytest.mark.parametrize("noise_dbfs", [-60.0, -50.0, -41.0])
def test_no_recording_of_people_wakes_or_starts_anything(configuration, noise_dbfs):
    listener = ears(configuration)
    for path in [*sorted(WAKE_WORDS.glob("*.flac")), *sorted(REQUESTS.glob("*.flac"))]:
        sound = in_room(recorded(path), noise_dbfs=noise_dbfs)
        assert events(listener, sound, Attention.ASLEEP) == [], path.name
        if path.parent == REQUESTS:
            for event in events(listener, sound, Attention.LISTENING):
                acts = isinstance(event, Heard) and event.certain
                assert not (acts and phrases().is_whole(event.text)), path.name


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hey, Gut Feeling.", ""),
        ("Hey gut feeling start box breathing", "start box breathing"),
        ("Gut feelings, what is IBS?", "what is ibs"),
        ("Hey, got feeling, stop.", "stop"),
        ("Hay, good filling. Six.", "six"),
        ("Start box breathing", None),
        ("I have a gut feeling", None),
        ("Good feelings aside", "aside"),
        ("Hey, gutfeel", None),
    ],
)
def test_cutting_the_phrase(text, rest):
    assert wake_phrase().cut(text) == rest


def test_cutting_loosely_finds_the_phrase_however_it_was_spelled():
    assert wake_phrase().cut_loosely("Hey, God is feeling. Stop.") == "stop"
    assert wake_phrase().cut_loosely("Hey Gus feeding what is kefir") == "what is kefir"
    assert wake_phrase().cut_loosely("Start box breathing") is None
