"""Every phase begins at its sample, at any rate, however long the practice and however steered."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from fakes.voices import BuzzVoice
from hypothesis import given, settings
from hypothesis import strategies as st

from content.breath_form import (
    LONGEST_HOLD,
    LONGEST_INHALE,
    SHORTEST_CYCLE,
    Stretch,
    first_cycles,
    total_cycles,
    total_seconds,
    without_first,
)
from content.dialogue.reply import Breath, Pause, Phase
from content.practices import practices
from offline.audio.clips import Stem
from offline.audio.mixer import Mixer
from offline.audio.mixer_events import CueStarted
from offline.breath_clock import BreathClock, bounds
from offline.sound.kit import Kit
from offline.splice import next_breath, resumed, spliced
from offline.timeline import SoundChoice, compile_timeline

RATES = (16_000, 22_050, 24_000, 48_000)
MOUTH = 48_000
KIT = Kit()


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", list(practices()))
def test_each_phase_of_each_practice_of_any_length_begins_at_its_sample(name, rate):
    practice = practices()[name]
    for minutes in (0.2, 1, 2, 3, 5, 10, 20, 30):
        cycles = practice.cycles_in(minutes)
        every = (practice.segments(cycles), practice.breaths(practice.for_beginner(minutes * 60)))
        for breaths in every:
            tenths = [round(breath.seconds * 20) for breath in breaths]
            assert [breath.seconds * 20 for breath in breaths] == tenths, "twentieths are enough"
            passed = 0
            for (first, last), length in zip(
                bounds((breath.seconds for breath in breaths), rate), tenths, strict=True
            ):
                assert first == round(Fraction(passed * rate, 20))
                passed += length
                assert last == round(Fraction(passed * rate, 20))
        whole = bounds((breath.seconds for breath in practice.segments(cycles)), rate)[-1][1]
        assert whole == round(Fraction(practice.cycle_seconds) * cycles * rate)
        assert abs(cycles * practice.cycle_seconds - minutes * 60) <= max(
            practice.cycle_seconds / 2, practice.cycle_seconds - minutes * 60
        )


@given(st.lists(st.sampled_from([1 / 3, 10 / 3, 0.1, 5.5, 7]), min_size=1, max_size=400))
def test_whatever_is_added_up_is_rounded_once(lengths):
    for rate in RATES:
        clock = BreathClock(rate)
        ends = [clock.take(length)[1] for length in lengths]
        exact = sum((Fraction(length).limit_denominator(1_000) for length in lengths), Fraction(0))
        assert ends[-1] == round(exact * rate)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["slower", "faster", "pause", "longer"]),
        st.floats(0, 40, allow_nan=False),
    ),
    max_size=5,
)


@given(st.sampled_from(sorted(practices())), STEPS)
@settings(max_examples=25, deadline=None)
def test_steering_at_any_moment_keeps_every_breath_whole_and_within_its_limits(name, steps):
    practice = practices()[name]
    stretches = (Stretch(practice.form, 4),)
    mixer = Mixer()
    mixer.play(compiled(practice, stretches))
    heard = []

    def pass_seconds(seconds):
        for _ in range(round(seconds * 2)):
            mixer.pull(MOUTH // 2)
            heard.extend(one for one in mixer.drain() if isinstance(one, CueStarted))

    cut = set()
    for step, seconds in steps:
        pass_seconds(seconds)
        begun = sum(one.mark.phase is Phase.IN for one in heard) - len(cut)
        if begun >= total_cycles(stretches) or not mixer.playing:
            break
        if step == "pause":
            mixer.pause()
            pass_seconds(1)
            cut.add(len(heard) - 1)
            left = without_first(stretches, max(0, begun - 1))
            again = compiled(practice, left, Pause(6))
            mixer.exchange(lambda now, position, rest=again: resumed(now, position, rest))
            mixer.resume()
            continue
        stretches = steered(practice, stretches, begun, step)
        rest = compiled(practice, without_first(stretches, begun))
        mixer.exchange(lambda now, position, rest=rest: continued(now, position, rest))
    pass_seconds(400)
    assert_whole(practice, heard, cut)


def steered(practice, stretches, begun, step):
    left = without_first(stretches, begun)
    if not left:
        return stretches
    now = left[0].form
    if step == "longer":
        return (*stretches[:-1], replace(stretches[-1], cycles=stretches[-1].cycles + 2))
    form = now.slower() if step == "slower" else now.faster(practice.form)
    return (*first_cycles(stretches, begun), Stretch(form, total_cycles(left)))


def compiled(practice, stretches, *before):
    segments = (*before, *(replace(one, cue="") for one in practice.breaths(stretches)))
    return compile_timeline(segments, BuzzVoice(), KIT, SoundChoice.VOICE)


def continued(now, position, rest):
    at = next_breath(now, position)
    return now if at is None else spliced(now, at, rest)


def assert_whole(practice, heard, cut):
    """Each phase lasts as it says, unless a pause cut it; none is over its limit."""
    for number, (one, after) in enumerate(pairwise(heard)):
        if number not in cut:
            assert abs(after.at_sample - one.at_sample - one.mark.seconds * MOUTH) <= 1, number
        else:
            assert after.mark.phase is Phase.IN, "a free breath, then an in-breath"
    for one in heard:
        limit = {Phase.IN: LONGEST_INHALE, Phase.HOLD: LONGEST_HOLD, Phase.REST: LONGEST_HOLD}
        assert one.mark.seconds <= limit.get(one.mark.phase, 10.0)
    if not cut:
        inward = [one.at_sample for one in heard if one.mark.phase is Phase.IN]
        shortest = min(SHORTEST_CYCLE, practice.cycle_seconds)
        assert all(later - first >= shortest * MOUTH - 1 for first, later in pairwise(inward))


@given(st.sampled_from(["stop", "pause", "replace"]), st.integers(0, 40 * MOUTH))
@settings(max_examples=25, deadline=None)
def test_whatever_ends_a_phase_fades_it(command, at):
    mixer = Mixer()
    breaths = (Breath(Phase.IN, 4, "x"), Breath(Phase.HOLD, 4, "x"), Breath(Phase.OUT, 6, "x"))
    timeline = compile_timeline(breaths * 3, BuzzVoice(), KIT)
    mixer.play(timeline)
    before = mixer.pull(at)[-1:]
    {
        "stop": mixer.stop,
        "pause": mixer.pause,
        "replace": lambda: mixer.play(compile_timeline((Pause(1),), BuzzVoice(), KIT)),
    }[command]()
    after = mixer.pull(MOUTH // 2)
    steps = abs(after[1:] - after[:-1])
    assert steps.max(initial=0) <= 0.022
    assert not len(before) or abs(after[0] - before[0]) <= 0.022
    assert not after[MOUTH // 4 :].any()


def test_total_is_what_was_asked_to_the_cycle():
    for practice in practices().values():
        for minutes in (1, 3, 10, 30):
            cycles = practice.cycles_in(minutes)
            timeline = compile_timeline(
                practice.segments(cycles), BuzzVoice(), KIT, SoundChoice.VOICE
            )
            last = timeline.marks[-1]
            total = last.start + round(last.seconds * MOUTH) - timeline.marks[0].start
            assert total == round(total_seconds((Stretch(practice.form, cycles),)) * MOUTH)
    assert not [clip for clip in timeline.clips if clip.stem is Stem.BED]
