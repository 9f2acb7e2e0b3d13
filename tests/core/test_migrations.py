from __future__ import annotations

import re
import sqlite3
import threading

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from content.settings import Settings
from content.storage.memory import MemoryStore
from content.storage.migrate import SCRIPTS
from content.storage.open import open_store
from content.storage.tables import LATEST, metadata


def schema(connection):
    """Everything SQLite knows of the tables, whatever way their DDL was spelled."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]
    found = {}
    for name in tables:
        if name != "alembic_version" and not name.startswith("sqlite_autoindex_alembic"):
            found[name] = tuple(
                sorted(connection.execute(query, (name,)).fetchall())
                for query in (
                    "SELECT * FROM pragma_table_info(?)",
                    "SELECT * FROM pragma_index_info(?)",
                    "SELECT * FROM pragma_foreign_key_list(?)",
                )
            )
    return found


def test_there_is_one_newest_migration_and_the_code_knows_it():
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [LATEST]


def test_migrations_and_tables_give_the_same_schema(tmp_path):
    open_store(Settings(home=tmp_path)).close()
    migrated = sqlite3.connect(tmp_path / "diary.db")
    memory = MemoryStore()
    created = memory._engine.raw_connection()
    assert schema(created.driver_connection) == schema(migrated)
    assert {"entries", "scores", "preferences", "ix_entries_listener"} <= set(schema(migrated))
    created.close()
    memory.close()
    migrated.close()


def test_alembic_would_add_nothing_on_sqlite(tmp_path):
    store = open_store(Settings(home=tmp_path))
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    store.close()


def is_no_partition(thing, name, kind, reflected, compared_to):
    """Leave out the partitions, and the foreign keys that PostgreSQL adds for each of them."""
    if kind == "foreign_key_constraint":
        name = thing.elements[0].target_fullname.partition(".")[0]
    return not re.search(r"_p\d$", name)


@pytest.mark.needs_postgres
def test_alembic_would_add_nothing_on_postgresql(tmp_path, postgres_url):
    open_store(Settings(home=tmp_path, database_url=postgres_url)).close()
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        options = {"include_object": is_no_partition}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_second_start_changes_no_byte(tmp_path):
    open_store(Settings(home=tmp_path)).close()
    before = (tmp_path / "diary.db").read_bytes()
    open_store(Settings(home=tmp_path)).close()
    assert (tmp_path / "diary.db").read_bytes() == before


def test_an_empty_file_becomes_a_diary(tmp_path):
    (tmp_path / "diary.db").touch()
    store = open_store(Settings(home=tmp_path))
    assert store.entries("me") == ()
    store.close()


def test_eight_copies_that_start_at_once_make_one_diary(tmp_path):
    failures = []

    def start():
        try:
            open_store(Settings(home=tmp_path)).close()
        except Exception as error:  # noqa: BLE001 - any error of the thread is the finding
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    diary = sqlite3.connect(tmp_path / "diary.db")
    assert diary.execute("SELECT version_num FROM alembic_version").fetchall() == [(LATEST,)]
    diary.close()


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    create_table = op.create_table

    def create_all_but_the_last(name, *columns, **options):
        if name == "preferences":
            raise RuntimeError("power cut")
        return create_table(name, *columns, **options)

    monkeypatch.setattr(op, "create_table", create_all_but_the_last)
    with pytest.raises(RuntimeError, match="power cut"):
        open_store(Settings(home=tmp_path))
    diary = sqlite3.connect(tmp_path / "diary.db")
    assert diary.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    diary.close()
    monkeypatch.undo()
    open_store(Settings(home=tmp_path)).close()
