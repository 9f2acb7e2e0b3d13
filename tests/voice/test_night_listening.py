"""At night nothing chimes and a second question is as quiet as the first."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from fakes.knowing_ears import KnowingEars
from fakes.still_clock import StillClock
from fakes.voices import BuzzVoice

from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.audio.mixer import Mixer
from offline.companion import Companion
from offline.conversation import Conversation
from offline.ears.events import Heard, Woke
from offline.mouth import Mouth
from offline.timeline import SoundChoice

TICK = 480


class Room:
    def __init__(self, hour, *, by_clock):
        self.ears, self.mixer, self.events = KnowingEars(), Mixer(), []
        clock = StillClock(datetime(2026, 11, 24, hour, 30, tzinfo=UTC))
        self.mouth = Mouth(BuzzVoice(), SoundChoice.VOICE_AND_TONES, print)
        conversation = Conversation(MemoryStore(), Speaker("me", "en-US", by_clock=by_clock))
        self.companion = Companion(
            self.ears, conversation, self.mouth, self.mixer, clock.now, self.events.append
        )

    def wait(self, seconds):
        blocks = []
        for _ in range(round(seconds * 100)):
            self.companion.tick(b"")
            blocks.append(self.mixer.pull(TICK))
        return np.concatenate(blocks)

    def say(self, text):
        at = self.mixer.position // 3
        heard = Heard(
            text, "vosk", 1.0, certain=True, alternatives=(), started_sample=at, ended_sample=at
        )
        self.ears.next = [Woke(at, at), heard]


@pytest.mark.parametrize(
    ("hour", "by_clock", "chimes"), [(23, True, False), (15, True, True), (23, False, True)]
)
def test_start_and_talk_key_ask_whether_it_is_night(hour, by_clock, chimes):
    room = Room(hour, by_clock=by_clock)
    room.companion.begin()
    assert bool(np.abs(room.wait(0.2)).max()) is chimes
    assert [event.event for event in room.events] == ["listening"]
    room.wait(1)
    room.companion.talk()
    assert bool(np.abs(room.wait(0.2)).max()) is chimes


def test_a_second_question_is_as_quiet_as_the_first():
    levels = {}
    for hour in (15, 23):
        room = Room(hour, by_clock=True)
        room.companion.begin()
        room.wait(0.5)
        room.say("check in")
        first = np.abs(room.wait(4)).max()
        words = [text for text, _ in room.mouth._voice.spoken]
        second = np.abs(room.wait(11)).max()
        again = [text for text, _ in room.mouth._voice.spoken]
        assert len(again) > len(words), "it asked once more"
        levels[hour] = first, second
    assert levels[23][1] < 0.8 * levels[15][1]
    assert levels[23][1] == pytest.approx(levels[23][0], rel=0.15)
