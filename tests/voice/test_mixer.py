from __future__ import annotations

import threading

import numpy as np
import pytest

from content.dialogue.reply import Phase
from offline.audio.clips import Clip, Stem
from offline.audio.dynamics import CEILING
from offline.audio.mixer import (
    CueStarted,
    Failed,
    Finished,
    Mixer,
)
from offline.audio.shaping import SOUND_FADE, SOUND_RETURN, SPEECH_FADE
from offline.timeline import CueMark, Timeline, render

BLOCK = 480
LENGTH = 48_000


def noise(seed, level=0.1):
    return np.random.default_rng(seed).uniform(-level, level, LENGTH).astype(np.float32)


def steady(stem, level=0.25, length=LENGTH):
    return Timeline((Clip(0, np.full(length, level, np.float32), stem),), (), length)


SPEECH = Timeline((Clip(0, noise(1), Stem.SPEECH),), (), LENGTH)
MARKS = tuple(CueMark(start, Phase.IN, 0.1, "x") for start in (0, 100, 5_000, 47_999))
BREATHING = Timeline(
    (Clip(0, noise(2), Stem.TONES), Clip(500, noise(3), Stem.BED, LENGTH - 500)), MARKS, LENGTH
)


def pulled(mixer, count, block=BLOCK):
    blocks = [mixer.pull(min(block, count - at)) for at in range(0, count, block)]
    return np.concatenate([np.zeros(0, np.float32), *blocks])


@pytest.mark.parametrize("block", [1, 37, 480, 960, 100_000])
def test_a_timeline_comes_out_sample_for_sample_in_any_blocks(block):
    mixer = Mixer()
    assert not mixer.pull(1_000).any()
    mixer.play(BREATHING)
    count = 2_000 if block == 1 else LENGTH + 1_000
    out = pulled(mixer, count, block)
    assert np.array_equal(out, render(BREATHING, 0, count))
    assert mixer.position == 1_000 + count


def test_cues_and_the_end_are_told_at_their_sample():
    mixer = Mixer()
    mixer.pull(777)
    mixer.play(BREATHING)
    pulled(mixer, LENGTH + BLOCK)
    events = mixer.drain()
    assert [event.at_sample - 777 for event in events] == [0, 100, 5_000, 47_999, LENGTH]
    assert all(isinstance(event, CueStarted) for event in events[:-1])
    assert [event.mark for event in events[:-1]] == list(MARKS)
    assert events[-1] == Finished(777 + LENGTH, BREATHING)
    assert mixer.drain() == ()
    assert not mixer.playing


@pytest.mark.parametrize("wait", [0, 480, 9_600, 30_000])
def test_a_pause_keeps_the_very_sample(wait):
    mixer = Mixer()
    mixer.play(BREATHING)
    pulled(mixer, 6_000)
    mixer.pause()
    assert mixer.paused
    assert not mixer.playing
    assert mixer.played == 6_000
    pulled(mixer, wait)
    mixer.resume()
    at = mixer.position
    back = pulled(mixer, 24_000)
    settled = max(SOUND_RETURN, SOUND_FADE - wait)
    expected = render(BREATHING, 6_000, 24_000)
    assert np.array_equal(back[settled + BLOCK :], expected[settled + BLOCK :])
    assert (at, mixer.played) == (6_000 + wait, 30_000)
    starts = [event.at_sample for event in mixer.drain()]
    assert starts == [0, 100, 5_000]
    pulled(mixer, LENGTH)
    assert [event.at_sample - wait for event in mixer.drain()] == [47_999, LENGTH]


def test_a_pause_is_silent_and_may_last():
    mixer = Mixer()
    mixer.play(BREATHING)
    mixer.pull(6_000)
    mixer.pause()
    pulled(mixer, SOUND_FADE)
    assert not pulled(mixer, 10 * LENGTH, 4_800).any()


def test_pausing_twice_and_resuming_twice_change_nothing():
    mixer = Mixer()
    mixer.resume()
    mixer.play(SPEECH)
    mixer.pull(1_000)
    mixer.pause()
    mixer.pull(300)
    mixer.pause()
    faded = pulled(mixer, 2_000)
    assert not faded[SPEECH_FADE:].any()
    mixer.resume()
    mixer.resume()
    assert mixer.played == 1_000


