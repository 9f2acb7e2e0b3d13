"""Whatever is asked for and whatever is steered: the length to the cycle, the limits always."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.breath_form import total_cycles, total_seconds
from content.dialogue.reply import Breath, Pause, Phase, Playback, Say, words
from content.dialogue.respond import respond
from content.dialogue.session import Scene, Session, as_dict, from_dict
from content.dialogue.turn import Turn
from content.practices import cue_words, practices
from content.storage.memory import MemoryStore

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STORE = MemoryStore()
"""Shared: what is remembered there (the safety line was heard) changes no breath."""

LIMITS = {Phase.IN: 6.0, Phase.TOP_UP: 1.0, Phase.HOLD: 7.0, Phase.OUT: 10.0, Phase.REST: 7.0}
LONGEST = 30
ACTIONS = (
    "slower", "faster", "pause", "resume", "wait", "less_talking", "tones_only", "count",
    "stop_counting", "restart", "time_left", "longer", "louder", "air_hunger", "night",
)  # fmt: skip


def begin(**slots):
    return respond(Turn("breathing.start", "me", NOON, slots), Session(), STORE)


def steer(session, action, at, begun=None):
    intents = {"longer": "breathing.longer", "louder": "volume.up", "night": "night"}
    intent = intents.get(action, "breathing.control")
    slots = {} if action in intents else {"action": action}
    is_air = action == "air_hunger"
    slots = {"action": "faster"} if is_air else slots
    turn = Turn(intent, "me", at, slots, cycles_begun=begun, air_hunger=is_air)
    return respond(turn, session, STORE)


def cycles_of(reply):
    """Return the breaths of a reply as tuples of phases, each beginning with its in-breath."""
    cycles = []
    for one in reply.segments:
        if isinstance(one, Breath):
            if one.phase is Phase.IN:
                cycles.append([])
            if cycles:
                cycles[-1].append(one)
    return cycles


def check(reply, name):
    floor = min(6.0, practices()[name].form.cycle_seconds, practices()[name].beginner.cycle_seconds)
    for cycle in cycles_of(reply):
        assert all(0 < one.seconds <= LIMITS[one.phase] for one in cycle)
        assert sum(one.seconds for one in cycle) >= floor
        assert [one.phase for one in cycle] == sorted(
            (one.phase for one in cycle), key=list(LIMITS).index
        )


@given(st.sampled_from(sorted(practices())), st.integers(1, LONGEST))
@settings(max_examples=60, deadline=None)
def test_minutes_are_the_nearest_number_of_whole_cycles(name, minutes):
    form = practices()[name].form
    reply, session = begin(practice=name, minutes=minutes)
    cycles = cycles_of(reply)
    assert len(cycles) == max(1, round(minutes * 60 / form.cycle_seconds))
    assert {tuple((one.phase, one.seconds) for one in cycle) for cycle in cycles} == {form.phases}
    assert reply.did.seconds == len(cycles) * form.cycle_seconds
    assert abs(reply.did.seconds - minutes * 60) <= form.cycle_seconds / 2
    assert session.breathing.cycles == len(cycles)


@given(st.sampled_from(sorted(practices())), st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_breaths_are_so_many_cycles(name, breaths):
    reply, _ = begin(practice=name, breaths=breaths)
    longest = int(LONGEST * 60 // practices()[name].form.cycle_seconds)
    assert len(cycles_of(reply)) == min(breaths, longest)


@given(
    st.sampled_from(sorted(practices())),
    st.integers(1, 6),
    st.lists(st.tuples(st.sampled_from(ACTIONS), st.floats(0.2, 25)), max_size=7),
    st.booleans(),
)
@settings(max_examples=50, deadline=None)
def test_no_steering_at_any_moment_leaves_the_limits(name, minutes, steps, counts_breaths):
    reply, session = begin(practice=name, minutes=minutes)
    check(reply, name)
    at, begun = NOON, 0
    for action, wait in steps:
        at += timedelta(seconds=wait)
        running = session.breathing
        if session.scene is not Scene.BREATHING or running is None:
            break
        if counts_breaths and not running.paused_at:
            begun = min(running.cycles, max(begun, running.cycles_done(at) + 1))
        kept = begun if counts_breaths else None
        reply, after = steer(session, action, at, kept)
        check(reply, name)
        assert from_dict(as_dict(after)) == after
        if reply.playback is Playback.CONTINUE:
            done = kept if counts_breaths else running.cycles_done(at)
            assert len(cycles_of(reply)) == total_cycles(after.breathing.stretches) - done
        if action in {"pause", "wait", "air_hunger"} and after.breathing == running:
            assert running.paused_at or running.free_breaths
        if action in {"slower", "faster", "less_talking", "count", "stop_counting", "night"}:
            before, now = total_seconds(running.stretches), total_seconds(after.breathing.stretches)
            longest = max(one.form.cycle_seconds for one in after.breathing.stretches)
            assert abs(now - before) <= longest
        if action == "resume" and reply.playback is Playback.RESUME:
            begun = max(0, begun - 1) if counts_breaths else begun
        session = after


@given(st.sampled_from(sorted(practices())), st.floats(1, 170), st.booleans())
@settings(max_examples=50, deadline=None)
def test_a_pause_loses_no_breath_and_goes_on_with_a_free_one_and_an_in_breath(name, moment, counts):
    reply, session = begin(practice=name, minutes=3)
    at = NOON + timedelta(seconds=session.breathing.lead_in_seconds + moment)
    if at >= session.breathing.ends_at:
        return
    done = session.breathing.cycles_done(at)
    begun = done + 1 if counts else None
    paused, session = steer(session, "pause", at, begun)
    assert (paused.playback, paused.segments) == (Playback.PAUSE, ())
    reply, after = steer(session, "resume", at + timedelta(seconds=100), begun)
    assert reply.playback is Playback.RESUME
    free, silence, first = reply.segments[:3]
    assert isinstance(free, Say)
    assert isinstance(silence, Pause)
    assert silence.seconds >= 2
    assert first.phase is Phase.IN
    assert len(cycles_of(reply)) == session.breathing.cycles - done
    assert total_seconds(after.breathing.stretches) == total_seconds(session.breathing.stretches)


@pytest.mark.parametrize("name", ["pursed_lips", "soft_small_breath"])
def test_faster_is_refused_at_the_floor_also_in_a_beginners_five_seconds(name):
    found = practices()[name]
    _, session = begin(practice=name, minutes=2)
    running = session.breathing
    for form in (found.form, found.beginner):
        if form.cycle_seconds - 1 >= 6:
            continue
        stretches = tuple(type(one)(form, one.cycles) for one in running.stretches)
        moved = Session(
            scene=Scene.BREATHING,
            breathing=type(running)(name, stretches, running.lead_in_seconds, running.started_at),
        )
        reply, after = steer(moved, "faster", NOON + timedelta(seconds=20), 2)
        assert reply.playback is Playback.KEEP
        assert after.breathing.stretches == stretches


def test_too_little_air_is_first_answered_by_no_pace_and_then_by_a_quicker_one():
    _, session = begin(practice="extended_exhale")
    at = NOON + timedelta(seconds=40)
    reply, session = steer(session, "air_hunger", at, 3)
    assert reply.playback is Playback.PAUSE
    assert reply.open
    assert words(reply).startswith("Breathe as you like")
    reply, session = steer(session, "faster", at + timedelta(seconds=20), 3)
    assert reply.playback is Playback.RESUME
    forms = [tuple(one.seconds for one in cycle) for cycle in cycles_of(reply)]
    assert forms[0] == (4, 6), "the breath that was cut"
    assert set(forms[1:]) == {(3.5, 5.5)}
    assert session.breathing.paused_at is None


def test_a_count_has_a_number_for_every_second_and_ends_when_asked():
    _, session = begin(practice="box", minutes=3)
    reply, session = steer(session, "count", NOON + timedelta(seconds=60), 2)
    for one in (one for cycle in cycles_of(reply) for one in cycle):
        assert one.counts == cue_words().numbers[:3]
        assert one.cue in {"In.", "Hold.", "Out."}
    reply, session = steer(session, "slower", NOON + timedelta(seconds=70), 3)
    assert not any(one.counts for cycle in cycles_of(reply) for one in cycle), "half seconds"
    reply, session = steer(session, "slower", NOON + timedelta(seconds=80), 3)
    assert {len(one.counts) for cycle in cycles_of(reply) for one in cycle} == {4}
    reply, _ = steer(session, "stop_counting", NOON + timedelta(seconds=90), 4)
    assert not any(one.counts for cycle in cycles_of(reply) for one in cycle)


def test_fewer_words_as_it_goes_on():
    reply, _ = begin(practice="extended_exhale", minutes=5)
    spoken = [sum(bool(one.cue) for one in cycle) for cycle in cycles_of(reply)]
    assert spoken[:2] == [2, 2]
    assert sum(spoken[2:6]) <= 4
    assert not any(spoken[6:])
    first_minute = [one.cue for cycle in cycles_of(reply)[:6] for one in cycle]
    assert len(" ".join(first_minute).split()) <= 16
