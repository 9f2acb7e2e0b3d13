"""Many at once, and killed at any moment: nothing that was confirmed is lost, nothing halved."""

from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from content.settings import Settings
from content.storage.open import open_store

LOG = logging.getLogger("soak")
"""Shown by `--log-cli-level=INFO`."""

SOAK = Path(__file__).parents[1] / "storage_soak.py"
needs_postgres = pytest.mark.needs_postgres


@pytest.fixture(params=["file", pytest.param("server", marks=needs_postgres)])
def database(request, tmp_path):
    """The home and the address of an empty diary."""
    if request.param == "file":
        return tmp_path, None
    url = request.getfixturevalue("postgres_url")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return tmp_path, url


def run(how, database, number):
    home, url = database
    command = [sys.executable, str(SOAK), how, str(home), url or "", str(number)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["failed"] == 0
    return {listener: set(ids) for listener, ids in told["confirmed"].items()}, told["reads"]


def kept(database, listener):
    home, url = database
    with closing(open_store(Settings(home=home, database_url=url))) as store:
        entries = store.entries(listener)
        assert all(len(entry.scores) == 2 for entry in entries)
        return {one.id for one in (*entries, *store.all_records(listener))}


def check_soak(database, seconds):
    confirmed, reads = run("soak", database, seconds)
    writes = sum(map(len, confirmed.values()))
    LOG.info("%d writes of 8 writers, %d reads of 4 readers in %d s", writes, reads, seconds)
    assert set(confirmed) == {"me", "you"}
    for listener, ids in confirmed.items():
        assert kept(database, listener) == ids


def check_killed(database, times):
    confirmed = run("kill", database, times)[0]["me"]
    LOG.info("%d kills, %d writes confirmed", times, len(confirmed))
    found = kept(database, "me")
    assert len(confirmed) >= times
    assert confirmed <= found
    # One write of each may have been on the disk before it was confirmed, never more.
    assert len(found - confirmed) <= times
    if database[1] is None:
        with closing(sqlite3.connect(database[0] / "diary.db")) as diary:
            assert diary.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_eight_writers_and_four_readers_for_a_moment(database):
    check_soak(database, 1)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_eight_writers_and_four_readers_for_a_minute(database):
    check_soak(database, 60)


def test_a_writer_that_is_killed_twenty_times(tmp_path):
    check_killed((tmp_path, None), 20)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_writer_that_is_killed_two_hundred_times(database):
    check_killed(database, 200)
