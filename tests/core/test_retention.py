"""What is older than the retention goes, for real, at most once a day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from content.settings import Settings, SettingsError, load
from content.storage import sqlite
from content.storage.open import open_store
from content.storage.record import Record
from content.storage.store import Entry

TODAY = date(2026, 11, 23)
NOTE = "skua-over-the-firth"
OLD_ID, OLD_WORD = "d15ea5edc0de", "quagmire-of-a-night"


class Calendar:
    """Today, until somebody turns the page."""

    def __init__(self):
        self.day = TODAY

    def __call__(self):
        return self.day


def entry(days_ago, ident=None, listener="me"):
    at = datetime(2026, 11, 23, 9, tzinfo=UTC) - timedelta(days=days_ago)
    words = {"sleep": OLD_WORD} if ident == OLD_ID else {}
    return Entry(ident or f"{days_ago} days", listener, at, at.date(), {"gut": 4}, words)


def note(days_ago, ident):
    at = datetime(2026, 11, 23, 9, tzinfo=UTC) - timedelta(days=days_ago)
    return Record(ident, "me", at, at.date(), "note", {"text": NOTE})


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.needs_postgres)])
def opened(request, tmp_path):
    """Return a way to open one diary, with a calendar and options of Settings."""
    url = None
    if request.param == "server":
        url = request.getfixturevalue("postgres_url")
        engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    return lambda calendar, **options: closing(
        open_store(Settings(home=tmp_path, database_url=url, **options), calendar),
    )


def ids(store, listener="me"):
    return [kept.id for kept in store.entries(listener)]


def test_a_day_too_old_goes_when_the_diary_is_opened(opened):
    calendar = Calendar()
    with opened(calendar) as store:
        for days_ago in (401, 400, 0):
            store.add(entry(days_ago))
        for number in range(20):
            store.add(entry(500, listener=f"listener {number}"))
        store.add_record(note(401, "old"))
        store.add_record(note(400, "young"))
        store.set_preference("me", "brief", "on")
        assert len(ids(store)) == 3
    calendar.day += timedelta(days=1)
    with opened(calendar) as store:
        assert ids(store) == ["0 days"]
        assert store.records("me", "note") == ()
        assert [ids(store, f"listener {number}") for number in range(20)] == [[]] * 20
        assert store.preference("me", "brief") == "on"


def test_the_last_day_that_is_kept_is_as_many_days_ago_as_the_setting_says(opened):
    calendar = Calendar()
    with opened(calendar, retention_days=7) as store:
        store.add(entry(6))
        store.add(entry(7))
    calendar.day += timedelta(days=1)
    with opened(calendar, retention_days=7) as store:
        assert ids(store) == ["6 days"]


def test_a_diary_that_stays_open_is_swept_by_a_write(opened):
    calendar = Calendar()
    with opened(calendar) as store:
        store.add(entry(400))
        calendar.day += timedelta(days=1)
        store.add(entry(0))
        store._retention.join()
        assert ids(store) == ["0 days"]


def test_it_looks_once_a_day_and_no_more(opened):
    calendar = Calendar()
    with opened(calendar) as store:
        store.add(entry(401))
        store.add(entry(0))
        store._retention.join()
        assert ids(store) == ["401 days", "0 days"]
    with opened(calendar) as store:
        assert ids(store) == ["401 days", "0 days"]


def test_none_goes_where_all_are_kept(opened):
    calendar = Calendar()
    with opened(calendar, retention_days=0) as store:
        store.add(entry(4000))
    calendar.day += timedelta(days=1)
    with opened(calendar, retention_days=0) as store:
        assert ids(store) == ["4000 days"]


def test_a_clock_that_went_back_erases_nothing(opened):
    calendar = Calendar()
    with opened(calendar) as store:
        store.add(entry(400))
    calendar.day -= timedelta(days=30)
    with opened(calendar) as store:
        assert ids(store) == ["400 days"]


def test_no_byte_of_what_was_too_old_stays(tmp_path):
    calendar = Calendar()
    settings = Settings(home=tmp_path)

    def traces():
        names = (OLD_ID, OLD_WORD, NOTE)
        files = [file.read_bytes() for file in tmp_path.iterdir()]
        return {name for name in names if any(name.encode() in file for file in files)}

    with closing(open_store(settings, calendar)) as store:
        store.add(entry(401, OLD_ID))
        store.add_record(note(401, "old"))
        assert traces() == {OLD_ID, OLD_WORD, NOTE}
        calendar.day += timedelta(days=1)
        store.add(entry(0))
        assert traces() == set()
    assert traces() == set()


def test_a_file_that_another_copy_writes_is_swept_later(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("PRAGMA busy_timeout=50", *sqlite._PRAGMAS[1:]))
    calendar = Calendar()
    settings = Settings(home=tmp_path)
    with closing(open_store(settings, calendar)) as store:
        store.add(entry(401))
    calendar.day += timedelta(days=1)
    holder = sqlite3.connect(tmp_path / "diary.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with closing(open_store(settings, calendar)) as store:
        assert ids(store) == ["401 days"]
        holder.execute("COMMIT")
        holder.close()
        store.add(entry(0))
        assert ids(store) == ["0 days"]


@pytest.mark.parametrize(("said", "days"), [(None, 400), ("30", 30), ("0", 0)])
def test_the_setting(tmp_path, said, days):
    environ = {"GUTFEELING_HOME": str(tmp_path)}
    if said is not None:
        environ["GUTFEELING_RETENTION_DAYS"] = said
    assert load(environ).retention_days == days


@pytest.mark.parametrize("said", ["a year", "-1", "4.5", "²"])
def test_a_setting_that_is_no_number_of_days(tmp_path, said):
    environ = {"GUTFEELING_HOME": str(tmp_path), "GUTFEELING_RETENTION_DAYS": said}
    with pytest.raises(SettingsError, match="number of days"):
        load(environ)
