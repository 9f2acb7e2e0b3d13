"""`gutfeeling remind`: the words where nobody listens, and the systemd files."""

from __future__ import annotations

import shlex
import subprocess
from datetime import timedelta

import pytest
from click.testing import CliRunner
from fakes.still_clock import StillClock
from fakes.systemd import a_systemctl, needs_analyze, verified

from content.reminder import PREFERENCE, Reminder, written
from content.settings import Settings
from content.storage.open import open_store
from offline import systemd_timer
from offline.commands import remind as module
from offline.commands.remind import remind
from offline.listener import LISTENER


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path / "a home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("GUTFEELING_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def clock(monkeypatch):
    """Stand at half past nine, UTC."""
    still = StillClock()
    monkeypatch.setattr(module, "SystemClock", lambda: still)
    return still


def run(*words):
    return CliRunner().invoke(remind, ["--quiet", *words])


def set_for(home, time):
    store = open_store(Settings(home=home / "a home"))
    store.set_preference(LISTENER, PREFERENCE, written(Reminder(time, "UTC")))
    store.close()


def test_it_says_once_that_a_check_in_is_due(home, clock):
    set_for(home, "09:00")
    first, second = run(), run()
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == (
        "It's nine in the morning. For a check-in, open Gut Feeling, if you like.\n"
    )
    assert second.output == ""


def test_without_a_time_and_before_it_nothing_is_said(home, clock):
    assert run().output == ""
    set_for(home, "09:31")
    assert run().output == ""


def test_after_three_days_unanswered_it_says_that_it_stops(home, clock):
    set_for(home, "09:00")
    heard = []
    for _ in range(5):
        heard.append(run().output)
        clock.at += timedelta(days=1)
    assert [bool(one) for one in heard] == [True, True, True, True, False]
    assert heard[3].startswith("I'll stop reminding you.")


@pytest.fixture
def systemctl(tmp_path, monkeypatch):
    return a_systemctl(tmp_path / "bin", monkeypatch)


def test_install_writes_a_service_and_a_timer_and_starts_it(home, systemctl):
    done = run("--install")
    assert done.exit_code == 0, done.output
    units = home / "config" / "systemd" / "user"
    service = (units / "gutfeeling-remind.service").read_text()
    assert f'Environment="GUTFEELING_HOME={home / "a home"}"' in service
    assert "-m offline remind" in service
    assert "OnCalendar=*:07/15" in (units / "gutfeeling-remind.timer").read_text()
    assert (systemctl / "asked").read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now gutfeeling-remind.timer",
    ]


def test_remove_takes_both_out_and_a_second_time_there_is_nothing(home, systemctl):
    run("--install")
    assert run("--remove").output == "The reminder is taken out.\n"
    assert not list((home / "config" / "systemd" / "user").iterdir())
    assert run("--remove").output == "Nothing was installed.\n"


def test_where_systemd_says_no_the_files_stay_and_the_next_step_is_named(home, systemctl):
    (systemctl / "answer").unlink()
    done = run("--install")
    assert done.exit_code == 1
    assert "Type: systemctl --user enable --now gutfeeling-remind.timer" in done.output
    assert "Traceback" not in done.output
    assert (home / "config" / "systemd" / "user" / "gutfeeling-remind.timer").exists()


def test_both_at_once_is_wrong_usage(home):
    assert run("--install", "--remove").exit_code == 2


@needs_analyze
def test_systemd_understands_the_files(home):
    assert verified(home, systemd_timer.units(), "gutfeeling-remind.timer") == ""


def test_the_service_runs_as_written(home):
    """What stands behind ExecStart is typed as it is; it has nothing to say, and says nothing."""
    service = systemd_timer.units()["gutfeeling-remind.service"]
    lines = dict(line.split("=", 1) for line in service.splitlines() if "=" in line)
    done = subprocess.run(
        shlex.split(lines["ExecStart"]),
        cwd=lines["WorkingDirectory"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
