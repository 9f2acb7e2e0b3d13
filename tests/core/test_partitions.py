"""On PostgreSQL every statement of the diary touches the partition of its listener alone."""

from __future__ import annotations

import json
import re
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import create_engine, event, text

from content.settings import Settings
from content.storage.open import open_store
from content.storage.record import Record
from content.storage.store import Entry

pytestmark = pytest.mark.needs_postgres

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path, postgres_url):
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    with closing(open_store(Settings(home=tmp_path, database_url=postgres_url))) as opened:
        yield opened


def relations(node):
    """Yield the tables and partitions that a plan reads or writes."""
    if "Relation Name" in node:
        yield node["Relation Name"]
    for inner in node.get("Plans", ()):
        yield from relations(inner)


@pytest.fixture
def plans(store):
    """The relations of each statement that the store runs, explained just before it."""
    found = []

    def explain(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith(("EXPLAIN", "VACUUM")):
            return
        rows = parameters if executemany else [parameters]
        for row in rows:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", row)
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            found.append((statement, set(relations(plan[0]["Plan"]))))

    event.listen(store._engine, "before_cursor_execute", explain)
    return found


def partitions(names):
    return {name.rpartition("_p")[2] for name in names if re.search(r"_p\d$", name)}


def entry(listener, number=0, **scores):
    return Entry(f"entry-{number}", listener, AT, DAY, scores or {"anxiety": 6, "gut": 4})


def record(listener, number=0):
    return Record(f"record-{number}", listener, AT, DAY, "plants", {"plants": ["oats"]})


def use_everything(store, listener):
    store.add(entry(listener))
    store.replace(entry(listener, gut=3))
    store.get(listener, "entry-0")
    store.entries(listener)
    store.entries(listener, since=DAY)
    store.add_record(record(listener))
    store.replace_record(record(listener))
    store.records(listener, "plants")
    store.records(listener, "plants", since=DAY)
    store.set_preference(listener, "brief", "on")
    store.set_preference(listener, "brief", "off")
    store.preference(listener, "brief")
    store.remove(listener, "entry-0")
    store.remove_record(listener, "record-0")
    store.forget(listener)


def test_every_statement_touches_one_partition(store, plans):
    touched = set()
    for listener in (f"listener {number}" for number in range(20)):
        plans.clear()
        use_everything(store, listener)
        # Of a changed table the plan names the whole as well; it scans partitions alone.
        parts = [(statement, partitions(names)) for statement, names in plans]
        strays = [at for at in parts if len(at[1]) != 1 and not at[0].startswith("INSERT")]
        assert strays == []
        its_own = {number for _, numbers in parts for number in numbers}
        assert len(its_own) == 1
        touched |= its_own
    assert len(touched) > 4


def test_the_check_finds_a_query_that_is_not_routed(store, plans):
    with store._engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM entries WHERE id = 'entry-0'")
    ((_, names),) = plans
    assert len(partitions(names)) == 8


def test_all_four_tables_are_partitioned_by_hash(store):
    with store._engine.connect() as connection:
        kinds = connection.exec_driver_sql(
            "SELECT c.relname, p.partstrat FROM pg_partitioned_table p "
            "JOIN pg_class c ON c.oid = p.partrelid ORDER BY 1",
        ).all()
    assert [tuple(row) for row in kinds] == [
        ("entries", "h"),
        ("preferences", "h"),
        ("records", "h"),
        ("scores", "h"),
    ]
