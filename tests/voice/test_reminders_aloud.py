"""The reminder while the companion runs: spoken into quiet, never over a practice or a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes.knowing_ears import KnowingEars
from fakes.still_clock import StillClock
from fakes.voices import BuzzVoice

from content.reminder import PREFERENCE, Reminder, read, written
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.audio.mixer import Mixer
from offline.companion import Companion
from offline.conversation import Conversation
from offline.ears.events import Heard, Woke
from offline.mouth import Mouth
from offline.reminders import ReminderWatch
from offline.state import State
from offline.timeline import SoundChoice

TICK = 480


class Room:
    """A companion at half past nine with a reminder for nine, watched as the live one is."""

    def __init__(self):
        self.ears, self.clock, self.mixer, self.events = KnowingEars(), StillClock(), Mixer(), []
        self.store = MemoryStore()
        self.store.set_preference("me", PREFERENCE, written(Reminder("09:00", "UTC")))
        self.companion = Companion(
            self.ears,
            Conversation(self.store, Speaker("me", "en-US")),
            Mouth(BuzzVoice(), SoundChoice.VOICE_AND_TONES, print),
            self.mixer,
            self.clock.now,
            self.events.append,
        )
        self.watch = ReminderWatch(self.companion, self.clock.now)
        self.companion.begin()

    def wait(self, seconds):
        for _ in range(round(seconds * 100)):
            self.watch(self.companion.state)
            self.companion.tick(b"")
            self.mixer.pull(TICK)
            self.clock.pass_seconds(0.01)

    def say(self, text):
        at = self.mixer.position // 3
        heard = Heard(
            text, "vosk", 1.0, certain=True, alternatives=(), started_sample=at, ended_sample=at
        )
        self.ears.next = [Woke(at, at), heard]
        self.companion.tick(b"")
        self.mixer.pull(TICK)

    @property
    def spoken(self):
        return [one.fields["speech"] for one in self.events if one.event == "reply"]

    @property
    def asked_at(self):
        return read(self.store.preference("me", PREFERENCE)).asked_at


class Looks:
    """Stands where the companion is, and counts how often it was told to look."""

    count = 0

    def remind(self):
        self.count += 1


def test_it_looks_twice_a_minute_and_only_while_nobody_speaks():
    looks, clock = Looks(), StillClock()
    watch = ReminderWatch(looks, clock.now)
    for _ in range(600):
        watch(State.ASLEEP)
        clock.at += timedelta(milliseconds=100)
    assert looks.count == 2
    clock.at += timedelta(minutes=5)
    for state in (State.OPEN, State.OURS, State.HEARING, State.BREATHING, State.MUTED):
        watch(state)
    assert looks.count == 2


@pytest.fixture
def room():
    return Room()


def test_a_quiet_room_hears_the_question_once_and_may_answer_without_the_wake_phrase(room):
    room.wait(31)  # the first look meets the tone that says "listening"
    [asked] = room.spoken
    assert "check" in asked.lower()
    while room.mixer.playing:
        room.wait(0.1)
    room.wait(0.1)
    assert room.companion.state is State.OPEN
    room.say("yes")
    assert room.spoken[-1].startswith("From zero to ten, how anxious")


def test_nobody_there_and_it_does_not_ask_again(room):
    room.wait(60)
    assert len(room.spoken) == 1
    assert room.asked_at is not None


def test_a_practice_is_never_spoken_over_nor_one_that_waits(room):
    room.say("box breathing for one minute")
    room.wait(40)
    assert len(room.spoken) == 1
    room.say("pause")
    room.wait(40)
    assert len(room.spoken) == 2
    assert room.asked_at is None
