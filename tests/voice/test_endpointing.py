from __future__ import annotations

import pytest
from fakes.ears_here import ears, heard
from fakes.speakers import in_room, said

from offline.ears.endpoint import EndOfTurn, Partial
from offline.ears.events import Attention
from offline.ears.phrases import Phrases

PHRASES = Phrases(
    ["stop", "stop counting", "repeat that", "start box breathing", "pause", "pause it"],
    ["<scale>", "anxiety <scale>", "anxiety <scale> gut <scale>"],
    grammar=["start box breathing for five minutes"],
    at_once=["pause"],
)


def quiet_frames(text, *, voiced=60, attention=Attention.LISTENING, open_ended=True):
    """Return after how many quiet frames the turn ended."""
    end = EndOfTurn(PHRASES, attention)
    for _ in range(voiced):
        assert not end.push(True, lambda: Partial(text, open_ended))
    for quiet in range(1, 400):
        if end.push(False, lambda: Partial(text, open_ended)):
            return quiet
    raise AssertionError("the turn never ended")


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("repeat that", 20),  # whole, and nothing longer begins so
        ("stop", 60),  # "stop counting" does
        ("start box breathing", 60),
        ("start box breathing for five minutes", 20),
        ("start box", 50),  # not whole
        ("what is the vagus", 50),
        ("", 50),
        ("pause", 20),  # at once, although "pause it" begins so
    ],
)
def test_silence_that_ends_a_turn(text, frames):
    assert quiet_frames(text) == frames


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("anxiety", 180),
        ("anxiety four", 50),
        ("i would say about", 180),
        ("", 180),
        ("repeat that", 50),
    ],
)
def test_a_check_in_waits_for_its_number(text, frames):
    assert quiet_frames(text, attention=Attention.CHECK_IN) == frames


def test_a_closed_ear_is_believed_only_for_as_long_as_its_phrase_takes_to_say():
    assert quiet_frames("repeat that", voiced=90, open_ended=False) == 20
    assert quiet_frames("repeat that", voiced=110, open_ended=False) == 50


def test_a_closed_ear_has_patience_in_a_check_in_whatever_it_guesses():
    assert quiet_frames("repeat that", attention=Attention.CHECK_IN, open_ended=False) == 180


def test_nothing_counts_before_150_ms_of_voice():
    end = EndOfTurn(PHRASES, Attention.LISTENING)
    for _ in range(14):
        end.push(True, Partial)
    assert not end.counts

    end.push(True, Partial)
    assert end.counts


def test_a_short_sound_ends_after_half_a_second_whatever_was_guessed():
    assert quiet_frames("repeat that", voiced=10) == 50


def test_a_voice_that_never_stops_is_cut_at_15_seconds():
    end = EndOfTurn(PHRASES, Attention.CHECK_IN)

    ended = next(frame for frame in range(1, 5000) if end.push(True, Partial))

    assert ended == 1500


@pytest.mark.parametrize("pause", [0.2, 0.45])
def test_a_command_said_with_a_breath_in_it_stays_whole(pause):
    sound = in_room(
        said("espeak", "Start box breathing"), pause, said("espeak", "for five minutes")
    )

    found = heard(ears("vosk"), sound, Attention.LISTENING)

    assert [event.text for event in found] == ["start box breathing for five minutes"]


def test_thinking_in_a_check_in_is_waited_for():
    sound = in_room(said("espeak", "Anxiety"), 1.3, said("espeak", "four"))

    found = heard(ears("vosk"), sound, Attention.CHECK_IN)

    assert [event.text for event in found] == ["anxiety four"]
