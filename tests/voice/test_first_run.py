"""The first start on a terminal: two questions by key, and no line of input is taken."""

from __future__ import annotations

import os
import pty
import termios
import threading
import time
from contextlib import contextmanager

import pytest
from fakes.voices import BuzzVoice

from content.settings import Settings
from offline import first_run
from offline.voices.prepared import fixed_lines


@contextmanager
def terminal(monkeypatch, keys):
    """Give the process a terminal while the block runs, and type keys once they are waited for.

    Not a fixture: pytest puts its own streams back between a test's set-up and its run.
    """
    keyboard, screen = pty.openpty()

    def press():
        while termios.tcgetattr(screen)[3] & termios.ICANON:
            time.sleep(0.01)
        os.write(keyboard, keys)

    typist = threading.Thread(target=press)
    with os.fdopen(screen, "r") as stdin, open(os.ttyname(screen), "w") as stderr:  # noqa: PTH123
        monkeypatch.setattr("sys.stdin", stdin)
        monkeypatch.setattr("sys.stderr", stderr)
        if keys:
            typist.start()
        yield
        if keys:
            typist.join(10)
    os.close(keyboard)


def test_country_and_no_model_by_three_keys(monkeypatch, tmp_path):
    shown = []

    with terminal(monkeypatch, b"gbn"):
        settings = first_run.ask(Settings(home=tmp_path), shown.append)

    assert settings.country == "GB"
    assert any("nine nine nine" in text for text in shown)
    assert (tmp_path / first_run.ASKED_FILE).exists()
    assert 'country = "GB"' in (tmp_path / "settings.toml").read_text()


def test_enter_takes_the_systems_country(monkeypatch, tmp_path):
    monkeypatch.setenv("LC_ALL", "en_NZ.UTF-8")

    with terminal(monkeypatch, b"\nn"):
        settings = first_run.ask(Settings(home=tmp_path), lambda text: None)

    assert settings.country == "NZ"


def test_the_second_start_asks_nothing(monkeypatch, tmp_path):
    (tmp_path / first_run.ASKED_FILE).touch()

    with terminal(monkeypatch, b""):
        settings = first_run.ask(Settings(home=tmp_path, country="US"), pytest.fail)

    assert settings.country == "US"


def test_without_a_terminal_nothing_is_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_AU.UTF-8")
    with open(os.devnull) as nothing:  # noqa: PTH123 - a stream, as the system gives it
        monkeypatch.setattr("sys.stdin", nothing)

        assert first_run.ask(Settings(home=tmp_path), pytest.fail).country == "AU"


def test_lines_are_made_ready_on_a_terminal_and_nowhere_else(monkeypatch, tmp_path):
    voice, shown = BuzzVoice(), []
    monkeypatch.setattr("offline.voices.prepared.open_voice", lambda name, taste: voice)
    settings = Settings(home=tmp_path)

    first_run.prepare_voice(settings, pytest.fail)
    assert list(tmp_path.iterdir()) == []

    with terminal(monkeypatch, b""):
        first_run.prepare_voice(settings, shown.append)
        spoken = len(voice.spoken)
        first_run.prepare_voice(settings, shown.append)

    assert shown == []
    assert spoken == len(voice.spoken) == len(fixed_lines())
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".clips"]


def test_a_full_disk_is_said_and_the_start_goes_on(monkeypatch, tmp_path):
    monkeypatch.setattr("offline.voices.prepared.open_voice", lambda name, taste: BuzzVoice())
    shown = []
    (tmp_path / "voices").write_text("a file where the folder should be")

    with terminal(monkeypatch, b""):
        first_run.prepare_voice(Settings(home=tmp_path), shown.append)

    assert len(shown) == 1
    assert "I speak each as it comes" in shown[0]
