"""How many statements a look back costs, however long the diary is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.storage.memory import MemoryStore
from content.storage.store import Entry

NOW = datetime(2026, 11, 23, 21, tzinfo=UTC)


@pytest.fixture
def diary():
    """A store, a way to fill it, and the statements that read what was said, not preferences."""
    store = MemoryStore()
    read = []

    def note(_connection, cursor, statement, _parameters, _context, _many):
        if statement.startswith("SELECT") and "FROM preferences" not in statement:
            read.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)

    def fill(days):
        times = [NOW - timedelta(days=number) for number in range(days)]
        store.add_all(
            Entry(f"{number}", "me", at, at.date(), {"anxiety": number % 10, "gut": 4, "sleep": 2})
            for number, at in enumerate(times)
        )
        read.clear()

    return store, fill, read


@pytest.mark.parametrize("days", [10, 800])
@pytest.mark.parametrize(
    ("turn", "most"),
    [
        (Turn("checkin.history", "me", NOW), 2),
        (Turn("checkin.history", "me", NOW, {"metric": "gut"}), 2),
        (Turn("checkin.history", "me", NOW, {"metric": "anxiety"}, seeks_last=True), 3),
    ],
)
def test_a_look_back_costs_a_few_statements(diary, days, turn, most):
    store, fill, read = diary
    fill(days)
    respond(turn, Session(), store)
    assert 1 <= len(read) <= most
    store.close()


def test_a_near_day_is_found_without_reading_years(diary):
    store, fill, read = diary
    fill(800)
    respond(Turn("checkin.history", "me", NOW, {"metric": "anxiety"}, seeks_last=True),
        Session(), store)  # fmt: skip
    assert len(read) == 1
    assert "entries.day >=" in read[0]
    store.close()


def test_an_entry_with_its_scores_is_one_statement(diary):
    store, fill, read = diary
    fill(30)
    assert len(store.entries("me")) == 30
    assert len(read) == 1
    store.close()
