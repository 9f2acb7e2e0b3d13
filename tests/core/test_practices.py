"""The eighteen paced practices against the evidence's own table, and what a new listener gets."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import library
from content.breath_form import BreathForm, Stretch, total_seconds
from content.dialogue.reply import Phase
from content.practices import SHARE_OF_PHASE, WORDED_CYCLES, cue_words, practices
from content.scenes.choosing import needs
from content.sentences import book

TABLE = Path(__file__).parents[1] / "fixtures" / "evidence" / "protocol_seconds.csv"
"""Columns of evidence 2.1 that are seconds and counts."""

ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
ROUNDED = 1.0
"""The table's totals of beginners are written in whole seconds."""


def parts(form):
    return (form.inhale, form.top_up, form.hold, form.exhale, form.rest)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_seconds_and_cycles_are_the_evidences(row):
    found = practices()[row["id"]]
    columns = ("inhale_s", "topup_s", "hold_s", "exhale_s", "hold_out_s")
    assert parts(found.form) == tuple(float(row[name]) for name in columns)
    assert (found.cycles, found.cycle_seconds) == (int(row["cycles"]), float(row["cycle_s"]))
    assert found.cycles * found.cycle_seconds == float(row["total_s"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_beginners_seconds_are_the_evidences(row):
    found = practices()[row["id"]]
    breath, hold, exhale, rest = row["beginner"].split("/")
    inhale, _, top_up = breath.partition("+")
    assert parts(found.beginner) == tuple(map(float, (inhale, top_up, hold, exhale, rest)))
    assert found.beginner_cycles == int(row["beginner_cycles"])
    total = found.beginner_cycles * found.beginner.cycle_seconds
    assert total == pytest.approx(float(row["beginner_total_s"]), abs=ROUNDED)


def test_there_are_eighteen_and_each_can_be_named():
    assert set(practices()) == {row["id"] for row in ROWS}
    assert len(practices()) == 18
    assert set(practices()) <= {value.id for value in book().lists()["practice"].values}


@pytest.mark.parametrize("found", practices().values(), ids=lambda found: found.id)
def test_each_says_what_it_rests_on_and_when_to_stop(found):
    assert found.cautions
    assert found.stop_when
    assert set(found.sources) <= set(library.read("evidence_sources.yaml"))


@pytest.mark.parametrize("found", practices().values(), ids=lambda found: found.id)
@pytest.mark.parametrize("seed", range(12))
def test_words_take_a_third_of_their_phase_and_end_after_breath_six(found, seed):
    for form in (found.form, found.beginner, found.beginner.between(found.form)):
        breaths = found.breaths((Stretch(form, 9),), seed=seed)
        for breath in breaths:
            if breath.cue:
                assert cue_words().seconds[breath.cue] <= SHARE_OF_PHASE * breath.seconds
        worded = breaths[len(form.phases) * WORDED_CYCLES :]
        assert not any(breath.cue for breath in worded)
        assert any(breath.cue for breath in breaths)


def test_there_are_twelve_ways_to_say_in():
    assert len(set(cue_words().wordings["in"])) == 12
    first = {practices()["extended_exhale"].breaths(_one(), seed=seed)[0].cue for seed in range(12)}
    assert len(first) == 12


def _one():
    return (Stretch(practices()["extended_exhale"].form, 1),)


@given(st.sampled_from(sorted(practices())), st.none() | st.floats(30, 1800))
def test_a_new_listener_is_brought_to_the_written_seconds_within_the_length_asked(name, seconds):
    found = practices()[name]
    stretches = found.for_beginner(seconds)
    assert stretches[0].form == found.beginner
    longest = max(stretch.form.cycle_seconds for stretch in stretches)
    if seconds is not None:
        assert abs(total_seconds(stretches) - seconds) <= max(longest, 0.5 * longest + 1)
    if len(stretches) > 1:
        assert stretches[-1].form == found.form
        assert total_seconds(stretches[:-1]) == pytest.approx(60, abs=10)


def test_what_we_choose_holds_no_breath_and_panic_begins_out_and_small():
    for need in needs().values():
        chosen = practices()[need.practice]
        assert chosen.form.hold == 0
        assert chosen.form.rest <= 1
    panic = needs()["panic"]
    assert panic.out_first
    assert practices()[panic.practice].form.inhale <= 2
    assert {need for need, it in needs().items() if it.pain} == {"gut_pain", "flare"}
    assert {
        "calm",
        "panic",
        "sleep",
        "before_meal",
        "after_meal",
        "gut_pain",
        "flare",
        "quick",
    } < set(needs())


HALVES = st.integers(0, 60).map(lambda halves: halves / 2)
"""Half seconds up to half a minute: they add up exactly."""


@given(st.builds(BreathForm, HALVES, HALVES, hold=HALVES, rest=HALVES))
def test_numbers_of_ones_own_are_kept_within_the_limits(wanted):
    form = wanted.within_limits()
    assert form.inhale <= 6
    assert form.hold <= 7
    assert form.exhale <= 10
    assert form.cycle_seconds >= 6
    assert form == form.within_limits()


def test_a_breath_within_the_limits_is_left_as_it_is():
    wanted = BreathForm(4, 7)
    assert wanted.within_limits() == wanted
    assert [phase for phase, _ in wanted.phases] == [Phase.IN, Phase.OUT]
