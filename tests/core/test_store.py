from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from content.settings import Settings
from content.storage.memory import MemoryStore
from content.storage.open import open_store
from content.storage.record import Record
from content.storage.store import Entry, StoreError

MONDAY = date(2026, 11, 23)
EVENING = datetime(2026, 11, 23, 21, 30, tzinfo=timezone(timedelta(hours=2)))


def entry(**changes):
    plain = Entry(id=uuid4().hex, listener="me", at=EVENING, day=MONDAY, scores={"anxiety": 6})
    return dataclasses.replace(plain, **changes)


def record(**changes):
    data = {"practice": "long_out", "seconds": 61.5, "rating": None, "tags": ["é", {"n": 1}]}
    plain = Record(
        id=uuid4().hex, listener="me", at=EVENING, day=MONDAY, kind="practice", data=data
    )
    return dataclasses.replace(plain, **changes)


def clean_server(url):
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture(
    params=["memory", "file", pytest.param("server", marks=pytest.mark.needs_postgres)],
)
def store(request, tmp_path):
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "file":
        opened = open_store(Settings(home=tmp_path / "home"))
    else:
        url = request.getfixturevalue("postgres_url")
        clean_server(url)
        opened = open_store(Settings(home=tmp_path, database_url=url))
    yield opened
    opened.close()


def test_an_entry_comes_back_as_it_was_said(store):
    said = entry(scores={"anxiety": 6, "gut": 0, "sleep": 2}, words={"sleep": "badly"})
    store.add(said)
    assert store.entries("me") == (said,)
    assert store.get("me", said.id) == said


def test_the_time_keeps_the_offset_of_the_listeners_own_wall(store):
    store.add(entry())
    (kept,) = store.entries("me")
    assert kept.at.isoformat() == "2026-11-23T21:30:00+02:00"


def test_a_time_without_a_zone_is_a_programming_error(store):
    with pytest.raises(ValueError, match="time zone"):
        store.add(entry(at=datetime(2026, 11, 23)))  # noqa: DTZ001 - the fault under test
    assert store.entries("me") == ()


def test_an_entry_without_a_score_is_kept_too(store):
    said = entry(scores={})
    store.add(said)
    assert store.entries("me") == (said,)


def test_entries_come_by_day_then_as_they_were_said(store):
    late_for_early_day = entry(day=MONDAY - timedelta(days=1), at=EVENING + timedelta(hours=1))
    first, second = entry(), entry()
    earlier_elsewhere = entry(at=(EVENING - timedelta(minutes=1)).astimezone(UTC))
    for said in (first, second, late_for_early_day, earlier_elsewhere):
        store.add(said)
    ids = [kept.id for kept in store.entries("me")]
    assert ids == [late_for_early_day.id, earlier_elsewhere.id, first.id, second.id]


def test_since_takes_the_day_itself_and_leaves_out_the_day_before(store):
    sunday = entry(day=MONDAY - timedelta(days=1))
    monday = entry()
    store.add(sunday)
    store.add(monday)
    assert store.entries("me", since=MONDAY) == (monday,)


def test_a_correction_stands_in_the_same_place(store):
    first, second = entry(words={"anxiety": "badly"}), entry()
    store.add(first)
    store.add(second)
    corrected = dataclasses.replace(first, scores={"anxiety": 3, "gut": 1}, words={})
    store.replace(corrected)
    assert store.entries("me") == (corrected, second)


def test_a_correction_of_nothing_says_so_and_keeps_nothing(store):
    with pytest.raises(StoreError, match="no entry"):
        store.replace(entry())
    assert store.entries("me") == ()


def test_removing_tells_whether_there_was_something(store):
    said, other = entry(), entry()
    store.add(said)
    store.add(other)
    assert store.remove("me", said.id)
    assert not store.remove("me", said.id)
    assert store.entries("me") == (other,)


def test_one_listener_never_sees_or_removes_anothers(store):
    mine = entry()
    store.add(mine)
    store.set_preference("me", "brief", "on")
    assert store.entries("you") == ()
    assert store.get("you", mine.id) is None
    assert not store.remove("you", mine.id)
    assert store.preference("you", "brief") is None
    assert store.forget("you") == 0
    assert store.entries("me") == (mine,)


def test_the_same_id_twice_is_refused(store):
    said = entry()
    store.add(said)
    with pytest.raises(StoreError):
        store.add(entry(id=said.id))
    assert store.entries("me") == (said,)


