"""A diary that is gone with its object: for `--fresh`, for tests, for nothing kept."""

from __future__ import annotations

from functools import cache

from sqlalchemy.schema import CreateIndex, CreateTable

from content.storage.sql import SqlStore
from content.storage.sqlite import memory_engine
from content.storage.tables import metadata


class MemoryStore(SqlStore):
    """The same code as on disk, over a database in memory; cheap enough for one a turn."""

    def __init__(self) -> None:
        engine = memory_engine()
        with engine.begin() as connection:
            for statement in _statements():
                connection.exec_driver_sql(statement)
        super().__init__(engine, "memory")


@cache
def _statements() -> tuple[str, ...]:
    """Return the DDL of the newest tables, compiled once."""
    engine = memory_engine()
    tables = metadata.sorted_tables
    made = [str(CreateTable(table).compile(engine)) for table in tables]
    made += [str(CreateIndex(index).compile(engine)) for table in tables for index in table.indexes]
    engine.dispose()
    return tuple(made)
