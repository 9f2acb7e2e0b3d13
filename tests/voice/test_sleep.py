"""The computer sleeps for an hour in the middle of a practice, and wakes again."""

from __future__ import annotations

import queue
from dataclasses import dataclass, field

import numpy as np
import pytest
from fakes.knowing_room import TICK, KnowingRoom

from offline import live_door
from offline.audio.microphone import QUEUED_FRAMES, Microphone
from offline.audio.samples import EAR_TICK, MOUTH_RATE
from offline.live_door import Ends

HOUR = 3_600


@dataclass
class Laptop:
    """Two devices and a lid; each frame of the microphone is 10 ms of its clock."""

    room: KnowingRoom
    script: list
    """(after how many frames, what happens then), in order."""

    renewed: list[str] = field(default_factory=list)
    frames: int = 0

    def device(self, name):
        laptop = self

        class Device:
            def __init__(self, *_):
                pass

            def __enter__(self):
                return self

            def __exit__(self, *_):
                return None

            def check(self):
                return None

            def renew(self):
                laptop.renewed.append(name)

            def read(self, _seconds):
                return laptop.frame()

        return Device

    def frame(self):
        self.frames += 1
        self.room.clock.pass_seconds(0.01)
        self.room.sound.append(self.room.mixer.pull(TICK))
        while self.script and self.script[0][0] <= self.frames:
            self.script.pop(0)[1]()
        return np.zeros(EAR_TICK, np.int16)


def end():
    raise KeyboardInterrupt


@pytest.fixture
def laptop(monkeypatch):
    room = KnowingRoom()
    laptop = Laptop(room, [])
    monkeypatch.setattr(live_door, "Microphone", laptop.device("microphone"))
    monkeypatch.setattr(live_door, "Player", laptop.device("loudspeaker"))
    monkeypatch.setattr(live_door, "FADE_SECONDS", 0)
    return laptop


def live(laptop):
    room = laptop.room
    with pytest.raises(KeyboardInterrupt):
        live_door.run(room.companion, room.mixer, print, ends=Ends(now=room.clock.now))


def ask(room, text):
    """Have the ears hear a request with the next frame."""
    wait, room.wait = room.wait, lambda _seconds: None
    room.say(text)
    room.wait = wait


def test_a_practice_ends_quietly_and_both_devices_are_opened_anew(laptop):
    room = laptop.room
    at = {"asked": 50, "lid": 3_000, "later": 3_100, "end": 3_400}
    laptop.script = [
        (at["asked"], lambda: ask(room, "longer out breaths for two minutes")),
        (at["lid"], lambda: room.clock.pass_seconds(HOUR)),
        (at["later"], lambda: ask(room, "what can you do")),
        (at["end"], end),
    ]
    live(laptop)

    sound = np.concatenate(room.sound)
    before, after = (sound[at[when] * TICK :] for when in ("lid", "later"))
    assert np.abs(sound[: at["lid"] * TICK][-2 * MOUTH_RATE :]).max() > 0
    assert not before[MOUTH_RATE // 5 : (at["later"] - at["lid"]) * TICK].any()
    assert np.abs(before[: MOUTH_RATE // 5]).max() <= np.abs(sound[: at["lid"] * TICK]).max()
    assert np.abs(after).max() > 0.1
    assert laptop.renewed == ["microphone", "loudspeaker"]
    told = [event.fields["by"] for event in room.events if event.event == "stopped"]
    assert told == ["sleep"]
    (kept,) = room.store.records("me", "practice")
    assert 10 <= kept.data["seconds"] <= 30


def test_a_clock_that_only_goes_on_changes_nothing(laptop):
    room = laptop.room
    laptop.script = [
        (50, lambda: ask(room, "longer out breaths for two minutes")),
        (1_000, lambda: room.clock.pass_seconds(20)),
        (1_100, lambda: room.clock.pass_seconds(-HOUR)),
        (2_000, end),
    ]
    live(laptop)
    assert laptop.renewed == []
    assert np.concatenate(room.sound)[-MOUTH_RATE:].any()


def test_what_the_microphone_brought_before_is_never_heard(monkeypatch):
    microphone = Microphone()
    microphone.take(bytes(2 * EAR_TICK * QUEUED_FRAMES))
    renewed = queue.SimpleQueue()
    monkeypatch.setattr(microphone._watchdog, "renew", lambda: renewed.put(1))
    microphone.renew()
    assert renewed.qsize() == 1
    assert microphone.read(0) is None