def test_a_preference_is_its_last_value(store):
    assert store.preference("me", "safety_heard") is None
    store.set_preference("me", "safety_heard", "1")
    store.set_preference("me", "safety_heard", "2")
    assert store.preference("me", "safety_heard") == "2"


def test_a_record_comes_back_as_it_was_kept(store):
    kept = record()
    store.add_record(kept)
    assert store.records("me", "practice") == (kept,)
    assert store.records("me", "practice")[0].at.isoformat() == "2026-11-23T21:30:00+02:00"
    assert store.records("me", "plants") == ()
    assert store.records("you", "practice") == ()
    assert store.entries("me") == ()


def test_records_come_by_day_then_as_they_were_said(store):
    first, second, tomorrow = record(), record(), record(day=MONDAY + timedelta(days=1))
    for kept in (tomorrow, first, second):
        store.add_record(kept)
    assert store.records("me", "practice") == (first, second, tomorrow)
    assert store.records("me", "practice", since=tomorrow.day) == (tomorrow,)


def test_a_corrected_record_stands_in_the_same_place(store):
    first, second = record(), record()
    store.add_record(first)
    store.add_record(second)
    corrected = dataclasses.replace(first, data={"practice": "box_4", "rating": "better"})
    store.replace_record(corrected)
    assert store.records("me", "practice") == (corrected, second)
    with pytest.raises(StoreError, match="no record"):
        store.replace_record(record(listener="you", id=first.id))


def test_removing_a_record_tells_whether_there_was_one(store):
    kept = record()
    store.add_record(kept)
    assert not store.remove_record("you", kept.id)
    assert store.remove_record("me", kept.id)
    assert not store.remove_record("me", kept.id)
    assert store.records("me", "practice") == ()


def test_the_same_record_id_twice_is_refused(store):
    kept = record()
    store.add_record(kept)
    with pytest.raises(StoreError):
        store.add_record(kept)
    assert store.records("me", "practice") == (kept,)


def test_forgetting_leaves_nothing_and_counts_the_entries(store):
    store.add(entry())
    store.add(entry())
    store.add_record(record())
    store.set_preference("me", "brief", "on")
    assert store.forget("me") == 3
    assert store.entries("me") == ()
    assert store.records("me", "practice") == ()
    assert store.preference("me", "brief") is None


def test_an_entry_outlives_a_process_that_is_killed_right_after(tmp_path):
    program = f"""
import os, signal
from datetime import date, datetime, UTC
from pathlib import Path
from content.settings import Settings
from content.storage.open import open_store
from content.storage.store import Entry
store = open_store(Settings(home=Path({str(tmp_path)!r})))
now = datetime.now(UTC)
store.add(Entry(id="kept", listener="me", at=now, day=now.date(), scores={{"gut": 4}}))
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -9
    store = open_store(Settings(home=tmp_path))
    assert [kept.id for kept in store.entries("me")] == ["kept"]
    store.close()


def test_every_commit_is_synced_to_the_disk_and_deletes_are_overwritten(tmp_path):
    store = open_store(Settings(home=tmp_path))
    with store._engine.connect() as connection:

        def pragma(name):
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("synchronous") == 2
        assert pragma("secure_delete") == 1
        assert pragma("journal_mode") == "wal"
        assert pragma("busy_timeout") == 5000
        assert pragma("foreign_keys") == 1
    store.close()


def test_only_the_person_can_read_the_diary(tmp_path):
    home = tmp_path / "new" / "home"
    store = open_store(Settings(home=home))
    store.add(entry())
    assert home.stat().st_mode & 0o777 == 0o700
    modes = {file.name: file.stat().st_mode & 0o777 for file in home.iterdir()}
    assert modes == {"diary.db": 0o600, "diary.db-wal": 0o600, "diary.db-shm": 0o600}
    store.close()


def test_a_diary_that_others_could_read_is_closed_to_them(tmp_path):
    (tmp_path / "diary.db").touch(mode=0o644)
    open_store(Settings(home=tmp_path)).close()
    assert (tmp_path / "diary.db").stat().st_mode & 0o777 == 0o600


def test_a_sqlite_address_is_a_file(tmp_path):
    file = tmp_path / "else where" / "my diary.db"
    store = open_store(Settings(home=tmp_path, database_url=f"sqlite:///{file}"))
    said = entry()
    store.add(said)
    store.close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "diary.db").exists()
