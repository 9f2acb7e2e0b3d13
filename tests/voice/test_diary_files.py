"""`diary export` and `import`: taken along, erased, brought back, the same to the byte."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing, suppress
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.settings import Settings
from content.storage.memory import MemoryStore
from content.storage.open import open_store
from content.storage.record import Record
from content.storage.store import SCALES, Entry
from offline.cli import run
from offline.diary.exported import as_csv, as_json, rows
from offline.diary.imported import ImportFailedError, parse
from offline.listener import LISTENER

SUMMER = timezone(timedelta(hours=2))
AT = datetime(2026, 10, 24, 23, 59, 30, 123456, tzinfo=SUMMER)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GUTFEELING_RETENTION_DAYS", "0")
    monkeypatch.delenv("GUTFEELING_DATABASE_URL", raising=False)
    return tmp_path / "home"


@pytest.fixture
def kept(home):
    """A diary with everything that there is, said within one second and over a change of clocks."""
    with closing(open_store(Settings(home=home, retention_days=0))) as store:
        for number in range(3):
            at = AT + timedelta(milliseconds=number)
            store.add_record(Record(f"r{number}", LISTENER, at, AT.date(), "practice",
                {"seconds": 61.5, "practice": "box_4", "rating": None}))  # fmt: skip
            store.add(Entry(f"e{number}", LISTENER, at, AT.date(), {"anxiety": number}))
        winter = AT.astimezone(timezone(timedelta(hours=1))) + timedelta(hours=12)
        store.add(Entry("w", LISTENER, winter, winter.date(), {"sleep": 2, "gut": 10},
            {"sleep": "badly"}))  # fmt: skip
        store.add(Entry("empty", LISTENER, winter, winter.date()))
        store.add_record(Record("n", LISTENER, winter, winter.date(), "note",
            {"text": '=SUM(1,2)\n"café", 寿司; \ttoo'}))  # fmt: skip
        store.add_record(Record("u", LISTENER, winter, winter.date(), "a later kind", {}))
    return home


def exported(capsysbinary, form):
    assert run(["diary", "export", "--format", form]) == 0
    return capsysbinary.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json"])
def test_export_forget_import_export_gives_the_same_bytes(kept, capsysbinary, tmp_path, form):
    both = {name: exported(capsysbinary, name) for name in ("csv", "json")}
    (tmp_path / "diary").write_bytes(both[form])
    assert run(["diary", "forget", "--yes"]) == 0
    capsysbinary.readouterr()
    assert len(exported(capsysbinary, "csv").splitlines()) == 1
    assert run(["diary", "import", str(tmp_path / "diary")]) == 0
    assert capsysbinary.readouterr().out == b"10 taken in, 0 were here already.\n"
    assert {name: exported(capsysbinary, name) for name in both} == both


def test_importing_twice_changes_nothing(kept, capsysbinary, tmp_path):
    before = exported(capsysbinary, "csv")
    (tmp_path / "diary.csv").write_bytes(before)
    assert run(["diary", "import", str(tmp_path / "diary.csv")]) == 0
    assert capsysbinary.readouterr().out == b"0 taken in, 10 were here already.\n"
    assert exported(capsysbinary, "csv") == before


def test_what_stands_otherwise_in_the_diary_stays_and_is_told(kept, capsysbinary, tmp_path):
    before = exported(capsysbinary, "json")
    changed = json.loads(before)
    next(row for row in changed if row["id"] == "r1")["data"] = {"practice": "other"}
    next(row for row in changed if row["id"] == "e1")["anxiety"] = 9
    (tmp_path / "diary.json").write_text(json.dumps(changed))
    assert run(["diary", "import", str(tmp_path / "diary.json")]) == 0
    assert b"2 stand here otherwise" in capsysbinary.readouterr().err
    assert exported(capsysbinary, "json") == before


def test_what_is_older_than_the_diary_keeps_is_told(home, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("GUTFEELING_RETENTION_DAYS", "400")
    old = Entry("old", LISTENER, AT.replace(year=2019), date(2019, 10, 24), {"gut": 1})
    (tmp_path / "diary.csv").write_text(as_csv(rows([old], [])))
    assert run(["diary", "import", str(tmp_path / "diary.csv")]) == 0
    assert "GUTFEELING_RETENTION_DAYS" in capsys.readouterr().err


def test_a_spreadsheet_reads_every_row_whole(kept, capsysbinary):
    table = exported(capsysbinary, "csv")
    assert not table.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(table.decode(), newline="")))
    assert {row["id"] for row in found} == {
        *"wnu",
        "empty",
        *(f"{k}{n}" for k in "er" for n in range(3)),
    }
    note = next(row for row in found if row["kind"] == "note")
    assert json.loads(note["data"])["text"].startswith("=SUM")
    # No cell is taken for a formula.
    assert not any(cell[:1] in "=+-@\t" for row in found for cell in row.values() if cell)


def test_a_file_with_the_mark_and_line_ends_of_windows_is_read(kept, capsysbinary, tmp_path):
    table = exported(capsysbinary, "csv")
    (tmp_path / "diary.csv").write_bytes(b"\xef\xbb\xbf" + table.replace(b"\n", b"\r\n"))
    assert run(["diary", "import", str(tmp_path / "diary.csv")]) == 0
    assert capsysbinary.readouterr().out == b"0 taken in, 10 were here already.\n"


GOOD = "id,at,day,anxiety,gut,sleep,mood,stress,words,kind,data\n"
ROW = "a,2026-11-23T21:30:00+01:00,2026-11-23,4,,,,,,check_in,\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "first line"),
        ("date,score\n1,2\n", "first line"),
        (GOOD + ROW + ROW.replace(",4,", ",11,"), "Line 3"),
        (GOOD + ROW.replace(",4,", ",4.5,"), "anxiety is no whole number"),
        (GOOD + ROW.replace(",4,", ",-1,"), "Line 2"),
        (GOOD + ROW.replace("+01:00", ""), "no time zone"),
        (GOOD + ROW.replace("2026-11-23,", "23.11.2026,"), "Line 2"),
        (GOOD + ROW.replace("a,", ",", 1), "id is no text"),
        (GOOD + ROW.replace("a,", "x" * 33 + ",", 1), "id is no text"),
        (GOOD + ROW.replace(",,check_in", ",joy=well,check_in"), "no scale joy"),
        (GOOD + ROW.replace("check_in", "plants"), "no object"),
        (GOOD + ROW.replace("check_in,", "plants,{"), "no JSON"),
        (GOOD + "a,b\n", "Line 2"),
        (GOOD + 'a,"b\n', "no line of a table"),
        ("[1]", "Object 1"),
        ("[{}]", "no id"),
        ('[{"id": "a"', "no whole JSON"),
        ("[" * 100_000, "no whole JSON"),
    ],
)
def test_a_file_that_is_not_ours_changes_nothing(kept, capsys, tmp_path, text, told):
    (tmp_path / "diary").write_text(text)
    assert run(["diary", "import", str(tmp_path / "diary")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert told in said.err
    assert "nothing was imported" in said.err
    with closing(open_store(Settings(home=kept, retention_days=0))) as store:
        assert len(store.entries(LISTENER)) == 5


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_one_sentence(home, capsys, tmp_path, content):
    file = tmp_path / "diary.csv"
    if content:
        file.write_bytes(content)
    assert run(["diary", "import", str(file)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
moments = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2099, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.builds(
        lambda hours: timezone(timedelta(minutes=15 * hours)), st.integers(-48, 48)
    ),
)
dates = st.dates(date(1970, 1, 1), date(2099, 1, 1))
ids = st.text("0123456789abcdef-", min_size=1, max_size=32)
entries = st.builds(
    Entry, ids, st.just(LISTENER), moments, dates,
    st.dictionaries(st.sampled_from(SCALES), st.integers(0, 10)),
    st.dictionaries(st.sampled_from(("sleep", "mood")), st.sampled_from(("badly", "okay", "well"))),
)  # fmt: skip
records = st.builds(
    Record, ids, st.just(LISTENER), moments, dates, st.sampled_from(("practice", "plants", "note")),
    st.dictionaries(st.text(st.characters(codec="utf-8")), json_values, max_size=3),
)  # fmt: skip


def unique(things):
    return list({(type(thing), thing.id): thing for thing in things}.values())


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries | records, max_size=6).map(unique))
def test_any_diary_comes_back(things):
    with closing(MemoryStore()) as first:
        first.add_all(things)
        found = rows(first.entries(LISTENER), first.all_records(LISTENER))
    for text in (as_csv(found), as_json(found)):
        with closing(MemoryStore()) as second:
            assert second.add_all(parse(text, LISTENER)) == (len(things), 0)
            assert rows(second.entries(LISTENER), second.all_records(LISTENER)) == found


@given(st.text(max_size=200))
def test_any_text_is_refused_in_one_sentence_or_read(text):
    with suppress(ImportFailedError):
        parse(GOOD + text, LISTENER)
