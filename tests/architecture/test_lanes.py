"""What is left out of a run, and how the run says so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

SUITE = """
import pytest

def test_plain(): pass

@pytest.mark.needs_sound
def test_first_sound(): pass

@pytest.mark.needs_sound
def test_second_sound(): pass

@pytest.mark.needs_node
def test_node(): pass

@pytest.mark.long
def test_soak(): pass
"""


@pytest.fixture
def suite(tmp_path):
    (tmp_path / "test_suite.py").write_text(SUITE)
    (tmp_path / "nothing").mkdir()
    return tmp_path


def run(folder, *arguments, programs=(), **variables):
    for program in programs:
        (folder / "nothing" / program).touch(mode=0o755)
    environment = {
        "PATH": str(folder / "nothing"),
        "PYTHONPATH": str(TESTS),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "lanes", "-p", "no:cacheprovider", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
    )


def last_lines(done, count):
    return done.stdout.splitlines()[-count:]


def test_what_was_left_out_is_said_in_the_last_lines(suite):
    done = run(suite)
    assert done.returncode == 0
    summary, *lines = last_lines(done, 3)
    assert re.search(r"1 passed, 4 deselected", summary)
    assert lines == [
        "not run here: 1 test needs Node.js (apt install nodejs npm)",
        "not run here: 2 tests need a sound server (apt install pulseaudio)",
    ]


def test_where_everything_is_there_everything_runs_and_nothing_is_said(suite):
    done = run(suite, programs=("pulseaudio", "pactl", "node", "npm"))
    assert "4 passed, 1 deselected" in last_lines(done, 1)[0]


def test_long_adds_the_soaks(suite):
    done = run(suite, "--long", programs=("pulseaudio", "pactl", "node", "npm"))
    assert "5 passed" in last_lines(done, 1)[0]


def test_where_all_tests_must_run_one_left_out_fails_the_run(suite):
    done = run(suite, GUTFEELING_ALL_TESTS="1")
    assert done.returncode == 1
    assert "1 passed" in done.stdout
    there = run(suite, programs=("pulseaudio", "pactl", "node", "npm"), GUTFEELING_ALL_TESTS="1")
    assert there.returncode == 0


@pytest.mark.parametrize("spread", [(), ("-p", "xdist.plugin", "-n", "2")], ids=["one", "two"])
def test_where_all_tests_must_run_one_that_skips_itself_fails_the_run(tmp_path, spread):
    (tmp_path / "nothing").mkdir()
    (tmp_path / "test_it.py").write_text("import pytest\ndef test_it(): pytest.skip('not here')\n")
    assert run(tmp_path, *spread).returncode == 0
    assert run(tmp_path, *spread, GUTFEELING_ALL_TESTS="1").returncode == 1


def test_a_chosen_test_that_cannot_run_here_is_named_too(suite):
    done = run(suite, "-k", "second_sound")
    assert last_lines(done, 1) == [
        "not run here: 1 test needs a sound server (apt install pulseaudio)",
    ]


def test_every_need_is_a_registered_marker(pytestconfig):
    from lanes import NEEDS  # noqa: PLC0415 - a plugin, loaded by then

    markers = {text.partition(":")[0]: text for text in pytestconfig.getini("markers")}
    for name, need in NEEDS.items():
        assert f"needs {need.thing} (apt install {need.package})" in markers[name]


SPREAD = ("-p", "xdist.plugin", "-p", "spreading", "-n", "2", "--no-loadscope-reorder")


def test_spread_over_processes_the_same_is_said_and_fails(suite):
    done = run(suite, *SPREAD, GUTFEELING_ALL_TESTS="1")
    assert done.returncode == 1
    assert "1 passed" in done.stdout
    assert last_lines(done, 2) == [
        "not run here: 1 test needs Node.js (apt install nodejs npm)",
        "not run here: 2 tests need a sound server (apt install pulseaudio)",
    ]


def test_spread_over_processes_files_with_sound_are_last_and_in_one_process(tmp_path):
    (tmp_path / "nothing").mkdir()
    for name in ("test_a.py", "test_z.py"):
        (tmp_path / name).write_text(SUITE)
    for number in range(6):
        (tmp_path / f"test_m{number}.py").write_text("def test_one(): pass\ndef test_two(): pass\n")
    done = run(tmp_path, *SPREAD, "-v", programs=("pulseaudio", "pactl", "node", "npm"))
    assert "20 passed" in done.stdout
    passed = re.findall(r"\[(gw\d)\].*PASSED (test_\w+)", done.stdout)
    sound = {worker for worker, file in passed if file in {"test_a", "test_z"}}
    assert len(sound) == 1
    its_files = [file for worker, file in passed if worker in sound]
    assert set(its_files[-8:]) == {"test_a", "test_z"}
