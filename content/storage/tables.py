"""The diary's tables, as the newest migration leaves them.

Every key begins with the listener, so that rows can be distributed by listener; on PostgreSQL the
tables are partitioned so, and a query that names its listener touches one partition.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
)

LATEST: Final = "0002"
"""The newest migration; a test compares it with the migration scripts."""

LISTENER: Final = 255
"""Characters; an Alexa user id is a little over 200."""

ID: Final = 32
"""Characters of an entry's or record's id."""

_BY_LISTENER: Final[dict[str, Any]] = {
    # SQLite keeps a listener's rows side by side, without a second tree of row numbers.
    "sqlite_with_rowid": False,
    "postgresql_partition_by": "HASH (listener)",
}

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    },
)


def _dated() -> list[Column[Any]]:
    """Return the columns of everything that was said at a time about a day."""
    return [
        Column("listener", String(LISTENER), primary_key=True),
        Column("id", String(ID), primary_key=True),
        # The moment in UTC without a zone, which every database compares alike, and the
        # listener's own offset beside it, so that an export shows the time on their wall.
        Column("at_utc", DateTime, nullable=False),
        Column("utc_offset_seconds", Integer, nullable=False),
        Column("day", Date, nullable=False),
        # Counts what was said in one instant, so that its order is kept; never shown.
        Column("nth", SmallInteger, nullable=False),
    ]


entries = Table(
    "entries",
    metadata,
    *_dated(),
    Index(None, "listener", "day", "at_utc", "nth"),
    **_BY_LISTENER,
)

scores = Table(
    "scores",
    metadata,
    Column("listener", String(LISTENER), primary_key=True),
    Column("entry_id", String(ID), primary_key=True),
    Column("scale", String(32), primary_key=True),
    Column("value", Integer),
    Column("word", String(32)),
    ForeignKeyConstraint(["listener", "entry_id"], ["entries.listener", "entries.id"]),
    **_BY_LISTENER,
)

records = Table(
    "records",
    metadata,
    *_dated(),
    Column("kind", String(32), nullable=False),
    Column("data", JSON, nullable=False),
    Index(None, "listener", "kind", "day", "at_utc", "nth"),
    **_BY_LISTENER,
)

preferences = Table(
    "preferences",
    metadata,
    Column("listener", String(LISTENER), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("value", String, nullable=False),
    **_BY_LISTENER,
)
