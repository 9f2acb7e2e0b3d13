"""Whose turn it is: counted in ticks of 10 ms, no clock."""

from __future__ import annotations

import pytest

from offline.turn_taking import (
    ANSWER_TICKS,
    FOLLOW_UP_TICKS,
    OPEN_TONE_TICKS,
    Due,
    Floor,
    TurnTaking,
)


def dues(turns, ticks):
    """Let ticks pass; return what fell due and after how many."""
    found = []
    for tick in range(1, ticks + 1):
        due = turns.tick()
        if due is not None:
            found.append((tick, due))
    return found


def test_at_first_only_the_wake_phrase_counts_and_nothing_ever_falls_due():
    turns = TurnTaking()

    assert turns.floor is Floor.ASLEEP
    assert dues(turns, 10_000) == []


def test_the_wake_phrase_alone_opens_the_floor_with_a_tone_and_closes_it_after_silence():
    turns = TurnTaking()
    turns.woken()

    assert turns.floor is Floor.OPEN
    assert dues(turns, 2_000) == [(OPEN_TONE_TICKS, Due.OPEN_TONE), (ANSWER_TICKS, Due.GIVEN_UP)]
    assert turns.floor is Floor.ASLEEP


def test_whoever_goes_on_speaking_after_the_wake_phrase_hears_no_tone():
    turns = TurnTaking()
    turns.woken()
    dues(turns, 20)
    turns.voice()

    assert dues(turns, 200) == []


def test_a_question_is_asked_once_more_and_then_left():
    turns = TurnTaking()
    turns.replied()
    assert turns.floor is Floor.OURS
    turns.fell_silent(asked=True, may_reprompt=True)

    assert dues(turns, 5_000) == [(ANSWER_TICKS, Due.REPROMPT)]
    turns.replied()
    turns.fell_silent(asked=True, may_reprompt=False)
    assert dues(turns, 5_000) == [(ANSWER_TICKS, Due.GIVEN_UP)]


def test_after_any_other_reply_one_may_go_on_for_a_while():
    turns = TurnTaking()
    turns.replied()
    turns.fell_silent(asked=False, may_reprompt=False)

    assert turns.floor is Floor.OPEN
    assert dues(turns, 5_000) == [(FOLLOW_UP_TICKS, Due.CLOSED)]


def test_stop_needs_the_wake_phrase_again():
    turns = TurnTaking()
    turns.replied()
    turns.hushed()

    assert turns.floor is Floor.ASLEEP
    assert dues(turns, 5_000) == []


def test_the_wake_phrase_while_we_speak_opens_the_floor_and_no_tone_sounds():
    turns = TurnTaking()
    turns.replied()
    turns.woken()

    assert turns.floor is Floor.OPEN
    assert dues(turns, 5_000) == []
    assert turns.floor is Floor.OURS


@pytest.mark.parametrize("step", ["woken", "voice", "heard", "replied", "hushed"])
def test_no_state_lasts_for_ever(step):
    """Whatever happened, ten minutes of silence end with nothing open."""
    turns = TurnTaking()
    turns.woken()
    getattr(turns, step)()
    turns.fell_silent(asked=True, may_reprompt=True)
    dues(turns, 60_000)

    assert turns.floor is Floor.ASLEEP
