"""The launcher with a stand-in for Python, so that every way in which a set-up fails is tried.

The stand-in is a shell script that does what the launcher asks of Python and pip; the real set-up
is tried by `.ci/run` and infra/scripts/minbase.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Speaks for `python3`, for the environment's python and for its pip. PIP is what pip does.
PYTHON = """#!/bin/sh
here=$(dirname "$0")
case "$*" in
  *'print("%d.%d"'*) echo "${VERSION:-3.11}" ;;
  *ensurepip*) [ "${NO_VENV-}" = "" ] ;;
  *"import pip"*) ;;
  "-m venv "*) mkdir -p "$3/bin" "$3/lib/python3.11/site-packages" && cp "$0" "$3/bin/python" ;;
  *"-m pip install"*) echo "$*" >> "$here/../../pip-calls"; eval "${PIP-}" ;;
  *) printf 'ran:'; printf ' [%s]' "$@"; echo ;;
esac
"""
TOOLS = ["sh", "dirname", "readlink", "cksum", "cat", "mkdir", "rm", "rmdir", "ls", "sleep", "id",
    "grep", "tail", "cut", "du", "date", "chmod", "cp"]  # fmt: skip


@pytest.fixture
def copy(tmp_path):
    """An unpacked copy in a folder with a space, and a PATH with only the tools it needs."""
    root = tmp_path / "gut feeling"
    (root / "infra").mkdir(parents=True)
    shutil.copy(ROOT / "gutfeeling", root)
    shutil.copytree(ROOT / "infra" / "lock", root / "infra" / "lock")
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    add_program(root, "python3", PYTHON)
    return root


def add_program(root, name, text):
    program = root.parent / "bin" / name
    program.write_text(text)
    program.chmod(0o755)


def command(root, *arguments, **variables):
    environment = {"PATH": str(root.parent / "bin"), **variables}
    return {"args": [str(root / "gutfeeling"), *arguments], "env": environment, "cwd": root.parent}


def launch(root, *arguments, **variables):
    return subprocess.run(
        **command(root, *arguments, **variables),
        check=False,
        capture_output=True,
        text=True,
        input="breathe with me\n",
        timeout=60,
    )


def pip_calls(root):
    file = root / "pip-calls"
    return file.read_text().splitlines() if file.exists() else []


def leftovers(root):
    assert not (root / ".venv" / "tmp").exists()
    ours = {".venv", "gutfeeling", "infra", "pip-calls"}
    return {file.name for file in root.iterdir()} - ours | {
        file.name for file in (root / ".venv").glob("*.log")
    }


def the_sentence(done):
    """The one line on standard error that says what to do, after the line about setting up."""
    assert done.returncode == 1
    assert done.stdout == ""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("Setting up, once")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_the_first_start_sets_up_and_the_second_only_runs(copy):
    first = launch(copy, "say", "two words", HOME="")
    assert first.stdout == "ran: [-I] [-m] [offline] [say] [two words]\n"
    assert "about 600 MB" in first.stderr
    build, run = pip_calls(copy)
    assert "build.txt" in build
    assert "run.txt" in run
    assert "--require-hashes" in build
    assert "--require-hashes" in run
    second = launch(copy, "say", "two words")
    assert second.stdout == first.stdout
    assert second.stderr == ""
    assert len(pip_calls(copy)) == 2
    assert leftovers(copy) == set()


def test_the_tests_need_their_own_lock_which_holds_the_runs(copy):
    tested = launch(copy, "test", "-q", "tests/core", "--long")
    assert tested.stdout.startswith("ran: [-I] [-m] [pytest] [-n] [logical] ")
    assert tested.stdout.endswith(" [-q] [tests/core] [--long]\n")
    assert "test.txt" in pip_calls(copy)[-1]
    assert launch(copy).stdout == "ran: [-I] [-m] [offline]\n"
    assert len(pip_calls(copy)) == 2


def test_after_a_run_the_tests_add_only_what_is_missing(copy):
    launch(copy)
    launch(copy, "test")
    assert [("test.txt" in call) for call in pip_calls(copy)] == [False, False, False, True]
    assert "ran:" in launch(copy, "test").stdout
    assert len(pip_calls(copy)) == 4


@pytest.mark.parametrize("verb", ["plot", "page"])
def test_pictures_of_the_diary_bring_what_they_need_once(copy, verb):
    launch(copy)
    first = launch(copy, "diary", verb, "--out", "a b.png")
    assert first.stdout == f"ran: [-I] [-m] [offline] [diary] [{verb}] [--out] [a b.png]\n"
    assert "Setting up, once" in first.stderr
    assert "plot.txt" in pip_calls(copy)[-1]
    assert len(pip_calls(copy)) == 4
    assert launch(copy, "diary", verb).stderr == ""
    assert launch(copy, "diary", "show").stderr == ""
    assert len(pip_calls(copy)) == 4


def test_pictures_that_cannot_be_fetched_leave_the_rest_running(copy):
    launch(copy)
    failed = launch(
        copy, "diary", "plot", PIP="echo 'Temporary failure in name resolution'; exit 1"
    )
    assert "Go online" in the_sentence(failed)
    assert launch(copy, "diary", "show").stderr == ""
    assert len(pip_calls(copy)) == 3


def test_the_tests_bring_what_pictures_need(copy):
    launch(copy, "test")
    assert launch(copy, "diary", "plot").stderr == ""


def test_a_changed_lock_installs_again(copy):
    launch(copy)
    with (copy / "infra" / "lock" / "run.txt").open("a") as lock:
        lock.write("# newer\n")
    again = launch(copy)
    assert "Setting up" in again.stderr
    assert len(pip_calls(copy)) == 4


def test_it_starts_through_a_link_and_from_a_folder_that_was_moved(copy):
    launch(copy)
    moved = copy.rename(copy.parent / "elsewhere")
    link = moved.parent / "bin" / "gut"
    link.symlink_to("../elsewhere/gutfeeling")
    done = subprocess.run([link], check=True, capture_output=True, text=True,
        env={"PATH": str(link.parent)})  # fmt: skip
    assert done.stdout == "ran: [-I] [-m] [offline]\n"
    assert done.stderr == ""


def test_the_command_inside_the_environment_works_too(copy):
    launch(copy)
    inside = copy / ".venv" / "bin" / "gutfeeling"
    done = subprocess.run([inside, "doctor"], check=True, capture_output=True, text=True)
    assert done.stdout == "ran: [-I] [-m] [offline] [doctor]\n"
    (link,) = (copy / ".venv").glob("lib/*/site-packages/gutfeeling.pth")
    assert (link.parent / link.read_text().strip()).resolve() == copy


@pytest.mark.parametrize(
    ("pip_says", "told"),
    [
        ("Temporary failure in name resolution", "Go online"),
        ("error sending request for url", "Go online"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "not the one"),
        ("ERROR: something new", "something new"),
    ],
)
def test_a_failed_set_up_is_one_sentence_and_the_next_try_begins_anew(copy, pip_says, told):
    failed = launch(copy, PIP=f"touch .half; echo '{pip_says}'; exit 1")
    assert told in the_sentence(failed)
    assert launch(copy).stdout == "ran: [-I] [-m] [offline]\n"
    assert leftovers(copy) == set()


def test_no_python(copy):
    (copy.parent / "bin" / "python3").unlink()
    assert "Python 3.11 or later" in the_sentence(launch(copy))


def test_a_python_that_is_too_old(copy):
    assert "this is 3.9" in the_sentence(launch(copy, VERSION="3.9"))


def test_a_newer_python_beside_an_old_one_is_taken(copy):
    add_program(copy, "python3.12", PYTHON.replace(":-3.11", ":-3.12"))
    add_program(copy, "python3", PYTHON.replace(":-3.11", ":-3.9"))
    assert "ran:" in launch(copy).stdout


def test_a_python_that_all_packages_have_wheels_for_comes_before_a_newer_one(copy):
    add_program(copy, "python3", PYTHON.replace(":-3.11", ":-3.14"))
    add_program(copy, "python3.13", PYTHON.replace(":-3.11", ":-3.13"))
    launch(copy)
    assert ":-3.13" in (copy / ".venv" / "bin" / "python").read_text()


def test_a_newer_python_alone_is_taken_as_well(copy):
    assert "ran:" in launch(copy, VERSION="3.14").stdout


def test_a_missing_venv_says_what_to_type(copy):
    add_program(copy, "apt-get", "#!/bin/sh\n")
    sentence = the_sentence(launch(copy, NO_VENV="1"))
    sudo = "" if os.geteuid() == 0 else "sudo "
    assert sentence == f"Python's venv is missing. Type: {sudo}apt install python3-venv."
    assert "ran:" in launch(copy).stdout


def test_somebody_elses_environment_is_never_removed(copy):
    precious = copy / ".venv" / "precious"
    precious.parent.mkdir()
    precious.touch()
    assert "not Gut Feeling's own" in the_sentence(launch(copy))
    assert precious.exists()


def test_two_copies_at_once_set_up_once(copy):
    slow = "sleep 0.6"
    both = [
        subprocess.Popen(**command(copy, PIP=slow), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [one.communicate(timeout=60)[0] for one in both]
    assert said == [b"ran: [-I] [-m] [offline]\n"] * 2
    assert len(pip_calls(copy)) == 2
    assert leftovers(copy) == set()


def test_ctrl_c_during_the_set_up_leaves_the_next_start_whole(copy):
    with subprocess.Popen(
        **command(copy, PIP="exec sleep 30"),
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as started:
        while not pip_calls(copy):
            time.sleep(0.05)
        os.killpg(started.pid, signal.SIGINT)
        started.communicate(timeout=30)
    assert started.returncode == 130
    assert not (copy / ".venv.lock").exists()
    assert launch(copy).stdout == "ran: [-I] [-m] [offline]\n"


def test_a_set_up_that_was_killed_holds_nobody_up(copy):
    dead = subprocess.Popen(["true"])
    dead.wait()
    (copy / ".venv.lock").mkdir()
    (copy / ".venv.lock" / str(dead.pid)).touch()
    assert launch(copy).stdout == "ran: [-I] [-m] [offline]\n"
    assert leftovers(copy) == set()


def test_a_read_only_copy_is_one_sentence(copy):
    # Not below pytest's own folder, which is closed to the ordinary user that root becomes here.
    with tempfile.TemporaryDirectory() as name:
        everything = Path(name) / "all"
        shutil.copytree(copy.parent, everything, symlinks=True)
        root = everything / copy.name
        for folder in (root, everything, Path(name)):
            folder.chmod(0o555)
        done = subprocess.run(
            **command(root),
            check=False,
            capture_output=True,
            text=True,
            user=65534 if os.geteuid() == 0 else None,
        )
        for folder in (Path(name), everything, root):
            folder.chmod(0o755)
    assert "can't be written" in the_sentence(done)
