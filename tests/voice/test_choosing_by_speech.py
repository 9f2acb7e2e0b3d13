"""A voice chosen by saying "slower" or "the second one" while three samples play."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.ears_here import VOSK_MODEL, heard
from fakes.speakers import EAR_RATE, in_room, said
from fakes.voices import BuzzVoice

from content.settings import Settings
from offline.audio.devices import DeviceError
from offline.audio.samples import EAR_TICK, MOUTH_TICK
from offline.commands import voices as command
from offline.ears.ears import build_ears
from offline.ears.events import Attention, Heard, VoiceStarted
from offline.ears.phrases import Phrases
from offline.voices import heard_choice
from offline.voices.heard_choice import PATIENCE_FRAMES, ears_here, heard_while
from offline.voices.taste import PLAIN, Wish, remembered
from offline.voices.wishing import chosen, is_kept, may_be_said, three_ways

WAYS = three_ways(PLAIN)


@pytest.mark.parametrize("phrase", may_be_said())
def test_everything_that_is_listened_for_means_something(phrase):
    assert is_kept(phrase) or chosen(phrase, WAYS) is not None


def test_only_enter_and_words_for_it_keep_what_was():
    assert all(map(is_kept, ("", " ", "keep it", "fine")))
    assert not any(map(is_kept, ("slower", "the second one", "keeper")))


@pytest.mark.parametrize(("ears", "speaker"), [("vosk", "espeak"), ("whisper", "hibari")])
def test_real_ears_hear_wishes(ears, speaker):
    model = VOSK_MODEL if ears == "vosk" else None
    listener = build_ears(ears, model, Phrases(may_be_said()))
    for text in ("Slower.", "The second one.", "Softer."):
        sure = [
            event.text
            for event in heard(listener, in_room(said(speaker, text)), Attention.LISTENING)
            if event.certain
        ]
        assert [chosen(one, WAYS) for one in sure] == [chosen(text, WAYS)], text


class Room:
    """A microphone and a loudspeaker; the ears hear `text` after so many frames."""

    def __init__(self, monkeypatch, text="", after=100, certain=True, microphone=True):
        self.frames, self.closed, self.is_hearing = 0, [], False
        self.text, self.after, self.certain = text, after, certain
        self.has_microphone, self.key_after = microphone, 0
        monkeypatch.setattr(heard_choice, "Player", self._player)
        monkeypatch.setattr(heard_choice, "Microphone", self._microphone)

    def _player(self, pull, show, name):
        self.pull, self.speaker = pull, name
        return self

    def _microphone(self, show, name):
        if not self.has_microphone:
            raise DeviceError("There is none.")
        self.microphone = name
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed.append(self)

    def check(self):
        return None

    def watched(self, pressed):
        self.press = pressed
        return self

    def read(self, _seconds):
        self.frames += 1
        if self.frames == self.key_after:
            self.press()
        self.pull(MOUTH_TICK)
        return np.zeros(EAR_TICK, np.int16)

    def push(self, frame, attention):
        assert attention is Attention.LISTENING
        if self.frames != self.after or not self.text:
            return []
        words = Heard(self.text, "vosk", 1.0, self.certain, (), 0, EAR_RATE)
        return [VoiceStarted(0), words]


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", microphone="Desk", speaker="Headset")


@pytest.fixture
def samples(monkeypatch):
    monkeypatch.setattr(command, "open_voice", lambda *_: BuzzVoice())
    return command._in_a_row(command._sample("buzz", way, at) for at, way in enumerate(WAYS))


def test_what_is_said_meanwhile_ends_the_samples(monkeypatch, settings, samples):
    room = Room(monkeypatch, "slower")
    assert heard_while(samples, room, settings, print) == "slower"
    assert room.frames == 100
    assert (room.speaker, room.microphone, len(room.closed)) == ("Headset", "Desk", 2)


@pytest.mark.parametrize("doubtful", [False, True])
def test_silence_and_doubt_end_six_seconds_after_the_last_sample(
    monkeypatch, settings, samples, doubtful
):
    room = Room(monkeypatch, "lower" if doubtful else "", certain=False)
    assert heard_while(samples, room, settings, print) is None
    assert room.frames == pytest.approx(samples.length / MOUTH_TICK + PATIENCE_FRAMES, abs=2)


def test_a_key_ends_the_listening(monkeypatch, settings, samples):
    room = Room(monkeypatch)
    monkeypatch.setattr(heard_choice, "key_watch", room.watched)
    room.key_after = 50
    assert heard_while(samples, room, settings, print) is None
    assert room.frames == 50


def test_without_a_microphone_it_is_typed(monkeypatch, settings, samples):
    monkeypatch.setattr(heard_choice, "has_microphone", lambda: False)
    assert ears_here(settings) is None
    room = Room(monkeypatch, "slower", microphone=False)
    assert heard_while(samples, room, settings, print) is None


def test_a_wish_said_aloud_is_heard_before_it_is_kept(monkeypatch, settings, samples):
    said_aloud = ["slower", None, "the second one"]
    monkeypatch.setattr(command, "ears_here", lambda _: object())
    monkeypatch.setattr(command, "heard_while", lambda *_: said_aloud.pop(0))
    monkeypatch.setattr(command.click, "prompt", lambda *_, **__: "again")

    taste = command._heard_and_chosen("buzz", PLAIN, settings)

    assert taste == three_ways(PLAIN.with_wish(Wish.SLOWER))[1] == remembered(settings.home)
    assert said_aloud == []
