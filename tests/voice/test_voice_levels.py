from __future__ import annotations

import sys

import numpy as np
import pyloudnorm
import pytest
import soundfile
from fakes.voices import BuzzVoice, FailingVoice
from hypothesis import given
from hypothesis import strategies as st

from content.dialogue.reply import Pace
from offline.audio.dynamics import CEILING, SILENCE, guard, limit, trim
from offline.audio.loudness import integrated_loudness
from offline.audio.samples import MOUTH_RATE
from offline.voices import pick, synthesiser
from offline.voices.cues import CueCache
from offline.voices.pick import ReserveVoice, open_voice, pick_voice, voice_names
from offline.voices.room import in_a_small_room
from offline.voices.synthesiser import VoiceError, VoiceMissingError
from offline.voices.voice import SPEECH_CEILING, SPEECH_LUFS, LevelledVoice

ANSWER = "Mostly, yes. Around ninety percent or more is made in the gut. But it stays there."
METER = pyloudnorm.Meter(MOUTH_RATE)
VOICES = ("hibari", "espeak_sync")


@pytest.fixture(scope="module", params=VOICES)
def voice(request):
    if request.param == "hibari":
        pytest.importorskip("hibari")
    return open_voice(request.param)


def noise(count, level=0.1, seed=1):
    return (np.random.default_rng(seed).standard_normal(count) * level).astype(np.float32)


@pytest.mark.parametrize("pace", Pace)
def test_every_pace_is_as_loud_as_speech_should_be(voice, pace):
    spoken = voice.speak(ANSWER, pace)
    assert spoken.dtype == np.float32
    assert abs(METER.integrated_loudness(spoken.astype(float)) - SPEECH_LUFS) < 1
    assert np.abs(spoken).max() <= SPEECH_CEILING


def test_a_number_is_slower_than_guidance_and_guidance_than_an_answer(voice):
    lengths = [len(voice.speak(ANSWER, pace)) for pace in (Pace.ANSWER, Pace.GUIDANCE, Pace.NUMBER)]
    assert lengths[1] > 1.2 * lengths[0]
    assert lengths[2] > 1.15 * lengths[1]


@pytest.mark.parametrize("cue", ["In.", "Out.", "Hold.", "And out."])
def test_a_cue_begins_and_ends_over_its_threshold(voice, cue):
    spoken = voice.speak(cue, Pace.GUIDANCE)
    assert abs(spoken[0]) > SILENCE
    assert abs(spoken[-1]) > SILENCE
    assert 0.2 < len(spoken) / MOUTH_RATE < 1.2


@pytest.mark.parametrize("text", ["", "   ", "...", "😀", "\x00", "- ?!"])
def test_a_text_without_words_gives_no_samples(voice, text):
    assert voice.speak(text, Pace.ANSWER).shape == (0,)


