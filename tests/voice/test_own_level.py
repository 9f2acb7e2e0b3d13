"""Our own sound while somebody speaks: lower, silent behind a "stop", and back again."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.knowing_room import KnowingRoom

from offline.own_level import BEHIND_A_VOICE_DB


@pytest.fixture
def room():
    room = KnowingRoom()
    room.say("box breathing for five minutes")
    while len(room.cues()) < 3:
        room.wait(0.1)
    room.wait(0.8)
    return room


def test_a_voice_lowers_our_sound_and_what_may_be_a_stop_silences_it(room):
    before = room.level(0.2)
    room.ears.is_hearing = True
    room.wait(0.2)
    assert room.level(0.1) == pytest.approx(before + BEHIND_A_VOICE_DB, abs=4)
    room.ears.may_silence = True
    room.wait(0.1)
    assert room.level(0.05) < -90


def test_it_is_back_when_it_was_no_stop_and_no_breath_has_moved(room):
    room.ears.is_hearing = room.ears.may_silence = True
    room.wait(0.5)
    room.ears.is_hearing = room.ears.may_silence = False
    room.wait(0.3)
    assert room.level(0.1) > -60
    room.wait(20)
    gaps = np.diff([at for _, _, at in room.cues()])
    assert gaps == pytest.approx([4.0] * len(gaps), abs=1e-6)


def test_a_stop_brings_nothing_back(room):
    room.ears.is_hearing = room.ears.may_silence = True
    room.wait(0.2)
    room.ears.is_hearing = room.ears.may_silence = False
    room.say("stop")
    room.wait(0.3)
    assert not np.concatenate(room.sound)[-round(0.33 * 48_000) :].any() or room.level(0.33) < -90