@pytest.mark.parametrize("stem", Stem)
def test_a_stop_fades_without_a_step_and_is_silent_in_time(stem):
    mixer = Mixer()
    mixer.play(steady(stem))
    before = mixer.pull(BLOCK)
    mixer.stop()
    out = pulled(mixer, 12_000)
    fade = SPEECH_FADE if stem is Stem.SPEECH else SOUND_FADE
    assert not out[fade:].any()
    assert out[fade // 2] == pytest.approx(0.125, abs=0.002)
    steps = np.abs(np.diff(np.concatenate((before, out))))
    assert steps.max() < 0.25 * np.pi / 2 / fade * 1.05
    assert fade <= {Stem.SPEECH: 0.06}.get(stem, 0.25) * 48_000
    assert fade >= {Stem.SPEECH: 0.01}.get(stem, 0.12) * 48_000
    assert mixer.drain() == ()


def test_what_replaces_begins_at_once_and_what_was_fades_underneath():
    mixer = Mixer()
    mixer.play(BREATHING)
    pulled(mixer, 4_800)
    mixer.play(SPEECH)
    out = pulled(mixer, 24_000)
    speech = render(SPEECH, 0, 24_000)
    assert np.abs(out - speech)[:100].max() > 0.01
    assert np.array_equal(out[SOUND_FADE:], speech[SOUND_FADE:])
    assert [type(event) for event in mixer.drain()] == [CueStarted, CueStarted]


def test_words_over_a_practice_leave_it_exactly_where_it_was():
    mixer = Mixer()
    mixer.play(BREATHING)
    words = Timeline((Clip(0, noise(9)[:4_000], Stem.SPEECH),), (), 4_000)
    pulled(mixer, 4_800)
    mixer.over(words)
    out = pulled(mixer, 9_600)
    beneath = render(BREATHING, 4_800, 9_600, without=Stem.TONES)
    assert np.abs(out - render(BREATHING, 4_800, 9_600) - render(words, 0, 9_600)).max() < 0.2
    assert beneath.any()
    finished = [event for event in mixer.drain() if isinstance(event, Finished)]
    assert finished == [Finished(8_800, words, over=True)]
    assert mixer.playing


def test_words_over_a_wait_are_heard_and_the_wait_goes_on():
    mixer = Mixer()
    mixer.play(BREATHING)
    pulled(mixer, 4_800)
    mixer.pause()
    mixer.over(steady(Stem.SPEECH, 0.1, 1_000))
    assert (mixer.playing, mixer.paused) == (True, True)
    pulled(mixer, SOUND_FADE)
    assert (mixer.playing, mixer.paused) == (False, True)
    assert mixer.played == 4_800
    mixer.stop()
    assert (mixer.playing, mixer.paused, mixer.played) == (False, False, None)


def test_new_words_over_replace_the_old_ones():
    mixer = Mixer()
    mixer.over(steady(Stem.SPEECH, 0.1))
    mixer.pull(BLOCK)
    mixer.over(steady(Stem.SPEECH, 0.2))
    out = pulled(mixer, 2 * BLOCK)
    assert out[BLOCK:] == pytest.approx(0.2)


def test_the_volume_moves_over_a_block_and_stays_in_its_bounds():
    mixer = Mixer()
    mixer.play(steady(Stem.TONES, 0.1))
    mixer.pull(BLOCK)
    mixer.set_volume(-6)
    assert np.abs(np.diff(mixer.pull(BLOCK))).max() < 0.001
    assert mixer.pull(BLOCK)[-1] == pytest.approx(0.1 * 10 ** (-6 / 20))
    mixer.set_volume(99)
    assert mixer.volume_db == 4
    mixer.set_volume(-99)
    assert mixer.volume_db == -80


def test_what_is_stopped_leaves_at_the_level_it_had_and_what_follows_has_the_new_one():
    mixer = Mixer()
    mixer.play(steady(Stem.TONES, 0.5))
    mixer.set_volume(-20)
    mixer.pull(BLOCK)
    mixer.stop()
    mixer.set_volume(0)
    assert pulled(mixer, SOUND_FADE).max() <= 0.0501
    mixer.play(steady(Stem.TONES, 0.5))
    assert mixer.pull(BLOCK)[-1] == pytest.approx(0.5)


def test_nothing_that_leaves_is_over_1_db_below_full_scale():
    mixer = Mixer()
    mixer.play(steady(Stem.SPEECH, 0.9))
    mixer.over(steady(Stem.TONES, 0.9))
    assert np.abs(mixer.pull(BLOCK)).max() <= CEILING


def test_a_fault_is_silence_and_an_event_and_the_next_sound_plays():
    mixer = Mixer()
    mixer.play(Timeline((Clip(0, "no samples", Stem.SPEECH, 900),), (), 900))
    assert not mixer.pull(BLOCK).any()
    (event,) = mixer.drain()
    assert isinstance(event, Failed)
    assert event.at_sample == 0
    assert not mixer.playing
    mixer.play(SPEECH)
    assert np.array_equal(mixer.pull(BLOCK), render(SPEECH, 0, BLOCK))


def test_an_empty_timeline_is_over_at_once():
    mixer = Mixer()
    mixer.play(BREATHING)
    mixer.pull(BLOCK)
    mixer.play(Timeline())
    mixer.pull(BLOCK)
    assert mixer.drain()[-1] == Finished(BLOCK, Timeline())
    assert not pulled(mixer, SOUND_FADE + BLOCK)[SOUND_FADE:].any()


def test_commands_from_another_thread_never_break_the_sound():
    mixer = Mixer()
    done = threading.Event()

    def command():
        while not done.is_set():
            for call in (mixer.pause, mixer.resume, mixer.stop, mixer.drain):
                mixer.play(SPEECH)
                mixer.over(BREATHING)
                call()

    commander = threading.Thread(target=command)
    commander.start()
    blocks = [mixer.pull(BLOCK) for _ in range(300)]
    done.set()
    commander.join()
    assert all(len(block) == BLOCK for block in blocks)
    assert mixer.position == 300 * BLOCK
    assert not any(isinstance(event, Failed) for event in mixer.drain())
