"""Diaries that older versions of ours wrote, brought up to date on open."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from content.settings import Settings
from content.storage.migrate import _config
from content.storage.open import open_store
from content.storage.store import Entry

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)

# As version 0001 kept them: numbered across listeners, scores by that number.
ROWS = """
INSERT INTO entries (number, id, listener, at_utc, utc_offset_seconds, day) VALUES
  (1, 'b-said-first', 'me', '2026-11-23 19:30:00.000000', 0, '2026-11-23'),
  (2, 'a-said-second', 'me', '2026-11-23 19:30:00.000000', 0, '2026-11-23'),
  (3, 'of-another', 'you', '2026-11-23 19:30:00.000000', 0, '2026-11-23');
INSERT INTO scores (entry_number, scale, value, word) VALUES
  (1, 'anxiety', 6, NULL), (1, 'sleep', 2, 'badly'), (3, 'gut', 0, NULL);
INSERT INTO preferences (listener, key, value) VALUES ('me', 'brief', 'on');
"""


def write_version_0001(engine):
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0001")
        for statement in ROWS.split(";"):
            if statement.strip():
                connection.execute(text(statement))
    engine.dispose()


def check(store):
    first = Entry(
        "b-said-first", "me", AT, DAY, {"anxiety": 6, "sleep": 2}, {"sleep": "badly"},
    )  # fmt: skip
    second = Entry("a-said-second", "me", AT, DAY)
    assert store.entries("me") == (first, second)
    assert store.entries("you") == (Entry("of-another", "you", AT, DAY, {"gut": 0}),)
    assert store.preference("me", "brief") == "on"
    third = Entry("0-said-third", "me", AT, DAY)
    store.add(third)
    assert store.entries("me") == (first, second, third)


def test_a_diary_of_version_0001(tmp_path):
    write_version_0001(create_engine(f"sqlite:///{tmp_path / 'diary.db'}"))
    with closing(open_store(Settings(home=tmp_path))) as store:
        check(store)


@pytest.mark.needs_postgres
def test_a_diary_of_version_0001_on_postgresql(tmp_path, postgres_url):
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    write_version_0001(engine)
    with closing(open_store(Settings(home=tmp_path, database_url=postgres_url))) as store:
        check(store)
