from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from fakes.voices import SAMPLES_PER_LETTER, BuzzVoice
from hypothesis import given, settings
from hypothesis import strategies as st

from content.dialogue.reply import Breath, Chime, ChimeName, Pace, Pause, Phase, Say
from content.practices import practices
from offline.audio.clips import Stem
from offline.audio.samples import MOUTH_RATE
from offline.sound.kit import Kit
from offline.timeline import SoundChoice, Timeline, compile_timeline, of_sound, render
from offline.voices.cues import CueCache
from offline.voices.pick import open_voice

RATE = 48_000
KIT = Kit()
FOUR_SIX = ((Phase.IN, 4.0), (Phase.OUT, 6.0))
BOX = ((Phase.IN, 4.0), (Phase.HOLD, 4.0), (Phase.OUT, 4.0), (Phase.REST, 4.0))
UNEVEN = ((Phase.OUT, 5.5), (Phase.IN, 1.1), (Phase.TOP_UP, 0.7), (Phase.HOLD, 2.3))


def breaths(cycle, cycles, cue=""):
    return tuple(
        Breath(phase, seconds, "test", cue) for _ in range(cycles) for phase, seconds in cycle
    )


def compiled(*segments, sound=SoundChoice.VOICE_AND_TONES, voice=None):
    return compile_timeline(segments, voice or BuzzVoice(), KIT, sound)


def clips(timeline, stem):
    return [clip for clip in timeline.clips if clip.stem == stem]


def whole(timeline, without=None):
    return render(timeline, 0, timeline.length, without)


@pytest.mark.parametrize(
    ("cycle", "cycles", "tenths"),
    [(FOUR_SIX, 60, (40, 60)), (BOX, 38, (40, 40, 40, 40)), (UNEVEN, 63, (55, 11, 7, 23))],
)
def test_each_phase_begins_at_its_exact_sample_over_ten_minutes(cycle, cycles, tenths):
    timeline = compiled(Say("Ten minutes."), Pause(3), *breaths(cycle, cycles))
    first = timeline.marks[0].start
    assert first == len("Tenminutes") * SAMPLES_PER_LETTER + 3 * RATE
    passed = 0
    for number, mark in enumerate(timeline.marks):
        assert mark.start - first == passed * RATE // 10, number
        passed += tenths[number % len(tenths)]
    assert passed * RATE // 10 > 590 * RATE
    tones = {clip.start: clip for clip in clips(timeline, Stem.TONES)}
    for mark in timeline.marks:
        if mark.phase is not Phase.REST:
            assert tones[mark.start].samples[0] != 0
            assert len(tones[mark.start].samples) == round(mark.seconds * RATE)


@given(st.lists(st.tuples(st.sampled_from(Phase), st.integers(1, 120)), min_size=1, max_size=40))
@settings(max_examples=15, deadline=None)
def test_any_order_of_phases_and_any_tenths_of_seconds_add_up(phases):
    timeline = compiled(*(Breath(phase, tenths / 10, "x") for phase, tenths in phases))
    ends = np.cumsum([tenths for _, tenths in phases]) * RATE // 10
    assert [mark.start for mark in timeline.marks] == [0, *ends[:-1]]


def test_thirds_of_a_second_do_not_drift():
    timeline = compiled(*breaths(((Phase.IN, 10 / 3), (Phase.OUT, 20 / 3)), 360))
    assert [mark.start for mark in timeline.marks[::2]] == [10 * RATE * n for n in range(360)]


def test_taking_a_phases_sound_out_changes_nothing_before_it():
    timeline = compiled(Say("Now."), Pause(3), *breaths(BOX, 2, cue="In"))
    full = whole(timeline)
    for clip in clips(timeline, Stem.TONES):
        difference = full - whole(timeline, without=clip)
        assert not difference[: clip.start].any()
        assert difference[clip.start] != 0
        assert not difference[clip.end :].any()


