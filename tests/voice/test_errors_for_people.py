"""Whatever disk, pipe or person does: one sentence, the right exit status, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

GUTFEELING = (sys.executable, "-m", "offline")


def run(tmp_path, *args, said=b"", home=None, **environment):
    """Run the command; nothing it prints may be a traceback."""
    done = subprocess.run(
        [*GUTFEELING, *map(str, args)],
        input=said,
        env={**os.environ, "GUTFEELING_HOME": str(home or tmp_path / "home"), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


def sentence(done):
    """Return what was said on standard error."""
    return done.stderr.decode().strip()


def test_a_damaged_diary_is_told_and_left_alone_and_answers_go_on(tmp_path):
    diary = tmp_path / "home" / "diary.db"
    diary.parent.mkdir()
    diary.write_bytes(os.urandom(5000))
    before = diary.read_bytes()

    done = run(tmp_path, "chat", said=b"anxiety four gut six\nwhat is the vagus nerve\n")

    kept, answered = done.stdout.decode().splitlines()
    assert "nothing was kept" in kept
    assert "nerve" in answered
    assert "damaged" in sentence(done)
    assert done.returncode == 0
    assert diary.read_bytes() == before


@pytest.mark.parametrize("verb", [("show",), ("export", "--format", "csv"), ("forget", "--yes")])
def test_a_damaged_diary_cannot_be_read_by_its_own_commands(tmp_path, verb):
    diary = tmp_path / "home" / "diary.db"
    diary.parent.mkdir()
    diary.write_bytes(os.urandom(5000))

    done = run(tmp_path, "diary", *verb)

    assert done.returncode == 1
    assert "damaged" in sentence(done)


def test_a_home_that_cannot_be_made_costs_the_diary_only(tmp_path):
    (tmp_path / "file").touch()

    done = run(tmp_path, "chat", said=b"what is the vagus nerve\n", home=tmp_path / "file" / "home")

    assert done.returncode == 0
    assert b"nerve" in done.stdout
    assert len(sentence(done).splitlines()) == 1


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (("breathe", "box", "--minutes", "many"), 2, "--minutes"),
        (("frobnicate",), 2, "frobnicate"),
        (("listen", "--from-wav", "x.wav"), 2, "go together"),
        (("listen", "--model", "/nowhere", "--from-wav", "/a", "--to-wav", "/b"), 1, "/a"),
    ],
)
def test_wrong_usage_is_2_and_what_cannot_be_is_1(tmp_path, args, status, told):
    done = run(tmp_path, *args)

    assert done.returncode == status
    assert told in sentence(done)


def test_settings_that_make_no_sense_are_one_sentence(tmp_path):
    done = run(tmp_path, "chat", GUTFEELING_COUNTRY="USA")

    assert done.returncode == 1
    assert sentence(done) == "GUTFEELING_COUNTRY must be two letters, like US or GB."


def test_binary_and_empty_input_get_an_answer_a_line(tmp_path):
    done = run(tmp_path, "chat", said=b"\n\x00\xff\xfe\n" + b"{" * 5000 + b"\n")

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3


def test_a_reader_that_has_had_enough_ends_it_quietly(tmp_path):
    writer = subprocess.Popen(
        [*GUTFEELING, "chat"],
        env={**os.environ, "GUTFEELING_HOME": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    writer.stdin.write(b"what is the vagus nerve\n")
    writer.stdin.flush()
    writer.stdout.readline()
    writer.stdout.close()
    with suppress(BrokenPipeError):  # it may be gone already
        writer.stdin.write(b"stop\n" * 50)
        writer.stdin.close()

    assert writer.wait(30) == 0
    assert writer.stderr.read() == b""
    writer.stderr.close()


@pytest.mark.parametrize("closed", ["<&-", ">&-", ">/dev/full"])
def test_closed_and_full_streams_are_no_traceback(tmp_path, closed):
    command = f"echo stop | {' '.join(GUTFEELING)} chat {closed}"
    done = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "GUTFEELING_HOME": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr


def test_ctrl_c_is_130_and_nothing_is_lost(tmp_path):
    running = subprocess.Popen(
        [*GUTFEELING, "chat", "--json"],
        env={**os.environ, "GUTFEELING_HOME": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    running.stdin.write(b"anxiety four gut six\n")
    running.stdin.flush()
    assert b'"stored"' in running.stdout.readline()
    time.sleep(0.2)
    running.send_signal(signal.SIGINT)

    assert running.wait(30) == 130
    assert b"Traceback" not in running.communicate()[1]
    assert (
        "4,6" in run(tmp_path, "diary", "export", "--format", "csv", home=tmp_path).stdout.decode()
    )


def test_two_copies_keep_both_check_ins(tmp_path):
    said = "anxiety {n} gut 6\n"
    copies = [
        subprocess.Popen(
            [*GUTFEELING, "chat"],
            env={**os.environ, "GUTFEELING_HOME": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for copy in copies:
        copy.stdin.write(said.format(n=4).encode() * 5)
        copy.stdin.close()
    for copy in copies:
        assert copy.wait(60) == 0
        assert copy.stdout.read().decode().count("Kept.") == 5
        assert copy.stderr.read() == b""
        copy.stdout.close()
        copy.stderr.close()
    exported = run(tmp_path, "diary", "export", "--format", "csv", home=tmp_path).stdout
    assert exported.decode().count("4,6") == 10
