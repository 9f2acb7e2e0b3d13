"""Words said while the companion speaks or guides, in the virtual room: floors of the benches."""

from __future__ import annotations

import pytest
from fakes.ears_here import CONFIGURATIONS, REQUESTS, WAKE_WORDS
from fakes.own_sound import HELD_OUT, interrupt, own_minutes, room_for
from fakes.strangers import STATES, strangers

BOTH_EARS = pytest.mark.parametrize("ears", CONFIGURATIONS)
VOICES = HELD_OUT["natural"]


def interrupted(room, scene, word, count):
    tried = [
        interrupt(room, scene, word, *VOICES[number % len(VOICES)], number=number)
        for number in range(count)
    ]
    assert not [one for one in tried if one.acted == "wrong"], tried
    return sum(one.acted == "right" for one in tried)


@pytest.mark.parametrize("ears", ["whisper", pytest.param("vosk", marks=pytest.mark.long)])
def test_stop_and_a_cry_for_help_through_our_own_cues(ears, tmp_path):
    room = room_for("cues", ears, tmp_path)

    assert interrupted(room, "cues", "stop", 3) >= 2
    assert interrupted(room, "cues", "I want to die", 1) == 1


@pytest.mark.long
@pytest.mark.timeout(900)
@BOTH_EARS
@pytest.mark.parametrize(("scene", "least"), [("cues", 17), ("swells", 18), ("silence", 20)])
def test_stop_twenty_times(ears, scene, least, tmp_path):
    assert interrupted(room_for(scene, ears, tmp_path), scene, "stop", 20) >= least


@pytest.mark.long
@pytest.mark.timeout(900)
@BOTH_EARS
@pytest.mark.parametrize("scene", ["speech", "cues", "swells"])
def test_ten_minutes_of_our_own_sound_set_nothing_off(ears, scene, tmp_path):
    assert own_minutes(room_for(scene, ears, tmp_path), scene, 10) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@BOTH_EARS
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("folder", [WAKE_WORDS, REQUESTS], ids=lambda folder: folder.name)
def test_people_who_speak_to_others_wake_start_and_keep_nothing(ears, state, folder, tmp_path):
    room = room_for("cues", ears, tmp_path)

    found = strangers(room, state, sorted(folder.glob("*.flac")))

    assert found.files
    assert (found.woken, found.acted) == ([], [])
