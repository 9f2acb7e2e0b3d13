from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from content.settings import Settings
from content.storage import sqlite
from content.storage.open import open_store
from content.storage.record import Record
from content.storage.store import Entry, StoreError

# Rare enough that their bytes in a file can only be what was stored.
LISTENER = "listener-mulberry-7761"
WORD = "quagmire-of-a-night"
PREFERENCE = "zephyr-preference-value"
ENTRY_ID = "c0ffee0000decade"
NOTE = "skua-over-the-firth"
RECORD_ID = "beadfacade00"
KEPT = (LISTENER, WORD, PREFERENCE, ENTRY_ID, NOTE, RECORD_ID)
TRACES = tuple(text.encode() for text in KEPT)
DAY = date(2031, 7, 19)


@pytest.fixture
def store(tmp_path):
    opened = open_store(Settings(home=tmp_path))
    yield opened
    opened.close()


def fill(store, listener, prefix, count=300):
    at = datetime(2031, 7, 19, 8, tzinfo=UTC)
    for number in range(count):
        store.add(
            Entry(
                id=f"{prefix}{number:016d}",
                listener=listener,
                at=at + timedelta(minutes=number),
                day=DAY,
                scores={"anxiety": 9, "sleep": 2},
                words={"sleep": WORD} if listener == LISTENER else {},
            ),
        )


def note(store, number=0):
    store.add_record(
        Record(
            id=f"{RECORD_ID}{number}",
            listener=LISTENER,
            at=datetime(2031, 7, 19, 8, tzinfo=UTC),
            day=DAY,
            kind="note",
            data={"text": NOTE},
        ),
    )


def traces(home):
    """Every stored text that can still be read anywhere in the folder, with the file's name."""
    return {
        (file.name, trace)
        for file in home.iterdir()
        for trace in (*TRACES, str(DAY).encode())
        if trace in file.read_bytes()
    }


def test_the_search_finds_what_is_there(store, tmp_path):
    fill(store, LISTENER, ENTRY_ID, count=1)
    store.set_preference(LISTENER, "k", PREFERENCE)
    note(store)
    assert {trace for _, trace in traces(tmp_path)} == {*TRACES, str(DAY).encode()}


def test_forgetting_leaves_no_byte_in_any_file(store, tmp_path):
    fill(store, LISTENER, ENTRY_ID)
    store.set_preference(LISTENER, "k", PREFERENCE)
    note(store)
    assert store.forget(LISTENER) == 301
    assert traces(tmp_path) == set()
    store.close()
    assert traces(tmp_path) == set()
    assert [file.name for file in tmp_path.iterdir()] == ["diary.db"]


def test_forgetting_one_of_two_listeners_leaves_the_other_whole(store, tmp_path):
    fill(store, "somebody else", "e", count=50)
    fill(store, LISTENER, ENTRY_ID, count=50)
    store.forget(LISTENER)
    assert {trace for _, trace in traces(tmp_path)} == {str(DAY).encode()}
    assert len(store.entries("somebody else")) == 50


def test_the_numbers_themselves_are_gone(store, tmp_path):
    fill(store, LISTENER, ENTRY_ID)
    store.forget(LISTENER)
    store.close()
    empty = open_store(Settings(home=tmp_path / "empty"))
    empty.forget(LISTENER)
    empty.close()
    erased = (tmp_path / "diary.db").read_bytes()
    never_used = (tmp_path / "empty" / "diary.db").read_bytes()
    header = 100  # counts the changes of the file, so it differs
    assert erased[header:] == never_used[header:]


def test_an_undone_entry_leaves_no_byte_either(store, tmp_path):
    fill(store, LISTENER, ENTRY_ID, count=1)
    assert store.remove(LISTENER, f"{ENTRY_ID}{0:016d}")
    assert traces(tmp_path) == set()


def test_an_undone_record_leaves_no_byte_either(store, tmp_path):
    note(store)
    assert store.remove_record(LISTENER, f"{RECORD_ID}0")
    assert traces(tmp_path) == set()


def test_forgetting_twice_is_no_error(store):
    fill(store, LISTENER, ENTRY_ID, count=1)
    assert store.forget(LISTENER) == 1
    assert store.forget(LISTENER) == 0


def test_a_second_copy_that_still_reads_is_told_of_and_forgetting_again_ends_it(
    tmp_path,
    monkeypatch,
):
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("PRAGMA busy_timeout=50", *sqlite._PRAGMAS[1:]))
    store = open_store(Settings(home=tmp_path))
    fill(store, LISTENER, ENTRY_ID, count=3)
    reader = sqlite3.connect(tmp_path / "diary.db", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM entries").fetchone() == (3,)
    with pytest.raises(StoreError, match="another copy"):
        store.forget(LISTENER)
    assert store.entries(LISTENER) == ()
    reader.execute("COMMIT")
    reader.close()
    assert store.forget(LISTENER) == 0
    assert traces(tmp_path) == set()
    store.close()


@pytest.mark.needs_postgres
def test_forgetting_empties_postgresqls_table_files(tmp_path, postgres_url):
    store = open_store(Settings(home=tmp_path, database_url=postgres_url))
    fill(store, LISTENER, ENTRY_ID, count=20)
    note(store)
    size = """SELECT sum(pg_relation_size(relid)) FROM unnest(ARRAY['scores', 'entries', 'records'])
        AS kept, pg_partition_tree(kept::regclass)"""

    def bytes_on_disk():
        with store._engine.connect() as connection:
            return connection.exec_driver_sql(size).scalar()

    assert bytes_on_disk() > 0
    assert store.forget(LISTENER) == 21
    assert bytes_on_disk() == 0
    store.close()
