"""Sleep is held off while a practice runs, by a program that is not really there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from offline import awake
from offline.awake import StayAwake

ROOT = Path(__file__).parents[2]

FAKE = """#!/bin/sh
echo "$@" >> "$0.log"
while [ "${1#--}" != "$1" ]; do shift; done
"$@"
echo let go >> "$0.log"
"""


@pytest.fixture
def inhibitor(tmp_path, monkeypatch):
    program = tmp_path / "systemd-inhibit"
    program.write_text(FAKE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(awake.sys, "platform", "linux")
    return tmp_path / "systemd-inhibit.log"


def lines(log, count):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = log.read_text().splitlines() if log.exists() else []
        if len(found) >= count:
            return found
        time.sleep(0.02)
    return found


def test_it_is_held_while_it_is_wanted_and_only_once(inhibitor):
    with StayAwake() as stay:
        assert not inhibitor.exists()
        stay.keep(True)
        stay.keep(True)
        (asked,) = lines(inhibitor, 1)
        assert asked == (
            "--what=sleep:idle --who=Gut Feeling --why=A practice is running --mode=block cat"
        )
        program = stay._running
        assert program.poll() is None
        stay.keep(False)
        assert program.poll() is not None
        stay.keep(True)
        lines(inhibitor, 2)
        program = stay._running
    assert program.poll() is not None


def test_it_ends_with_us_even_when_we_are_killed(inhibitor):
    script = (
        "import time; from offline.awake import StayAwake; StayAwake().keep(True); time.sleep(60)"
    )
    running = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    assert len(lines(inhibitor, 1)) == 1
    running.kill()
    running.wait(10)
    assert lines(inhibitor, 2)[1] == "let go"


def test_a_missing_program_is_silent(monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("PATH", str(tmp_path))
    for platform in ("linux", "darwin", "freebsd14"):
        monkeypatch.setattr(awake.sys, "platform", platform)
        with StayAwake() as stay:
            stay.keep(True)
            assert stay._running is None
    assert capfd.readouterr() == ("", "")


def test_one_that_cannot_be_run_is_as_if_it_were_missing(inhibitor, monkeypatch, capfd):
    program = inhibitor.with_suffix("")
    monkeypatch.setenv("PATH", str(program.parent))
    program.write_bytes(b"\x7fELF no program")
    with StayAwake() as stay:
        stay.keep(True)
        assert stay._running is None
    assert capfd.readouterr() == ("", "")


def test_a_mac_watches_this_process(monkeypatch, tmp_path):
    (tmp_path / "caffeinate").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(awake.sys, "platform", "darwin")
    assert awake.command() == ("caffeinate", "-i", "-w", str(os.getpid()))