def test_a_window_anywhere_is_cut_from_the_whole():
    timeline = compiled(
        Say("Now."), Pause(1), *breaths(FOUR_SIX, 3, cue="In"), Chime(ChimeName.END_BELL)
    )
    full = whole(timeline)
    for start in (0, 1, 7_919, 3 * RATE - 5, timeline.length - 100):
        assert np.array_equal(
            render(timeline, start, 777)[: len(full) - start], full[start : start + 777]
        )
    assert not render(timeline, -500, 400).any()
    assert not render(timeline, timeline.length, 480).any()


def test_the_same_reply_gives_the_same_bytes():
    segments = (Say("Now."), Pause(3), *breaths(FOUR_SIX, 3, cue="Out"), Chime(ChimeName.END_BELL))
    first, second = (compile_timeline(segments, BuzzVoice(), Kit()) for _ in range(2))
    assert whole(first).tobytes() == whole(second).tobytes()


def test_ten_minutes_are_small_because_sounds_are_shared():
    timeline = compiled(*breaths(FOUR_SIX, 60, cue="In"))
    distinct = {id(clip.samples): clip.samples.nbytes for clip in timeline.clips}
    assert timeline.length > 600 * RATE
    assert sum(distinct.values()) < 10_000_000


def test_cue_words_begin_120_ms_after_their_sound():
    timeline = compiled(*breaths(FOUR_SIX, 1, cue="In"))
    assert [clip.start for clip in clips(timeline, Stem.SPEECH)] == [5_760, 4 * RATE + 5_760]


def test_cue_words_without_a_sound_are_the_phases_sound():
    timeline = compiled(*breaths(FOUR_SIX, 1, cue="In"), sound=SoundChoice.VOICE)
    assert [clip.start for clip in clips(timeline, Stem.SPEECH)] == [0, 4 * RATE]
    resting = compiled(Breath(Phase.REST, 2, "x", "Rest"))
    assert [clip.start for clip in clips(resting, Stem.SPEECH)] == [0]


def test_a_cue_that_does_not_fit_is_a_fault_and_not_cut():
    letters = int((2 - 0.15 - 0.12) * RATE) // SAMPLES_PER_LETTER
    assert compiled(Breath(Phase.IN, 2, "x", "i" * letters)).faults == ()
    late = compiled(Breath(Phase.IN, 2, "x", "i" * (letters + 1)))
    assert len(late.faults) == 1
    assert clips(late, Stem.SPEECH) == []
    assert len(late.marks) == 1


@pytest.mark.parametrize("name", ["hibari", "espeak_sync"])
def test_every_cue_of_every_practice_fits(name):
    if name == "hibari":
        pytest.importorskip("hibari")
    voice = open_voice(name)
    cues = CueCache(voice)
    for practice in practices().values():
        timeline = compile_timeline(practice.segments(practice.cycles), voice, KIT, cues=cues)
        assert timeline.faults == (), practice.id


def test_sentences_keep_450_ms_and_a_longer_pause_is_kept_as_it_is():
    voice = BuzzVoice()
    timeline = compiled(
        Say("One. Two!"), Say("Six."), Pause(1.2), Say("Ten?", Pace.NUMBER), voice=voice
    )
    spoken = clips(timeline, Stem.SPEECH)
    gaps = [after.start - before.end for before, after in pairwise(spoken)]
    assert gaps == [21_600, 21_600, round(1.2 * RATE)]
    assert [pace for _, pace in voice.spoken] == [Pace.ANSWER] * 3 + [Pace.NUMBER]


def test_words_wait_for_a_bell_and_breaths_do_not():
    timeline = compiled(Chime(ChimeName.START_BELL), Pause(3), *breaths(FOUR_SIX, 1))
    assert timeline.marks[0].start == 3 * RATE
    timeline = compiled(*breaths(FOUR_SIX, 1), Chime(ChimeName.END_BELL), Say("Done."))
    bell, words = clips(timeline, Stem.BELL)[0], clips(timeline, Stem.SPEECH)[0]
    assert bell.start == 10 * RATE
    assert words.start == bell.start + KIT.words_after(ChimeName.END_BELL)
    assert timeline.length >= bell.end


