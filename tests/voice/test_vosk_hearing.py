"""The test model's real recognisers together, with Whisper's part scripted or absent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.ears_here import VOSK_MODEL, WAKE_WORDS, phrases
from fakes.scripted_whisper import ScriptedWhisper
from fakes.speakers import frames, recorded, said, utterance

from offline.ears.events import Attention
from offline.ears.vosk_ear import VoskModel
from offline.ears.vosk_hearing import VoskHearing
from offline.ears.wake import wake_phrase


@pytest.fixture(scope="module")
def hearing() -> VoskHearing:
    return VoskHearing(VoskModel(VOSK_MODEL), phrases(), wake_phrase(), None)


@pytest.fixture
def hear(hearing) -> Callable:
    def finish(sound, whisper=None, attention=Attention.LISTENING):
        hearing._whisper = whisper
        hearing.start(attention)
        for frame in frames(sound):
            hearing.feed(frame)
        return hearing.finish(sound)

    return finish


def spoken(text):
    return utterance(said("espeak", text))


def test_a_command_that_dictation_confirms_is_certain_and_whisper_is_not_asked(hear):
    whisper = ScriptedWhisper("nonsense")

    found = hear(spoken("Repeat that."), whisper)

    assert (found.text, found.certain, found.is_command) == ("repeat that", True, True)
    assert "repeat that" in found.alternatives
    assert whisper.asked == []


def test_what_would_be_kept_is_asked_about_if_whisper_heard_another_number(hear):
    sound = spoken("My gut is three.")

    assert hear(sound, ScriptedWhisper("My gut is three.")).certain
    assert hear(sound, ScriptedWhisper("mumble", log_probability=-0.9)).certain
    assert hear(sound).certain
    denied = hear(sound, ScriptedWhisper("My gut is eight.", log_probability=-0.9))
    assert (denied.text, denied.certain) == ("my gut is three", False)
    assert denied.confidence < 0.6
    assert not hear(sound, ScriptedWhisper("Mind the gap please.")).certain


def test_foreign_words_that_the_grammar_takes_are_mostly_asked_about(hear):
    found = [hear(utterance(recorded(path))) for path in sorted(WAKE_WORDS.glob("snowboy*"))]
    taken = [event for event in found if event and phrases().is_whole(event.text)]

    assert len(taken) >= 3
    assert sum(event.certain for event in taken) <= 1  # with Whisper beside it: bench_ears.py


def test_words_of_whisper_stand_beside_the_dictation_for_the_safety_screen(hear):
    question = spoken("How does stress affect my gut?")

    found = hear(question, ScriptedWhisper("I want to die."))

    assert found.text == "how does stress affect my gut"
    assert "i want to die" in found.alternatives


def test_silence_to_whisper_and_poor_to_vosk_is_noise(hear):
    noise = utterance(recorded(min(WAKE_WORDS.glob("jarvis*"))))

    assert hear(noise, ScriptedWhisper("you", no_speech=0.8)) is None


def test_in_a_check_in_a_number_is_a_number(hear):
    found = hear(spoken("Seven."), attention=Attention.CHECK_IN)

    assert (found.text, found.certain) == ("seven", True)


def test_asleep_it_is_woken_by_the_phrase_and_gives_the_request(hear):
    found = hear(spoken("Hey gut feeling, repeat that."), attention=Attention.ASLEEP)

    assert (found.woke, found.text, found.certain) == (True, "repeat that", True)
    assert hear(spoken("Repeat that."), attention=Attention.ASLEEP) is None


def test_while_we_sound_a_word_that_steers_is_certain_if_whisper_has_it_as_well():
    whisper = ScriptedWhisper("Slap.", only_text="Stop. stop stop", log_probability=-0.9)
    other = ScriptedWhisper("Slap.", only_text="Wait. wait wait", log_probability=-0.9)
    nobody = ScriptedWhisper("Slap.", only_text="Stop. stop stop", no_speech=0.9)
    half_eaten = utterance(said("hibari", "Stop.", 150)[800:])

    def finish(second, attention=Attention.GUIDING):
        hearing = VoskHearing(VoskModel(VOSK_MODEL), phrases(), wake_phrase(), second)
        hearing.start(attention)
        for frame in frames(half_eaten):
            hearing.feed(frame)
        return hearing.finish(half_eaten)

    found = finish(whisper)
    assert (found.text, found.certain, found.recogniser) == ("stop", True, "vosk+whisper")
    assert "slap" in found.alternatives
    for doubtful in (finish(other), finish(nobody), finish(None)):
        assert doubtful is None or not doubtful.certain or doubtful.text != "stop"
    assert not getattr(finish(whisper, Attention.LISTENING), "is_command", False)
