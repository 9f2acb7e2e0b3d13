"""Level, length and edges of every sound of the kit."""

# ruff: noqa: T201  (the figures are part of the report)

from __future__ import annotations

from functools import cache

import numpy as np
import pyloudnorm
import pytest
import soxr

from content.dialogue.reply import ChimeName, Phase
from offline.audio.samples import MOUTH_RATE
from offline.sound.kit import FIRST_SAMPLE, FIRST_SAMPLE_AT_NIGHT, SEMITONES, Kit
from offline.sound.levels import Signal
from offline.sound.recipes import BED_SECONDS

# Shared reference "experience", section 5: LUFS by day and by night, None for no sound.
PHASE_LUFS = {
    Phase.IN: (-26, -34),
    Phase.TOP_UP: (-28, -36),
    Phase.HOLD: (-38, None),
    Phase.OUT: (-28, -36),
}
CHIME_LUFS = {
    ChimeName.START_BELL: (-27, None),
    ChimeName.END_BELL: (-29, None),
    ChimeName.KEPT: (-30, -40),
    ChimeName.NOT_UNDERSTOOD: (-33, -43),
}
SIGNAL_LUFS = {
    Signal.LISTENING: (-30, None),
    Signal.GAVE_UP: (-34, -44),
    Signal.MINUTE: (-35, None),
    Signal.THINKING: (-42, None),
}
BED_LUFS = (-44, -50)
BELL_LUFS = (-30, -38)
DAY, NIGHT = Kit(), Kit(night=True)
KITS = (DAY, NIGHT)
KEYS = sorted(set(SEMITONES))
LENGTHS = {
    Phase.IN: (2, 3, 4, 5.5, 8),
    Phase.TOP_UP: (0.5, 1, 2),
    Phase.HOLD: (2, 4, 7),
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


@cache
def everything(kit):
    """Return all that a kit can play, once."""
    return tuple(_everything(kit))


def _everything(kit):
    """Yield (class, name, level wanted, sound) of all that a kit can play; None: no level."""
    for key in KEYS:
        for phase, seconds in PHASES if key == 0 else [(phase, 4) for phase in PHASE_LUFS]:
            sound = kit.phase(phase, samples_in(seconds), key)
            yield phase, f"{phase} {seconds} s +{key}", PHASE_LUFS[phase][kit.night], sound
        for phase in PHASE_LUFS:
            sound = kit.phase_bell(phase, key)
            yield "phase bell", f"bell {phase} +{key}", BELL_LUFS[kit.night], sound
        for name in ChimeName:
            if name is not ChimeName.START_BELL or key == 0:  # it rings before anything moves
                sound = kit.chime(name, key)
                yield name, f"{name} +{key}", CHIME_LUFS[name][kit.night], sound
        for name in Signal:
            yield name, f"{name} +{key}", SIGNAL_LUFS[name][kit.night], kit.signal(name, key)
    yield "bed", "bed", BED_LUFS[kit.night], np.tile(kit.bed(), 2)


@pytest.mark.parametrize("kit", KITS, ids=["day", "night"])
def test_every_sound_has_its_level_in_every_length_and_key(kit):
    by_class = {}
    for kind, name, wanted, sound in everything(kit):
        if wanted is None:
            assert sound is None or not len(sound), name
        else:
            by_class.setdefault((kind, wanted), []).append(lufs(sound))
    for (kind, wanted), found in by_class.items():
        print(f"{kind:<15} wanted {wanted}, found {min(found):.2f} to {max(found):.2f} LUFS")
        assert wanted - 1 < min(found), kind
        assert max(found) < wanted + 1, kind


def test_offsets_between_swells_are_the_same_by_day_and_by_night():
    for phase, seconds in PHASES:
        if phase is not Phase.HOLD:
            count = samples_in(seconds)
            assert lufs(DAY.phase(phase, count)) - lufs(NIGHT.phase(phase, count)) == pytest.approx(
                8, abs=0.05
            )


def test_a_phase_has_its_length():
    for phase, seconds in PHASES:
        assert len(DAY.phase(phase, samples_in(seconds))) == samples_in(seconds)


def test_the_bed_is_quiet_and_repeats_without_a_seam():
    bed = DAY.bed()
    assert len(bed) == samples_in(BED_SECONDS)
    assert abs(bed[0] - bed[-1]) <= np.abs(np.diff(bed)).max()


@pytest.mark.parametrize("kit", KITS, ids=["day", "night"])
def test_no_sound_clicks_or_peaks(kit):
    steps, peaks = {}, {}
    for kind, name, wanted, sound in everything(kit):
        if wanted is not None:
            steps[name] = np.abs(np.diff(sound, prepend=0 if kind != "bed" else sound[0])).max()
            peaks[name] = true_peak_db(sound)
            if kind != "bed":  # its fades are the timeline's
                least = FIRST_SAMPLE_AT_NIGHT if kit.night else 2 * FIRST_SAMPLE
                assert np.abs(sound[[0, -1]]).max() <= least, name
    largest, highest = (max(found, key=found.get) for found in (steps, peaks))
    print(f"largest step {steps[largest]:.4f} ({largest}), peak {peaks[highest]:.1f} ({highest})")
    assert steps[largest] <= 0.022, largest
    assert peaks[highest] <= -3, highest


def test_a_key_is_a_semitone():
    hold = [
        float(h[np.argmax(p)])
        for h, p in (spectrum(DAY.phase(Phase.HOLD, samples_in(8), key)) for key in (0, 1, 2))
    ]
    assert hold[1] / hold[0] == pytest.approx(2 ** (1 / 12), rel=0.002)
    assert hold[2] / hold[0] == pytest.approx(2 ** (2 / 12), rel=0.002)


def test_one_to_four_kilohertz_stay_empty_so_that_stop_is_heard():
    for _, name, wanted, sound in everything(DAY):
        if wanted is None:
            continue
        hertz, power = spectrum(sound)
        assert power[(hertz > 1500) & (hertz < 4000)].sum() < 0.02 * power.sum(), name


def test_a_phase_begins_at_its_first_sample_in_a_16_bit_file():
    for kit in KITS:
        for phase, seconds in PHASES:
            sound = kit.phase(phase, samples_in(seconds))
            if sound is not None:
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