def test_two_notes_follow_the_words_and_are_heard_whole():
    timeline = compiled(Say("Kept."), Chime(ChimeName.KEPT))
    words, notes = timeline.clips
    assert notes.start - words.end == 21_600
    assert timeline.length == notes.end


def test_the_bed_is_up_at_the_first_breath_and_fades_out_after_the_last():
    timeline = compiled(Say("Now."), Pause(3), *breaths(FOUR_SIX, 6))
    (bed,) = clips(timeline, Stem.BED)
    first = timeline.marks[0].start
    assert bed.start == first - 3 * RATE
    assert bed.end == first + 60 * RATE + 4 * RATE == timeline.length
    alone = whole(Timeline(clips=(bed,), length=timeline.length))

    def level(second):
        at = first + round(second * RATE)
        return float(np.sqrt((alone[at : at + RATE // 2] ** 2).mean()))

    assert level(-3) < 0.2 * level(0.1)
    assert level(63.5) < 0.2 * level(50)
    assert level(21) == pytest.approx(level(1), rel=0.05)
    assert np.abs(np.diff(alone)).max() < 0.022


def test_a_bed_without_room_before_the_first_breath_still_opens_softly():
    timeline = compiled(*breaths(FOUR_SIX, 1))
    (bed,) = clips(timeline, Stem.BED)
    assert bed.start == 0
    assert abs(whole(Timeline(clips=(bed,), length=10))[0]) < 1e-6


@pytest.mark.parametrize(
    ("sound", "stems"),
    [
        (SoundChoice.VOICE_AND_TONES, {Stem.SPEECH: 3, Stem.TONES: 3, Stem.BED: 1, Stem.BELL: 1}),
        (SoundChoice.TONES, {Stem.SPEECH: 1, Stem.TONES: 3, Stem.BED: 1, Stem.BELL: 1}),
        (SoundChoice.VOICE, {Stem.SPEECH: 3}),
        (SoundChoice.BELLS, {Stem.SPEECH: 1, Stem.TONES: 3, Stem.BELL: 1}),
    ],
)
def test_the_choice_of_sounds_decides_what_guides_the_breaths(sound, stems):
    segments = (
        Say("If it hurts, get help."),
        Breath(Phase.IN, 4, "x", "In"),
        Breath(Phase.HOLD, 4, "x"),
        Breath(Phase.OUT, 4, "x", "Out"),
        Breath(Phase.REST, 4, "x"),
        Chime(ChimeName.END_BELL),
    )
    timeline = compiled(*segments, sound=sound)
    assert {stem: len(clips(timeline, stem)) for stem in Stem if clips(timeline, stem)} == stems
    starts = [mark.start for mark in timeline.marks]
    assert [start - starts[0] for start in starts] == [0, 4 * RATE, 8 * RATE, 12 * RATE]


def test_phases_are_told_apart_by_their_bells():
    timeline = compiled(*breaths(BOX, 1), sound=SoundChoice.BELLS)
    bells = [clip.samples for clip in clips(timeline, Stem.TONES)]
    assert len({bell.tobytes() for bell in bells}) == 3


def test_an_empty_reply_is_silence():
    assert compiled() == Timeline()
    assert compiled(Say("  "), Say("…")).length == 0
    assert len(whole(compiled(Pause(0.5)))) == RATE // 2


def test_one_sound_of_the_kit_is_a_timeline():
    tone = KIT.chime(ChimeName.KEPT)
    assert np.array_equal(whole(of_sound(tone)), tone)


def test_a_whole_practice_keeps_under_1_db_below_full_scale():
    pytest.importorskip("hibari")
    box = practices()["box"]
    segments = (
        Say("One breath.", Pace.GUIDANCE),
        Pause(3),
        *box.segments(1),
        Chime(ChimeName.END_BELL),
    )
    for sound in SoundChoice:
        timeline = compile_timeline(segments, open_voice("hibari"), KIT, sound)
        assert np.abs(whole(timeline)).max() < 10 ** (-1 / 20)
    assert MOUTH_RATE == RATE
