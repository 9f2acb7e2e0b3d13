"""A practice that is changed while it sounds: the breath under way stays, nothing clicks."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.voices import BuzzVoice

from content.breath_form import BreathForm, Stretch
from content.dialogue.reply import Pause, Phase, Say
from content.practices import practices
from offline.audio.clips import Stem
from offline.audio.mixer import Mixer
from offline.audio.mixer_events import CueStarted
from offline.sound.kit import Kit
from offline.splice import next_breath, resumed, spliced
from offline.timeline import Timeline, compile_timeline, render

RATE = 48_000
KIT = Kit()
PRACTICE = practices()["extended_exhale"]
BEFORE = compile_timeline((Say("Now."), Pause(1), *PRACTICE.segments(8)), BuzzVoice(), KIT)
SLOWER = (Stretch(BreathForm(4.5, 6.5), 4),)
REST = compile_timeline(PRACTICE.breaths(SLOWER, 3), BuzzVoice(), KIT)
FIRST = BEFORE.marks[0].start


@pytest.mark.parametrize(
    ("seconds", "breath"), [(-1, 0), (0.1, 1), (9.9, 1), (9.99, 2), (69, 7), (75, 8)]
)
def test_the_next_breath_is_a_whole_cycle_away_at_most(seconds, breath):
    assert next_breath(BEFORE, FIRST + round(seconds * RATE)) == FIRST + breath * 10 * RATE


def test_after_the_last_breath_there_is_none():
    assert next_breath(BEFORE, FIRST + 80 * RATE) is None
    assert next_breath(Timeline(), 0) is None


def test_what_was_under_way_is_unchanged_and_the_rest_begins_to_the_sample():
    at = FIRST + 30 * RATE
    joined = spliced(BEFORE, at, REST)
    assert np.array_equal(render(joined, 0, at), render(BEFORE, 0, at))
    begins = [mark.start - at for mark in joined.marks if mark.start >= at]
    lengths = (4.5, 6.5)
    assert begins == [round(sum((lengths * 4)[:n]) * RATE) for n in range(8)]
    assert len([mark for mark in joined.marks if mark.start < at]) == 6
    after = render(joined, at, 44 * RATE, without=Stem.BED)
    assert np.array_equal(after, render(REST, 0, 44 * RATE, without=Stem.BED))


def test_the_bed_runs_on_without_a_seam():
    at = FIRST + 30 * RATE
    joined = spliced(BEFORE, at, REST)
    (bed,) = [clip for clip in joined.clips if clip.stem is Stem.BED]
    around = render(Timeline((bed,), (), joined.length), at - RATE, 2 * RATE)
    (alone,) = [clip for clip in BEFORE.clips if clip.stem is Stem.BED]
    before = render(Timeline((alone,), (), BEFORE.length), at - RATE, 2 * RATE)
    assert np.array_equal(around, before)
    assert bed.end == joined.length


def test_the_mixer_goes_on_at_the_same_sample():
    mixer = Mixer()
    mixer.play(BEFORE)
    heard = [mixer.pull(FIRST + 25 * RATE)]
    mixer.exchange(lambda now, position: spliced(now, next_breath(now, position), REST))
    heard.append(mixer.pull(40 * RATE))
    joined = spliced(BEFORE, FIRST + 30 * RATE, REST)
    out = np.concatenate(heard)
    assert np.array_equal(out, render(joined, 0, FIRST + 65 * RATE))
    cues = [event for event in mixer.drain() if isinstance(event, CueStarted)]
    inward = [event.at_sample - FIRST for event in cues if event.mark.phase is Phase.IN]
    assert inward == [n * RATE for n in (0, 10, 20, 30, 41, 52, 63)]


def test_with_nothing_in_front_nothing_is_exchanged():
    mixer = Mixer()
    mixer.exchange(lambda now, position: REST)
    assert not mixer.playing


def test_after_a_pause_one_free_breath_and_then_an_in_breath():
    at = FIRST + 27 * RATE
    free = compile_timeline((Pause(6), *PRACTICE.segments(5)), BuzzVoice(), KIT)
    joined = resumed(BEFORE, at, free)
    after = [mark for mark in joined.marks if mark.start >= at]
    assert (after[0].start, after[0].phase) == (at + 6 * RATE, Phase.IN)
    assert [mark for mark in joined.marks if mark.start < at] == list(BEFORE.marks[:6])
    assert not render(joined, at, 6 * RATE, without=Stem.BED).any()
    (bed,) = [clip for clip in joined.clips if clip.stem is Stem.BED]
    assert bed.start < FIRST
    assert bed.end == joined.length


def test_the_mixer_goes_on_from_the_pause_without_a_step():
    mixer = Mixer()
    mixer.play(BEFORE)
    heard = [mixer.pull(FIRST + 25 * RATE)]
    mixer.pause()
    heard.append(mixer.pull(3 * RATE))
    free = compile_timeline((Pause(6), *PRACTICE.segments(5)), BuzzVoice(), KIT)
    mixer.exchange(lambda now, position: resumed(now, position, free))
    mixer.resume()
    heard.append(mixer.pull(12 * RATE))
    tones = np.concatenate(heard)
    around = tones[FIRST + 25 * RATE - 10 : FIRST + 34 * RATE]
    assert np.abs(np.diff(around)).max() < 0.05
    inward = [one.at_sample for one in mixer.drain() if isinstance(one, CueStarted)]
    assert inward[-2] == FIRST + (25 + 3 + 6) * RATE


def test_words_over_a_wait_are_no_reason_for_a_bed_of_its_own():
    joined = resumed(BEFORE, FIRST + 27 * RATE, Timeline())
    assert len([clip for clip in joined.clips if clip.stem is Stem.BED]) == 1


def test_where_the_night_begins_one_bed_fades_as_the_other_comes():
    at = FIRST + 30 * RATE
    night = compile_timeline(PRACTICE.segments(5), BuzzVoice(), Kit(night=True))
    joined = spliced(BEFORE, at, night)
    beds = [clip for clip in joined.clips if clip.stem is Stem.BED]
    assert [beds[0].end, beds[1].start] == [at + 4 * RATE, at]
    alone = Timeline(tuple(beds), (), joined.length)
    assert np.abs(np.diff(render(alone, at - 10, 5 * RATE))).max() < 0.022
