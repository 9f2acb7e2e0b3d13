"""`gutfeeling serve`, as a process with gunicorn in it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from fakes.alexa_requests import SKILL_ID, envelope
from fakes.skill_server import get, post

from offline.cli import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn needs POSIX")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "offline", *args]


def environment(home, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUTFEELING")}
    return kept | {"GUTFEELING_HOME": str(home)} | more


@contextmanager
def serving(home, *options: str, **more: str):
    """Start the command in a process group of its own; yield its port and the process."""
    port = free_port()
    process = subprocess.Popen(
        command("serve", "--port", str(port), *options),
        env=environment(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        for _ in range(200):
            if process.poll() is not None:
                break
            try:
                if get(port, "/healthz").status == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield port, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_without_settings_it_starts_refuses_and_says_what_is_missing(tmp_path):
    with serving(tmp_path) as (port, process):
        health = get(port, "/healthz")
        assert health.status == 200
        assert json.loads(health.body)["status"] == "ok"
        assert post(port, "/alexa", b"{}", {}).status == 400
        assert b"<h1>Privacy</h1>" in get(port, "/privacy").body
        assert b"not provide medical advice" in get(port, "/terms").body
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == ""
    assert "GUTFEELING_SKILL_ID is not set" in err
    assert "Traceback" not in err
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def until(found, seconds=30):
    end = time.monotonic() + seconds
    while not found() and time.monotonic() < end:
        time.sleep(0.1)
    return found()


def test_unsigned_requests_on_this_machine_alone(tmp_path, clock):
    more = {"GUTFEELING_SKILL_ID": SKILL_ID, "GUTFEELING_PUBLIC_URL": "https://gut.example/"}
    with serving(tmp_path, "--no-verify", **more) as (port, process):
        body = json.dumps(envelope({"type": "LaunchRequest"}, at=clock.now(), new=True)).encode()
        answer = post(port, "/alexa", body, {})
        assert answer.status == 200
        assert json.loads(answer.body)["response"]["shouldEndSession"] is False
        assert post(port, "/alexa", b"nonsense", {}).status == 400
        assert (tmp_path / "diary.db").exists()
        sounds = until(lambda: [*(tmp_path / "audio").glob("*.mp3")])
        assert sounds, "what panic needs is made before anybody asks"
        assert get(port, f"/audio/{sounds[0].name}").body == sounds[0].read_bytes()
        process.terminate()
        _, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "UNSIGNED REQUESTS ARE ACCEPTED" in err


@pytest.fixture
def gutfeeling(monkeypatch, tmp_path, capsys):
    """Run the command in this process; returns its exit status and what it wrote."""
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path / "home"))

    def run_it(*args: str) -> tuple[int, str, str]:
        status = run(list(args))
        wrote = capsys.readouterr()
        return status, wrote.out, wrote.err.strip()

    return run_it


def test_an_address_that_is_none_is_one_sentence(gutfeeling, monkeypatch):
    for wrong in ("gut.example", "http://gut.example", "https://", "https://gut.example/?a=b"):
        monkeypatch.setenv("GUTFEELING_PUBLIC_URL", wrong)
        status, _, told = gutfeeling("serve", "--port", "1")
        assert status == 1
        assert told == "GUTFEELING_PUBLIC_URL must be an address like https://example.org."


def test_no_verify_is_refused_where_others_could_reach_it(gutfeeling):
    status, _, told = gutfeeling("serve", "--no-verify", "--host", "0.0.0.0")  # noqa: S104 - refused
    assert status == 1
    assert "--no-verify works on this machine only." in told


def test_a_diary_that_cannot_be_opened_is_said_at_the_start(gutfeeling, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("a file where a folder must be")
    monkeypatch.setenv("GUTFEELING_DATABASE_URL", f"sqlite:///{tmp_path}/file/diary.db")
    monkeypatch.setenv("GUTFEELING_SKILL_ID", SKILL_ID)
    status, _, told = gutfeeling("serve")
    assert status == 1
    assert str(tmp_path / "file") in told.splitlines()[-1]


def test_a_port_in_use_is_one_sentence(gutfeeling):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, _, told = gutfeeling("serve", "--port", str(taken.getsockname()[1]))
    assert status == 1
    assert "can't be used" in told.splitlines()[-1]
    assert "--port" in told.splitlines()[-1]


def test_building_and_checking_the_package(gutfeeling, tmp_path):
    out = tmp_path / "package"
    status, wrote, _ = gutfeeling("skill", "build", "--profile", "store", "--out", str(out))
    assert (status, len(wrote.splitlines())) == (0, 6)
    model = json.loads((out / "interactionModels/custom/en-GB.json").read_text("utf-8"))
    names = {one["name"] for one in model["interactionModel"]["languageModel"]["intents"]}
    assert "BreathingStartIntent" in names
    assert "CheckinLogIntent" not in names
    assert gutfeeling("skill", "lint")[:2] == (0, "personal: no faults\n")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (("--address", "http://plain.example"), 1),
        (("--locale", "de-DE"), 1),
        (("--profile", "other"), 2),
        (("--out", "/proc/nowhere"), 1),
    ],
)
def test_wrong_ways_to_build_are_one_sentence(gutfeeling, options, status):
    found, _, told = gutfeeling("skill", "build", *options)
    assert found == status
    assert "Traceback" not in told
