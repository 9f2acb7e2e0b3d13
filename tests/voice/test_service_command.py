"""`gutfeeling service`: a unit file that systemd takes, and one sentence where it does not."""

from __future__ import annotations

import os
import shlex
import subprocess

import pytest
from click.testing import CliRunner
from fakes.systemd import a_systemctl, needs_analyze, verified

from offline import systemd_service
from offline.commands.service import service


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path / "a home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture
def systemctl(home, monkeypatch):
    return a_systemctl(home / "bin", monkeypatch)


def run(*words):
    return CliRunner().invoke(service, words)


def unit(home):
    return home / "config" / "systemd" / "user" / "gutfeeling.service"


def test_install_writes_the_unit_and_starts_it_now_and_at_login(home, systemctl):
    done = run("--install")

    assert done.exit_code == 0, done.output
    text = unit(home).read_text()
    assert f'Environment="GUTFEELING_HOME={home / "a home"}"' in text
    assert "-m offline listen --quiet" in text
    assert "WantedBy=default.target" in text
    assert (systemctl / "asked").read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now gutfeeling.service",
    ]


def test_status_says_what_systemd_says(home, systemctl):
    assert run("--status").output.startswith("Nothing is installed.")
    run("--install")
    (systemctl / "answer").write_text("active\n")
    assert run("--status").output == "Installed; systemd says: active.\n"


def test_remove_takes_it_out_and_a_second_time_there_is_nothing(home, systemctl):
    run("--install")
    assert run("--remove").output == "The companion no longer starts at login.\n"
    assert not unit(home).exists()
    assert run("--remove").output.startswith("Nothing is installed.")


def test_where_systemd_says_no_the_file_stays_and_the_next_step_is_named(home, systemctl):
    (systemctl / "answer").unlink()
    done = run("--install")
    assert done.exit_code == 1
    assert "Type: systemctl --user enable --now gutfeeling.service" in done.output
    assert unit(home).exists()


@pytest.mark.parametrize("words", [(), ("--install", "--remove"), ("--status", "--remove")])
def test_none_or_two_at_once_is_wrong_usage(home, words):
    assert run(*words).exit_code == 2


@needs_analyze
def test_systemd_understands_the_file(home):
    assert verified(home, systemd_service.units(), "gutfeeling.service") == ""


def test_it_runs_as_written_and_without_a_microphone_ends_well(home):
    """What stands behind ExecStart is typed as it is, with the unit's own standard input."""
    text = systemd_service.units()["gutfeeling.service"]
    lines = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    done = subprocess.run(
        shlex.split(lines["ExecStart"]),
        cwd=lines["WorkingDirectory"],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/dev/null"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
