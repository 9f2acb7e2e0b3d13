from __future__ import annotations

import numpy as np
import pytest
from fakes.ears_here import REQUESTS
from fakes.speakers import frames, in_room, recorded, said

from offline.ears.vad import FRAME_BYTES, VoiceGate


def opened_at(sound: bytes) -> int | None:
    """Return the frame at which the gate opened, or None."""
    gate = VoiceGate()
    for index, frame in enumerate(frames(sound)):
        gate.push(frame)
        if gate.is_open and index > 30:  # webrtcvad takes the first frames of any noise for voice
            return index
    return None


def test_gate_stays_shut_in_digital_silence_and_in_room_noise():
    assert opened_at(bytes(FRAME_BYTES * 300)) is None
    assert opened_at(in_room(3.0)) is None


@pytest.mark.parametrize("speaker", ["hibari", "espeak"])
def test_gate_opens_within_a_tenth_of_a_second_of_the_first_sound(speaker):
    opened = opened_at(in_room(said(speaker, "Stop.")))

    assert opened is not None
    assert 100 <= opened <= 110 + 10  # the room is quiet for 100 frames


def test_gate_opens_for_people_in_noise_of_ten_decibels():
    for path in sorted(REQUESTS.glob("*.flac"))[:4]:
        assert opened_at(in_room(recorded(path), noise_dbfs=-36.0)) is not None


def test_pre_roll_is_the_last_300_ms_and_ends_with_the_newest_frame():
    gate = VoiceGate()
    made = [np.full(160, index, "<i2").tobytes() for index in range(50)]
    for frame in made:
        gate.push(frame)

    assert gate.take() == made[20:]
    assert gate.take() == []


def test_a_frame_of_another_length_is_refused():
    with pytest.raises(ValueError, match="320 bytes, not 640"):
        VoiceGate().push(bytes(640))
