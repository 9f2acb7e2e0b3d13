from __future__ import annotations

import builtins

import numpy as np
import pytest
from fakes.ears_here import CONFIGURATIONS, VOSK_MODEL, ears, events, heard, phrases
from fakes.speakers import frames, in_room, said

from offline.ears import choosing
from offline.ears.ears import SUSPECTED, TIMES_AHEAD_ASLEEP, Ears, Utterance, build_ears
from offline.ears.endpoint import AHEAD, AHEAD_OF_EARLY, EndOfTurn, Partial, Wait
from offline.ears.events import Attention, Heard, VoiceStarted
from offline.ears.hearing import Understood
from offline.ears.recogniser import EarsError
from offline.ears.vad import FRAME_BYTES

BOTH_SPEAKERS = pytest.mark.parametrize("speaker", ["hibari", "espeak"])
BOTH_EARS = pytest.mark.parametrize("configuration", CONFIGURATIONS)


class ScriptedHearing:
    """Understands every utterance as it was told."""

    can_wake = True

    def __init__(self, understood=None, partial=""):
        self.understood, self.words = understood, partial
        self.sounds: list[bytes] = []
        self.fed = b""
        self.ahead: list[int | str] = []

    def start(self, attention):
        self.fed = b""

    def feed(self, frame):
        self.fed += frame

    def partial(self):
        return Partial(self.words)

    def listen_ahead(self, sound):
        assert sound == self.fed
        self.ahead.append(len(sound) // FRAME_BYTES)

    def go_on(self):
        self.ahead.append("go on")

    def finish(self, sound):
        assert sound == self.fed
        self.sounds.append(sound)
        return self.understood

    def describe(self):
        return ()


def heard_ahead(*parts, partial="", attention=Attention.LISTENING):
    """Return what was heard ahead: frames that were there, "go on" where somebody spoke on."""
    hearing = ScriptedHearing(partial=partial)
    events(Ears(hearing, phrases()), in_room(*parts, noise_dbfs=-60.0), attention)
    return hearing.ahead


def test_a_whole_phrase_is_heard_ahead_sooner_than_words_that_may_go_on():
    spoken = said("hibari", "Repeat that.")

    (soon,) = heard_ahead(spoken, partial="repeat that")
    (later,) = heard_ahead(spoken, partial="what is the")
    assert later - soon == AHEAD - AHEAD_OF_EARLY


def test_who_speaks_on_is_heard_again():
    spoken = said("hibari", "Repeat that.")

    first, again, second = heard_ahead(spoken, 0.4, spoken)
    assert again == "go on"
    assert second > first


def suspected(partial, attention=Attention.GUIDING):
    """Return how many frames of an utterance made of its voice a word that silences us."""
    listener = Ears(ScriptedHearing(partial=partial), phrases())
    sound = in_room(said("hibari", "Stop."), noise_dbfs=-60.0)
    seen = []
    for frame in frames(sound):
        listener.push(frame, attention)
        seen.append(listener.may_silence)
    return sum(seen)


def test_a_stop_is_suspected_soon_and_only_while_we_sound():
    assert suspected("stop") >= Wait.EARLY - SUSPECTED
    assert suspected("slower") == suspected("") == 0
    assert suspected("stop", Attention.LISTENING) == 0


def test_asleep_nobody_is_heard_ahead_for_long():
    spoken = said("hibari", "Repeat that.")
    parts = [part for _ in range(5) for part in (0.4, spoken)]

    ahead = heard_ahead(*parts, attention=Attention.ASLEEP)
    assert sum(one != "go on" for one in ahead) == TIMES_AHEAD_ASLEEP
    assert sum(one != "go on" for one in heard_ahead(*parts)) == 5


@BOTH_EARS
@BOTH_SPEAKERS
def test_a_check_in_is_heard_with_its_numbers(configuration, speaker):
    sound = in_room(said(speaker, "Anxiety four, gut six."))

    found = heard(ears(configuration), sound, Attention.CHECK_IN)

    if (configuration, speaker) == ("whisper", "espeak"):
        # Whisper mishears this hostile voice; wrong numbers must never be certain.
        assert all(event.text == "anxiety four gut six" or not event.certain for event in found)
    else:
        assert [event.text for event in found] == ["anxiety four gut six"]


@BOTH_EARS
def test_a_turn_is_announced_while_it_is_spoken_and_timed_on_the_ear_clock(configuration):
    listener = ears(configuration)
    before = listener.samples
    spoken = said("espeak", "Repeat that.")

    found = events(listener, in_room(spoken), Attention.LISTENING)

    # The gate may open on the first noise that new ears hear; nothing comes of it.
    *noise, started, request = found
    assert [type(event) for event in (started, request)] == [VoiceStarted, Heard]
    assert not any(isinstance(event, Heard) for event in noise)
    assert request.text == "repeat that"
    assert request.started_sample == started.at_sample
    assert abs(started.at_sample - before - 16_000) < 1600
    assert abs(request.ended_sample - before - 16_000 - len(spoken)) < 1600 + 800
    assert listener.samples == before + len(in_room(spoken)) // 320 * 160


def test_the_same_sound_is_heard_the_same_twice_and_by_other_ears():
    sound = in_room(said("hibari", "Start box breathing."))
    one = build_ears("whisper", None, phrases())
    other = build_ears("whisper", None, phrases())

    first = events(one, sound, Attention.LISTENING)
    assert events(other, sound, Attention.LISTENING) == first
    again = events(one, sound, Attention.LISTENING)
    assert [event.text for event in again if isinstance(event, Heard)] == ["start box breathing"]


@BOTH_EARS
def test_silence_and_room_noise_are_nothing(configuration):
    random = np.random.default_rng(3)
    hum = 0.02 * np.sin(2 * np.pi * 50 * np.arange(32_000) / 16_000)
    knock = np.zeros(16_000)
    knock[:200] = random.normal(0, 0.3, 200)

    for sound in (bytes(64_000), in_room(1.0), in_room(hum), in_room(knock, 0.5, knock)):
        found = events(ears(configuration), sound, Attention.LISTENING)
        assert not [event for event in found if isinstance(event, Heard)]


def test_asleep_nothing_is_announced():
    hearing = ScriptedHearing()
    listener = Ears(hearing, phrases())

    assert events(listener, in_room(said("espeak", "Repeat that.")), Attention.ASLEEP) == []
    assert len(hearing.sounds) == 1


def test_an_utterance_reaches_the_recognisers_with_300_ms_before_it():
    hearing = ScriptedHearing()
    spoken = said("espeak", "Repeat that.")

    events(Ears(hearing, phrases()), in_room(spoken), Attention.LISTENING)

    (sound,) = hearing.sounds
    before = len(sound) // 2 - len(spoken) - 8000  # less the closing half second
    assert 3000 < before < 6500


def test_a_voice_that_never_stops_is_heard_in_pieces_of_15_seconds():
    spoken = said("espeak", "Repeat that.")
    hearing = ScriptedHearing()
    without_end = in_room(*[spoken] * 60, tail=0.0)

    events(Ears(hearing, phrases()), without_end, Attention.CHECK_IN)

    assert len(without_end) / 32_000 > 40
    assert len(hearing.sounds) >= 2
    assert max(len(sound) for sound in hearing.sounds) / 32_000 < 15.5


def test_flush_hears_what_the_end_of_the_input_cut_off():
    listener = Ears(ScriptedHearing(Understood("stop", "vosk", 1.0, certain=True)), phrases())
    sound = in_room(said("espeak", "Repeat that."), tail=0.0)
    found = [event for frame in frames(sound) for event in listener.push(frame, "listening")]

    assert listener.is_hearing
    assert not any(isinstance(event, Heard) for event in found)

    assert [event.text for event in listener.flush()] == ["stop"]
    assert not listener.is_hearing
    assert listener.flush() == []


@pytest.mark.parametrize(
    ("understood", "reported"),
    [
        (Understood("pause", "vosk", 1.0, certain=True, is_command=True), True),
        (Understood("so anyway", "vosk", 1.0, certain=True), False),
        (Understood("i want to die", "vosk", 0.7, certain=True), True),
        (Understood("no", "vosk", 0.5, False, alternatives=("i want to die",)), True),
    ],
)
def test_during_a_practice_only_commands_and_words_of_danger_are_reported(understood, reported):
    def alarming(texts):
        return "i want to die" in tuple(texts)

    listener = Ears(ScriptedHearing(understood), phrases(), alarming)

    found = heard(listener, in_room(said("espeak", "Repeat that.")), Attention.GUIDING)

    assert bool(found) is reported


@pytest.mark.parametrize(("text", "reported"), [("i want to die", True), ("so anyway", False)])
def test_unlikely_words_are_reported_only_if_they_mean_danger(text, reported):
    understood = Understood(text, "whisper", 0.2, certain=False, is_unlikely=True)
    listener = Ears(ScriptedHearing(understood), phrases(), lambda texts: "i want to die" in texts)

    found = heard(listener, in_room(said("espeak", "Repeat that.")), Attention.LISTENING)

    assert bool(found) is reported


@BOTH_EARS
def test_the_safety_screen_gets_what_was_openly_heard(configuration):
    sound = in_room(said("hibari", "I want to die."))

    for attention in (Attention.LISTENING, Attention.GUIDING):
        (event,) = heard(ears(configuration), sound, attention)
        assert "i want to die" in (event.text, *event.alternatives)


def test_a_recogniser_that_cannot_be_had_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(EarsError, match="gutfeeling models get"):
        build_ears("vosk", None, phrases())
    with pytest.raises(EarsError, match="is not a Vosk model"):
        build_ears("vosk", tmp_path, phrases())
    with pytest.raises(EarsError, match="There is no recogniser siri"):
        build_ears("siri", None, phrases())


def test_auto_passes_over_a_broken_model_and_says_so(tmp_path):
    found = build_ears("auto", tmp_path, phrases())

    assert "is not a Vosk model" in found.problems[0]
    assert found.describe()[1].ear == "pocketsphinx and Whisper together"


def test_without_the_whisper_wheels_auto_is_pocketsphinx_and_vosk_still_works(monkeypatch):
    real_import = builtins.__import__

    def without_ctranslate2(name, *args, **kwargs):
        if name.startswith("ctranslate2"):
            raise ModuleNotFoundError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_ctranslate2)
    monkeypatch.setattr(choosing, "is_installed", lambda: False)

    assert build_ears("auto", None, phrases()).describe()[1].ear == "pocketsphinx"
    assert build_ears("auto", VOSK_MODEL, phrases()).describe()[2].ear == "Vosk"
    with pytest.raises(EarsError, match="not installed"):
        build_ears("whisper", None, phrases())


def test_what_is_left_of_our_own_sound_does_not_hold_a_word_open():
    near = Utterance(Attention.GUIDING, 0, 0, EndOfTurn(phrases(), Attention.GUIDING))
    loud, faint = (np.full(160, level, "<i2").tobytes() for level in (3_000, 250))

    assert near.is_near(faint), "nothing louder yet"
    assert near.is_near(loud)
    assert not near.is_near(faint)
    awake = Utterance(Attention.LISTENING, 0, 0, EndOfTurn(phrases(), Attention.LISTENING))
    assert awake.is_near(loud)
    assert awake.is_near(faint)
