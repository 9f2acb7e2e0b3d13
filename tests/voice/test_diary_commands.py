from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

import pytest

from content.settings import Settings
from content.storage.open import open_store
from content.storage.store import Entry
from offline.cli import run
from offline.listener import LISTENER

ZONE = timezone(timedelta(hours=1))
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path))
    monkeypatch.delenv("GUTFEELING_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def two_days(home):
    store = open_store(Settings(home=home))
    evening = datetime(2026, 11, 23, 21, 30, tzinfo=ZONE)
    store.add(Entry("b", LISTENER, evening, MONDAY, {"anxiety": 6, "gut": 3}))
    store.add(Entry("c", LISTENER, evening + timedelta(minutes=40), MONDAY, {"anxiety": 4}))
    store.add(Entry("a", LISTENER, evening, SUNDAY, {"sleep": 2, "mood": 7}, {"sleep": "badly"}))
    store.add(Entry("d", "another listener", evening, MONDAY, {"stress": 9}))
    store.close()
    return home


def entries(home):
    store = open_store(Settings(home=home))
    kept = store.entries(LISTENER)
    store.close()
    return kept


def test_show_prints_a_line_a_day_newest_last(two_days, capsys):
    assert run(["diary", "show"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Sunday 22 November 2026: sleep badly, mood 7",
        "Monday 23 November 2026: 21:30 anxiety 6, belly 3; 22:10 anxiety 4",
    ]


def test_show_says_which_end_is_best_before_any_number(two_days, capsys):
    run(["diary", "show"])
    assert "10 is worst" in capsys.readouterr().out.splitlines()[0]


def test_an_empty_diary_says_so(home, capsys):
    assert run(["diary", "show"]) == 0
    assert capsys.readouterr().out == "The diary is empty.\n"


def test_csv_has_the_contracts_columns_and_empty_cells(two_days, capsys):
    assert run(["diary", "export", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0])[:8] == ["id", "at", "day", "anxiety", "gut", "sleep", "mood", "stress"]
    assert rows[0] == {
        "id": "a",
        "at": "2026-11-23T21:30:00+01:00",
        "day": "2026-11-22",
        "anxiety": "",
        "gut": "",
        "sleep": "2",
        "mood": "7",
        "stress": "",
        "words": "sleep=badly",
        "kind": "check_in",
        "data": "",
    }
    assert [row["id"] for row in rows] == ["a", "b", "c"]


def test_csv_of_an_empty_diary_is_its_header(home, capsys):
    assert run(["diary", "export"]) == 0
    assert capsys.readouterr().out == "id,at,day,anxiety,gut,sleep,mood,stress,words,kind,data\n"


def test_json_is_a_list_of_objects(two_days, capsys):
    assert run(["diary", "export", "--format", "json"]) == 0
    exported = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in exported] == ["a", "b", "c"]
    assert exported[0]["sleep"] == 2
    assert exported[0]["gut"] is None
    assert exported[0]["words"] == {"sleep": "badly"}


def test_an_unknown_format_is_wrong_usage(home, capsys):
    assert run(["diary", "export", "--format", "xml"]) == 2


def test_forget_with_yes_erases_only_this_laptops_listener(two_days, capsys):
    assert run(["diary", "forget", "--yes"]) == 0
    assert capsys.readouterr().out == "All 3 check-ins are erased for good.\n"
    assert entries(two_days) == ()
    assert run(["diary", "forget", "--yes"]) == 0
    assert capsys.readouterr().out == "There was nothing to erase.\n"
    store = open_store(Settings(home=two_days))
    assert len(store.entries("another listener")) == 1
    store.close()


def test_forget_where_nobody_can_be_asked_erases_nothing(two_days):
    done = subprocess.run(
        [sys.executable, "-m", "offline", "diary", "forget"],
        check=False,
        input="y\n",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "--yes" in done.stderr
    assert len(entries(two_days)) == 3


@pytest.mark.parametrize(
    ("answer", "left", "last"), [("y", 0, "erased for good"), ("n", 3, "Nothing")]
)
def test_forget_asks_on_a_terminal(two_days, answer, left, last):
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "offline", "diary", "forget"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as asked:
        os.write(ours, f"{answer}\n".encode())
        out, err = asked.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert asked.returncode == 0
    assert "Erase all 3 check-ins for good?" in err
    assert last in out
    assert len(entries(two_days)) == left


@pytest.mark.parametrize("verb", ["show", "export", "forget"])
def test_a_damaged_diary_is_one_sentence_and_stays_as_it_is(home, capsys, verb):
    (home / "diary.db").write_text("dear diary, " * 500)
    arguments = ["diary", verb] + (["--yes"] if verb == "forget" else [])
    assert run(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "damaged" in said.err
    assert "Traceback" not in said.err
    assert (home / "diary.db").read_text() == "dear diary, " * 500


@pytest.mark.parametrize("verb", ["show", "export", "import", "plot", "page", "forget"])
def test_every_verb_explains_itself(home, capsys, verb):
    assert run(["diary", verb, "--help"]) == 0
    told = capsys.readouterr().out
    assert "Example:" in told
    assert "Exit:" in told


def test_a_reader_that_leaves_early_is_no_error(two_days):
    done = subprocess.run(
        ["sh", "-c", '"$1" -m offline diary export | true', "sh", sys.executable],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
