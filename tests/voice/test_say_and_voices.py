"""`gutfeeling say` and `gutfeeling voices`, as a person types them."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

from content.settings import Settings
from offline.audio.wav import read_frames
from offline.cli import gutfeeling
from offline.commands import voices as voices_command
from offline.voices.prepared import is_prepared
from offline.voices.taste import PLAIN, Wish, remembered
from offline.voices.wishing import three_ways

ESPEAK = ("--voice", "espeak_sync", "--to-wav")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    pytest.importorskip("hibari")
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*args):
    return CliRunner().invoke(gutfeeling, [str(arg) for arg in args])


def seconds(path):
    return sum(len(frame) for frame in read_frames(path)) / 16_000


def test_a_text_into_a_file_slower_or_by_another_voice(tmp_path, home):
    lengths = {}
    for name, more in {
        "plain": ("--voice", "espeak_sync"),
        "slow": ("--voice", "espeak_sync", "--rate", 110),
        "natural": (),
    }.items():
        path = tmp_path / f"{name}.wav"
        result = run("say", "Breathe with me. There is no hurry.", "--to-wav", path, *more)
        assert (result.exit_code, result.output) == (0, "")
        lengths[name] = seconds(path)
    assert 2 < lengths["plain"] < 6
    assert lengths["slow"] > 1.2 * lengths["plain"] - 1
    assert lengths["natural"] != lengths["plain"]
    assert not home.exists()


def test_an_answer_by_its_id_is_spoken_and_not_its_id(tmp_path):
    assert run("say", "sweeteners", *ESPEAK, tmp_path / "a.wav").exit_code == 0
    assert run("say", "sweeteners!", *ESPEAK, tmp_path / "b.wav").exit_code == 0
    assert seconds(tmp_path / "a.wav") > 8
    assert seconds(tmp_path / "b.wav") < 4


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (("say", "..."), 1, "nothing to say"),
        (("say", "Hello.", "--voice", "bob"), 1, "no voice 'bob'; there are hibari"),
        (("say", "Hello.", "--to-wav", "/nowhere/x.wav"), 1, "/nowhere/x.wav"),
        (("say", "Hello.", "--rate", "7"), 2, "--rate"),
        (("say",), 2, "TEXT"),
        (("voices", "--use", "bob"), 2, "--use"),
    ],
)
def test_what_cannot_be_is_one_sentence(args, status, told):
    result = run(*args)
    assert result.exit_code == status
    assert told in result.output
    assert "Traceback" not in result.output


def test_voices_are_listed_and_one_is_kept(home):
    assert run("voices").output.splitlines()[:2] == ["hibari: here, in use", "espeak_sync: here"]
    assert not home.exists()
    told = run("voices", "--use", "espeak_sync").output.splitlines()
    assert told[:2] == ["hibari: here", "espeak_sync: here, in use"]
    assert remembered(home).voice == "espeak_sync"
    assert "hibari: here, in use" in run("voices", "--reset").output
    assert remembered(home) == PLAIN


@pytest.fixture
def answered(monkeypatch):
    """Type lines to the question, and hear nothing."""

    def answer(*lines):
        left, heard = list(lines), []

        def play(timeline, show, *, speaker):
            heard.append((timeline, speaker))

        monkeypatch.setattr(voices_command.click, "prompt", lambda *_, **__: left.pop(0))
        monkeypatch.setattr(voices_command, "play", play)
        monkeypatch.setattr(voices_command, "ears_here", lambda settings: None)
        return heard

    return answer


def test_a_wish_is_heard_before_it_is_kept(home, answered):
    heard = answered("slower", "hm", "the second one")
    settings = Settings(home=home, speaker="Headset")
    taste = voices_command._heard_and_chosen("espeak_sync", PLAIN, settings)
    assert taste == three_ways(PLAIN.with_wish(Wish.SLOWER))[1] == remembered(home)
    (first, speaker), (second, _) = heard
    assert speaker == "Headset"
    assert second.length > 1.02 * first.length
    assert all(np.abs(clip.samples).max() > 0.05 for clip in first.clips)
    assert len(first.clips) == 3 * len(["One.", "Breathe in, and let it go.", "There's no hurry."])


def test_enter_keeps_what_was_and_writes_nothing(home, answered):
    answered("")
    assert voices_command._heard_and_chosen("espeak_sync", PLAIN, Settings(home=home)) == PLAIN
    assert not home.exists()


@pytest.mark.long
def test_lines_are_prepared_and_made_anew_for_another_taste(home):
    assert "lines of mine are ready" in run("voices", "--prepare").output
    assert is_prepared("hibari", home)
    assert "are ready" in run("voices").output
    assert "not here" not in run("voices", "--use", "espeak_sync").output
