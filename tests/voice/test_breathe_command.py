from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner
from fakes.pulse import pulse_server
from fakes.voices import BuzzVoice

from content.practices import practices
from offline import mouth, practice_sound
from offline.audio.clips import Clip, Stem
from offline.commands import breathe as module
from offline.commands.breathe import breathe
from offline.timeline import Timeline

ROOT = Path(__file__).parents[2]
SILENCE = 10 ** (-70 / 20)
PEAK = 10 ** (-1 / 20)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(mouth, "pick_voice", lambda *_, **__: BuzzVoice())
    return tmp_path / "home"


def run(*words):
    return CliRunner().invoke(breathe, [str(word) for word in words])


def written(path):
    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == 48_000
    assert samples.ndim == 1
    return samples


def guided_seconds(monkeypatch, *words):
    """Return the seconds of each phase that the command would guide."""
    seen = []
    monkeypatch.setattr(module, "write", lambda timeline, path: seen.append(timeline))
    assert run(*words, "--to-wav", "x.wav").exit_code == 0
    return [mark.seconds for mark in seen[0].marks]


@pytest.mark.parametrize(
    ("practice", "sound"),
    [
        *((name, "voice+tones") for name in practices()),
        *(("cyclic_sigh", sound) for sound in ("tones", "voice", "bells")),
    ],
)
def test_a_file_begins_and_ends_in_silence_and_never_peaks(tmp_path, practice, sound):
    result = run(practice, "--breaths", 2, "--sound", sound, "--to-wav", tmp_path / "x.wav")
    assert (result.exit_code, result.output) == (0, "")
    samples = written(tmp_path / "x.wav")
    for edge in (samples[:12_000], samples[-12_000:]):
        assert np.abs(edge).max() < SILENCE
    assert 0.05 < np.abs(samples).max() < PEAK


@pytest.mark.parametrize(
    ("words", "cycles"),
    [
        (("box", "--minutes", 1), 4),
        (("extended_exhale", "--minutes", 2), 12),
        (("box", "--minutes", 0.01), 1),
        (("box", "--breaths", 3), 3),
        (("box",), 11),
    ],
)
def test_asked_minutes_are_the_nearest_whole_cycles(monkeypatch, words, cycles):
    practice = practices()[words[0]]
    expected = [breath.seconds for breath in practice.segments(cycles)]
    assert guided_seconds(monkeypatch, *words) == expected


@pytest.mark.parametrize("practice", list(practices()))
def test_words_before_and_after_take_45_seconds_at_most(tmp_path, monkeypatch, practice):
    pytest.importorskip("hibari")
    monkeypatch.undo()
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path))
    assert run(practice, "--breaths", 2, "--to-wav", tmp_path / "x.wav").exit_code == 0
    around = len(written(tmp_path / "x.wav")) / 48_000 - 2 * practices()[practice].cycle_seconds
    assert around <= 45


@pytest.mark.parametrize("practice", [*practices(), "noticing"])
def test_nobody_is_asked_anything_where_nobody_listens(monkeypatch, practice):
    voice = BuzzVoice()
    monkeypatch.setattr(mouth, "pick_voice", lambda *_, **__: voice)
    monkeypatch.setattr(module, "write", lambda timeline, path: None)
    assert run(practice, "--to-wav", "x.wav").exit_code == 0
    assert len(voice.spoken) > 1
    assert not voice.spoken[-1][0].endswith("?")


def test_a_minute_bell_is_there_for_who_wants_it(monkeypatch):
    seen = []
    monkeypatch.setattr(module, "write", lambda timeline, path: seen.append(timeline))
    for more in ((), ("--minute-bell",)):
        run("extended_exhale", "--minutes", 3, *more, "--to-wav", "x.wav")
    bells = [sum(clip.stem is Stem.BELL for clip in timeline.clips) for timeline in seen]
    assert bells == [1, 3]