def test_loudness_agrees_with_the_reference_implementation():
    for seconds, level in ((1, 0.1), (7.3, 0.01), (3, 0.3)):
        sound = noise(round(seconds * MOUTH_RATE), level)
        sound[len(sound) // 2 :] *= 0.03  # something for the gates
        assert integrated_loudness(sound) == pytest.approx(
            METER.integrated_loudness(sound.astype(float)), abs=0.2
        )
    assert integrated_loudness(np.zeros(MOUTH_RATE, np.float32)) == -np.inf
    assert integrated_loudness(np.ones(100, np.float32)) == -np.inf


@given(
    st.lists(st.floats(-4, 4, width=32), max_size=300).map(lambda xs: np.array(xs, np.float32)),
    st.sampled_from([1, 7, 48, 500]),
)
def test_the_limiter_holds_its_ceiling_and_leaves_quiet_sound_alone(peaks, spacing):
    sound = np.zeros(len(peaks) * spacing, np.float32)
    sound[::spacing] = peaks
    assert np.abs(limit(sound, 0.5)).max(initial=0) <= 0.5 + 1e-6
    quiet = sound / 16
    assert limit(quiet, 0.5) is quiet


@given(st.lists(st.floats(-100, 100, width=32), max_size=50))
def test_the_last_resort_bends_peaks_and_changes_nothing_below_its_knee(
    values,
):
    sound = np.array(values, np.float32)
    guarded = guard(sound)
    assert np.abs(guarded).max(initial=0) <= CEILING + 1e-6
    low = np.abs(sound) <= 0.8
    assert np.array_equal(guarded[low], sound[low])


def test_trimming_takes_what_is_under_the_threshold_and_nothing_else():
    sound = np.array([0, SILENCE / 2, 0.1, 0, -0.2, SILENCE / 2, 0], np.float32)
    assert np.array_equal(trim(sound), sound[2:5])
    assert trim(sound[:2]).shape == (0,)


def test_the_room_takes_fizz_and_rumble_away_and_adds_a_short_tail():
    sound = noise(MOUTH_RATE)
    wet = in_a_small_room(sound)
    hertz = np.fft.rfftfreq(MOUTH_RATE, 1 / MOUTH_RATE)
    change = np.abs(np.fft.rfft(wet[:MOUTH_RATE])) / np.abs(np.fft.rfft(sound))

    def level(low, high):
        return 20 * np.log10(np.sqrt((change[(hertz > low) & (hertz < high)] ** 2).mean()))

    assert level(300, 3000) == pytest.approx(0, abs=1.5)
    assert level(12_000, 14_000) < -9
    assert level(20, 40) < -6
    tail = wet[MOUTH_RATE : MOUTH_RATE + 2_000]
    assert -35 < 10 * np.log10((tail**2).mean() / (sound**2).mean()) < -15
    assert in_a_small_room(sound[:0]).shape == (0,)


class WrittenByThePlatform:
    """A synthesiser whose file is whatever container the platform chose."""

    driver = "nsss"

    def __init__(self, raw):
        self._raw = raw

    def render(self, text, words_per_minute):
        return synthesiser._decoded(self._raw)


@pytest.mark.parametrize(
    ("suffix", "kind"), [(".aiff", "PCM_16"), (".wav", "PCM_16"), (".wav", "FLOAT")]
)
def test_the_platforms_files_are_told_apart_by_content(tmp_path, suffix, kind):
    path = tmp_path / f"speech{suffix}"
    soundfile.write(path, np.stack([noise(22_050)] * 2, axis=1), 22_050, subtype=kind)
    spoken = LevelledVoice(WrittenByThePlatform(path.read_bytes())).speak("In.", Pace.ANSWER)
    assert len(spoken) == pytest.approx(MOUTH_RATE, abs=500)


def test_a_platforms_file_is_taken_when_it_has_stopped_growing(tmp_path, monkeypatch):
    (tmp_path / "whole").write_bytes(b"RIFF")
    assert synthesiser._settled(tmp_path / "whole") == b"RIFF"
    monkeypatch.setattr(synthesiser, "_FILE_SECONDS", 0.01)
    (tmp_path / "empty").touch()
    for name in ("empty", "missing"):
        with pytest.raises(TimeoutError):
            synthesiser._settled(tmp_path / name)


def opener(**voices):
    def open_(name):
        if isinstance(voices[name], Exception):
            raise voices[name]
        return voices[name]

    return open_


def test_a_voice_that_fails_hands_over_once_and_says_so():
    notices, spare = [], BuzzVoice()
    both = opener(failing=FailingVoice(good=1), buzz=spare)
    voice = ReserveVoice(["failing", "buzz"], both, notices.append)
    voice.speak("In.", Pace.ANSWER)
    assert (voice.name, notices) == ("failing", [])
    assert len(voice.speak("Out.", Pace.NUMBER)) > 0
    voice.speak("In.", Pace.ANSWER)
    assert voice.name == "buzz"
    assert notices == ["The voice failing failed. buzz goes on speaking."]
    assert spare.spoken == [("Out.", Pace.NUMBER), ("In.", Pace.ANSWER)]


def test_a_refused_voice_is_said_and_a_missing_one_is_passed_over_in_silence():
    notices = []
    found = opener(
        a=VoiceMissingError("gone"), b=VoiceError("The voice b does not start."), c=BuzzVoice()
    )
    assert ReserveVoice("abc", found, notices.append).name == "buzz"
    assert notices == ["The voice b does not start."]


def test_without_any_voice_one_sentence_says_what_to_do():
    with pytest.raises(VoiceError, match=r"No voice works here: .* install"):
        ReserveVoice("a", opener(a=VoiceMissingError("gone")), print)
    voice = ReserveVoice(["failing"], opener(failing=FailingVoice()), print)
    with pytest.raises(VoiceError, match="failing failed"):
        voice.speak("In.", Pace.ANSWER)


def test_the_natural_voice_is_picked_first():
    pytest.importorskip("hibari")
    assert pick_voice().name == "hibari"
    assert pick_voice("espeak_sync").name == "espeak_sync"


def test_without_its_extra_the_plain_voice_speaks(monkeypatch):
    monkeypatch.setitem(sys.modules, "hibari", None)
    monkeypatch.setattr(pick, "synthesiser", synthesiser.Synthesiser)
    monkeypatch.setattr("pyttsx3._activeEngines", {})
    notices = []
    assert pick_voice(notice=notices.append).name == "espeak_sync"
    assert notices == []


def test_platforms_have_their_own_voice_last(monkeypatch):
    monkeypatch.setattr(pick.sys, "platform", "darwin")
    assert voice_names() == ("hibari", "espeak_sync", "nsss")
    monkeypatch.setattr(pick.sys, "platform", "win32")
    assert voice_names() == ("hibari", "espeak_sync", "sapi5")


def test_an_unknown_voice_is_one_sentence_with_the_known_ones():
    with pytest.raises(VoiceError, match="no voice 'bob'; there are hibari, espeak_sync"):
        open_voice("bob")


def test_a_cue_is_spoken_once_a_session():
    voice = BuzzVoice()
    cues = CueCache(voice)
    assert cues.speak("In.") is cues.speak("In.")
    assert voice.spoken == [("In.", Pace.GUIDANCE)]
    for number in range(80):
        cues.speak(f"in {number}")
    cues.speak("In.")
    assert voice.spoken.count(("In.", Pace.GUIDANCE)) == 2


def test_nothing_spoken_stays_on_the_disk(voice, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    voice.speak("Anxiety four.", Pace.ANSWER)
    assert list(tmp_path.iterdir()) == []
