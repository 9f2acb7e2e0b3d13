"""Steering a practice: what follows the breath under way, whatever is said when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from content.breath_form import total_seconds
from content.dialogue.reply import Breath, Phase, Playback, Say, words
from content.dialogue.respond import respond
from content.dialogue.session import Session, as_dict, from_dict
from content.dialogue.turn import Turn
from content.practices import practices
from content.storage.memory import MemoryStore

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def begin(store=None, at=NOON, **slots):
    turn = Turn("breathing.start", "me", at, slots or {"practice": "extended_exhale"})
    return respond(turn, Session(), store or MemoryStore())


def steer(session, action, seconds=60.0, begun=None, store=None):
    turn = Turn(
        "breathing.control",
        "me",
        NOON + timedelta(seconds=seconds),
        {"action": action},
        cycles_begun=begun,
    )
    return respond(turn, session, store or MemoryStore())


def breaths(reply):
    return [one for one in reply.segments if isinstance(one, Breath)]


def test_slower_is_half_a_second_more_for_each_phase_and_the_length_stays():
    _, session = begin(practice="extended_exhale", minutes=3)
    reply, after = steer(session, "slower", begun=6)
    assert reply.playback is Playback.CONTINUE
    assert {one.seconds for one in breaths(reply)} == {4.5, 6.5}
    assert len(breaths(reply)) == 2 * round(120 / 11)
    assert isinstance(reply.segments[-1], Say)
    assert after.breathing.cycles == 6 + round(120 / 11)


def test_faster_is_half_a_second_less():
    _, session = begin(practice="extended_exhale", minutes=3)
    reply, _ = steer(session, "faster", begun=6)
    assert {one.seconds for one in breaths(reply)} == {3.5, 5.5}


def test_a_voice_that_is_cut_off_repeats_the_breath_that_was_cut():
    _, session = begin(practice="extended_exhale", minutes=3)
    lead = session.breathing.lead_in_seconds
    reply, _ = steer(session, "less_talking", seconds=lead + 35)
    assert len(breaths(reply)) == 2 * 15
    reply, _ = steer(session, "less_talking", seconds=lead + 35, begun=4)
    assert len(breaths(reply)) == 2 * 14


def test_fewer_words_are_none():
    _, session = begin()
    reply, after = steer(session, "tones_only", begun=1)
    assert not any(one.cue for one in breaths(reply))
    slower, _ = steer(after, "slower", begun=2)
    assert not any(one.cue for one in breaths(slower))


@given(
    st.sampled_from(sorted(practices())),
    st.lists(st.tuples(st.sampled_from(("slower", "faster")), st.integers(0, 8)), max_size=25),
)
@settings(max_examples=60, deadline=None)
def test_no_order_of_slower_and_faster_leaves_the_limits(name, steps):
    store = MemoryStore()
    _, session = begin(store, practice=name, minutes=10)
    written, begun = practices()[name].form, 0
    floor = min(6, written.cycle_seconds)
    for action, more in steps:
        begun += more
        reply, session = steer(session, action, begun=begun, store=store)
        for one in breaths(reply):
            limits = {Phase.IN: 6, Phase.HOLD: 7, Phase.REST: 7, Phase.OUT: 10}
            assert one.seconds <= limits.get(one.phase, 1)
        for stretch in session.breathing.stretches:
            assert stretch.form.cycle_seconds >= floor
        total = total_seconds(session.breathing.stretches)
        assert abs(total - 600) <= 21 * (1 + len(steps))
        assert from_dict(as_dict(session)) == session


def test_at_a_limit_the_practice_goes_on_under_one_line():
    _, session = begin(practice="pursed_lips")
    reply, after = steer(session, "faster", begun=3)
    assert (reply.playback, words(reply)) == (Playback.KEEP, "That's as far as it goes.")
    assert after.breathing == session.breathing


def test_longer_adds_minutes_and_never_passes_half_an_hour():
    _, session = begin(practice="extended_exhale", minutes=3)
    turn = Turn("breathing.longer", "me", NOON + timedelta(seconds=60), cycles_begun=5)
    reply, after = respond(turn, session, MemoryStore())
    assert total_seconds(after.breathing.stretches) == 300
    assert len(breaths(reply)) == 2 * 25
    for _ in range(20):
        reply, after = respond(turn, after, MemoryStore())
    assert total_seconds(after.breathing.stretches) == 1800
    assert words(reply) == "That's as far as it goes."


def test_the_usual_is_the_practice_that_was_finished_last():
    store = MemoryStore()
    begin(store, practice="humming", minutes=1)
    later = NOON + timedelta(minutes=5)
    _, session = begin(store, at=later, practice="box", minutes=1)
    respond(Turn("stop", "me", later + timedelta(seconds=20)), session, store)
    evening = later + timedelta(hours=6)
    reply, _ = respond(Turn("breathing.again", "me", evening), Session(), store)
    assert (reply.did.practice, reply.did.seconds) == ("humming", 60)


def test_the_usual_of_somebody_new_is_what_we_would_choose():
    reply, _ = respond(Turn("breathing.again", "me", NOON), Session(), MemoryStore())
    assert reply.did.practice == "extended_exhale"


def test_panic_says_the_number_after_three_breaths():
    reply, _ = begin(need="panic")
    at = next(
        index for index, one in enumerate(reply.segments) if isinstance(one, Say) and index > 0
    )
    assert sum(one.phase is Phase.IN for one in breaths(reply)) == 17
    before = [one for one in reply.segments[:at] if isinstance(one, Breath)]
    assert before[0].phase is Phase.OUT
    assert sum(one.phase is Phase.IN for one in before) == 3
