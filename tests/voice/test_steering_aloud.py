"""Steering words while a practice sounds: the whole companion, told what was said."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.knowing_room import KnowingRoom


@pytest.fixture
def room():
    room = KnowingRoom()
    room.say("longer out breaths for two minutes")
    while len(room.cues()) < 3:
        room.wait(0.1)
    return room


def test_slower_begins_with_the_next_breath_and_each_phase_after_the_one_before(room):
    room.say("slower")
    room.wait(32)
    cues = room.cues()
    assert [seconds for _, seconds, _ in cues[:8]] == [4, 6, 4, 6, 4.5, 6.5, 4.5, 6.5]
    gaps = np.diff([at for _, _, at in cues])
    assert gaps == pytest.approx([seconds for _, seconds, _ in cues[:-1]], abs=1.5 / 48_000)


def test_twice_slower_in_one_breath_is_two_steps(room):
    room.say("slower")
    room.wait(1)
    room.say("slower")
    room.wait(15)
    assert [seconds for _, seconds, _ in room.cues()[:6]] == [4, 6, 4, 6, 5, 7]


def test_the_practice_ends_after_what_is_left_of_its_two_minutes(room):
    room.say("slower")
    room.wait(140)
    cues = room.cues()
    assert sum(seconds for _, seconds, _ in cues) == pytest.approx(120, abs=6)
    assert room.companion.resting
    assert room.events[-1].event == "cue"


def test_less_talking_leaves_the_breaths_where_they_were(room):
    room.say("less talking")
    room.wait(45)
    assert {seconds for _, seconds, _ in room.cues()} == {4, 6}
    assert np.diff([at for _, _, at in room.cues()]).max() < 6.001


def test_quieter_is_four_decibels_and_stays_so(room):
    room.wait(10)
    loud = room.level(10)
    for _ in range(2):
        room.say("a bit quieter")
    room.wait(10.4)
    assert room.level(10) - loud == pytest.approx(-8, abs=1.5)
    room.say("louder")
    assert not [
        one for one in room.events if one.event == "reply" and one.fields["speech"] == "Louder."
    ]


def test_slower_while_it_waits_holds_for_when_it_goes_on(room):
    room.say("pause")
    room.wait(3)
    room.say("slower")
    room.wait(1)
    room.say("resume")
    room.wait(40)
    cut, again = room.cues()[:3], room.cues()[3:]
    assert [seconds for _, seconds, _ in cut] == [4, 6, 4]
    assert [seconds for _, seconds, _ in again[:6]] == [4, 6, 4.5, 6.5, 4.5, 6.5]


def test_after_a_pause_one_free_breath_then_the_one_that_was_cut_from_its_in_breath(room):
    room.wait(12)
    room.say("pause")
    room.wait(20)
    before = len(room.cues())
    room.say("resume")
    asked = room.events[-1].at_seconds
    room.wait(8)
    phase, _, began = room.cues()[before]
    assert phase == "in"
    assert 3.5 < began - asked < 7.5, "how long its words take is the voice's own affair"
    room.wait(140)
    begun = [phase for phase, _, _ in room.cues()].count("in")
    assert begun == 12 + 1, "two minutes of breaths, and the one that was cut"


def test_a_count_is_one_number_a_second(room):
    room.say("count for me")
    room.wait(20)
    reply = next(one for one in reversed(room.events) if one.event == "reply")
    assert reply.fields["speech"].startswith(
        "In. Two. Three. Four. Out. Two. Three. Four. Five. Six."
    )


def test_bells_quieter_moves_the_bells_alone(room):
    room.say("bells quieter")
    room.say("quieter bells")
    assert (room.mixer.bells_db, room.mixer.volume_db) == (-12, 0)
    room.say("a bit louder bells")
    assert room.mixer.bells_db == -6
    assert room.events[-1].fields.get("speech", "") == ""


def test_resumed_after_one_free_breath(room):
    room.say("pause")
    room.wait(3)
    before = len(room.cues())
    room.say("resume")
    at = room.events[-1].at_seconds
    room.wait(20)
    after = room.cues()[before:]
    assert [phase for phase, _, _ in after[:3]] == ["in", "out", "in"]
    assert 4 <= after[0][2] - at <= 8