@pytest.mark.parametrize("name", ["Box", "box breathing", "BOX_BREATHING", "box-breathing"])
def test_a_practice_goes_by_its_spoken_names_as_well(monkeypatch, name):
    assert guided_seconds(monkeypatch, name, "--breaths", 1) == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("name", "offered"),
    [("bax", "box"), ("extended exhail", "extended_exhale or extended_exhale_deep")],
)
def test_an_unknown_practice_is_one_sentence_with_the_nearest(name, offered):
    result = run(name)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == f"Error: There is no practice {name!r} to guide; try {offered}.\n"


def test_without_anything_near_all_are_offered():
    assert all(practice in run("qqqq").stderr for practice in practices())


@pytest.mark.parametrize(
    "words",
    [
        *(("--minutes", value) for value in ("abc", "0", "-1", "nan", "inf", "")),
        *(("--breaths", value) for value in ("0", "-3", "1.5", "many")),
        *(("--sound", "loud"), ("--colour",), ("--minutes", "1", "--breaths", "1"), ("extra",)),
    ],
)
def test_wrong_usage_is_exit_status_2(words):
    result = run("box", *words)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize("place", ["/dev/full", "missing/x.wav", "."])
def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path, place):
    result = run("box", "--breaths", 1, "--to-wav", tmp_path / place)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_a_file_tells_a_first_listener_everything_and_remembers_nobody(tmp_path, home):
    for name in ("a.wav", "b.wav"):
        assert run("box", "--breaths", 1, "--to-wav", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
    assert not home.exists()


def test_a_long_wish_is_answered_with_the_longest(monkeypatch):
    assert sum(guided_seconds(monkeypatch, "extended_exhale", "--minutes", 600)) == 1_800
    result = run("extended_exhale", "--minutes", 600, "--to-wav", "x.wav")
    assert result.stderr == "A practice takes 30 minutes at most; so does this.\n"


def test_without_a_loudspeaker_one_sentence(monkeypatch):
    monkeypatch.setattr("offline.audio.devices.default_speaker", lambda: None)
    result = run("box")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no loudspeaker here;")


def test_without_a_voice_the_words_stand_on_the_screen_and_tones_guide(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise mouth.VoiceError("No voice works here.")

    monkeypatch.setattr(mouth, "pick_voice", refuse)
    result = run("box", "--breaths", 1, "--to-wav", tmp_path / "x.wav")
    assert result.exit_code == 0
    assert "No voice works here." in result.stderr
    assert "Say stop any time." in result.stderr
    assert np.abs(written(tmp_path / "x.wav")).max() > 0.05


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pulse")
    with pytest.MonkeyPatch.context() as patch, pulse_server(folder, patch) as running:
        yield running


def steady(seconds):
    samples = np.full(round(seconds * 48_000), 0.2, np.float32)
    return Timeline((Clip(0, samples, Stem.TONES),), (), len(samples))


@pytest.mark.needs_sound
def test_a_practice_is_heard_to_its_end(server):
    with server.recording() as recorded:
        practice_sound.play(steady(0.5), print)
    (samples,) = recorded
    assert np.count_nonzero(np.abs(samples.astype(int)) > 100) == 24_000


@pytest.mark.needs_sound
def test_ctrl_c_on_the_running_command_is_130_and_no_click(server, tmp_path):
    command = [sys.executable, "-m", "offline", "breathe", "box", "--sound", "tones"]
    environment = {**os.environ, "GUTFEELING_HOME": str(tmp_path)}
    with server.recording() as recorded:
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        deadline = time.monotonic() + 40
        while not server.sounds() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err.strip()) == (130, b"", b"")
    (samples,) = recorded
    sound = samples.astype(int)
    assert np.abs(sound).max() > 2_000
    last = np.nonzero(sound)[0][-1]
    assert np.abs(sound[last - 24 : last + 1]).max() < 100, "it ends in a fade and not in a cut"
