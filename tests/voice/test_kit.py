from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
import soxr

from content.dialogue.reply import ChimeName, Phase
from offline.audio.samples import MOUTH_RATE
from offline.sound.kit import BED_SECONDS, FIRST_SAMPLE, Kit, Signal

# Shared reference "experience", section 5, by day.
PHASE_LUFS = {Phase.IN: -26, Phase.TOP_UP: -28, Phase.HOLD: -38, Phase.OUT: -28}
CHIME_LUFS = {
    ChimeName.START_BELL: -27,
    ChimeName.END_BELL: -29,
    ChimeName.KEPT: -30,
    ChimeName.NOT_UNDERSTOOD: -33,
}
SIGNAL_LUFS = {Signal.LISTENING: -30, Signal.GAVE_UP: -34}
LENGTHS = {
    Phase.IN: (2, 3, 4, 5.5, 8),
    Phase.TOP_UP: (0.5, 1, 2),
    Phase.HOLD: (4, 7),
    Phase.OUT: (2, 4, 5.5, 6, 8, 10),
}
PHASES = [(phase, seconds) for phase, lengths in LENGTHS.items() for seconds in lengths]


def samples_in(seconds):
    return round(seconds * MOUTH_RATE)


def lufs(samples):
    block = min(0.4, len(samples) / MOUTH_RATE * 0.95)
    return pyloudnorm.Meter(MOUTH_RATE, block_size=block).integrated_loudness(samples.astype(float))


def true_peak_db(samples):
    return 20 * np.log10(np.abs(soxr.resample(samples, MOUTH_RATE, 4 * MOUTH_RATE, "VHQ")).max())


def spectrum(samples):
    power = np.abs(np.fft.rfft(samples)) ** 2
    return np.fft.rfftfreq(len(samples), 1 / MOUTH_RATE), power


def everything():
    kit = Kit()
    yield from ((f"{phase} {s}", kit.phase(phase, samples_in(s))) for phase, s in PHASES)
    yield from ((f"bell {phase}", kit.phase_bell(phase)) for phase in PHASE_LUFS)
    yield from ((name, kit.chime(name)) for name in ChimeName)
    yield from ((name, kit.signal(name)) for name in Signal)
    yield "bed", np.tile(kit.bed(), 2)


@pytest.mark.parametrize(("phase", "seconds"), PHASES)
def test_a_phase_has_its_length_and_its_level(phase, seconds):
    sound = Kit().phase(phase, samples_in(seconds))
    assert len(sound) == samples_in(seconds)
    assert abs(lufs(sound) - PHASE_LUFS[phase]) < 1


@pytest.mark.parametrize("name", ChimeName)
def test_a_chime_has_its_level(name):
    assert abs(lufs(Kit().chime(name)) - CHIME_LUFS[name]) < 1


@pytest.mark.parametrize("name", Signal)
def test_a_signal_has_its_level(name):
    assert abs(lufs(Kit().signal(name)) - SIGNAL_LUFS[name]) < 1


def test_the_bed_is_quiet_and_repeats_without_a_seam():
    bed = Kit().bed()
    assert len(bed) == samples_in(BED_SECONDS)
    assert abs(lufs(np.tile(bed, 3)) - -44) < 1
    assert abs(bed[0] - bed[-1]) <= np.abs(np.diff(bed)).max()


def test_no_sound_clicks_or_peaks():
    for name, sound in everything():
        assert_no_click(name, sound)


def assert_no_click(name, sound):
    assert np.abs(np.diff(sound, prepend=sound[0])).max() <= 0.022, name
    assert true_peak_db(sound) <= -3, name
    if name != "bed":  # its fades are the timeline's
        assert np.abs(sound[[0, -1]]).max() <= 2 * FIRST_SAMPLE, name


def test_one_to_four_kilohertz_stay_empty_so_that_stop_is_heard():
    for name, sound in everything():
        hertz, power = spectrum(sound)
        assert power[(hertz > 1500) & (hertz < 4000)].sum() < 0.02 * power.sum(), name


def test_a_phase_begins_at_its_first_sample_in_a_16_bit_file():
    for phase, seconds in PHASES:
        sound = Kit().phase(phase, samples_in(seconds))
        assert abs(round(float(sound[0]) * 32_767)) >= 1, (phase, seconds)


def test_in_and_out_differ_in_direction_and_in_where_they_are_loud():
    in_, out = (Kit().phase(phase, samples_in(4)) for phase in (Phase.IN, Phase.OUT))
    for sound, is_in in ((in_, True), (out, False)):
        quarter = len(sound) // 4
        first, last = sound[quarter // 4 : quarter], sound[2 * quarter : 3 * quarter]
        pitches = [float(h[np.argmax(p)]) for h, p in map(spectrum, (first, last))]
        assert (pitches[1] > pitches[0]) is is_in
        power = [
            float((part**2).mean()) for part in (sound[:quarter], sound[2 * quarter : 3 * quarter])
        ]
        assert (power[1] > power[0]) is is_in


def test_rest_has_no_sound_and_neither_has_a_phase_of_no_length():
    kit = Kit()
    assert kit.phase(Phase.REST, MOUTH_RATE) is None
    assert kit.phase_bell(Phase.REST) is None
    assert kit.phase(Phase.IN, 0) is None


def test_the_same_length_is_synthesised_once_and_equal_in_another_kit():
    kit = Kit()
    first = kit.phase(Phase.IN, samples_in(4))
    assert kit.phase(Phase.IN, samples_in(4)) is first
    assert Kit().phase(Phase.IN, samples_in(4)).tobytes() == first.tobytes()
    assert not first.flags.writeable


def test_the_listening_tone_is_90_ms_at_most():
    assert len(Kit().signal(Signal.LISTENING)) <= samples_in(0.09)


def test_words_wait_until_a_bell_is_30_db_lower():
    for name in (ChimeName.START_BELL, ChimeName.END_BELL):
        bell, after = Kit().chime(name), Kit().words_after(name)
        window = samples_in(0.1)
        loudest = max(
            (bell[i : i + window] ** 2).mean() for i in range(0, len(bell) - window, window)
        )
        assert 10 * np.log10((bell[after : after + window] ** 2).mean() / loudest) < -25
