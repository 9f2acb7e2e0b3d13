"""Keys begin with the listener, on PostgreSQL in partitions; dated records beside the check-ins."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"

PARTITIONS: Final = 8
_OPTIONS: Final[dict[str, Any]] = {
    "sqlite_with_rowid": False,
    "postgresql_partition_by": "HASH (listener)",
}


def upgrade() -> None:
    for name in ("scores", "entries", "preferences"):
        # Our own names, and a CREATE takes no parameters.
        op.execute(f"CREATE TABLE old_{name} AS SELECT * FROM {name}")  # noqa: S608 - nothing said by anybody
        op.drop_table(name)
    _create_entries()
    _create_scores()
    _create_records()
    _create_preferences()
    if op.get_bind().dialect.name == "postgresql":
        _create_partitions()
    _copy()
    for name in ("scores", "entries", "preferences"):
        op.drop_table(f"old_{name}")


def _dated() -> list[sa.Column[Any]]:
    return [
        sa.Column("listener", sa.String(255), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at_utc", sa.DateTime, nullable=False),
        sa.Column("utc_offset_seconds", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("nth", sa.SmallInteger, nullable=False),
    ]


def _create_entries() -> None:
    op.create_table(
        "entries",
        *_dated(),
        sa.PrimaryKeyConstraint("listener", "id", name="pk_entries"),
        **_OPTIONS,
    )
    op.create_index("ix_entries_listener", "entries", ["listener", "day", "at_utc", "nth"])


def _create_scores() -> None:
    op.create_table(
        "scores",
        sa.Column("listener", sa.String(255), nullable=False),
        sa.Column("entry_id", sa.String(32), nullable=False),
        sa.Column("scale", sa.String(32), nullable=False),
        sa.Column("value", sa.Integer),
        sa.Column("word", sa.String(32)),
        sa.PrimaryKeyConstraint("listener", "entry_id", "scale", name="pk_scores"),
        sa.ForeignKeyConstraint(
            ["listener", "entry_id"],
            ["entries.listener", "entries.id"],
            name="fk_scores_listener",
        ),
        **_OPTIONS,
    )


def _create_records() -> None:
    op.create_table(
        "records",
        *_dated(),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("listener", "id", name="pk_records"),
        **_OPTIONS,
    )
    columns = ["listener", "kind", "day", "at_utc", "nth"]
    op.create_index("ix_records_listener", "records", columns)


def _create_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("listener", sa.String(255), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("listener", "key", name="pk_preferences"),
        **_OPTIONS,
    )


def _create_partitions() -> None:
    for name in ("entries", "scores", "records", "preferences"):
        for number in range(PARTITIONS):
            op.execute(
                f"CREATE TABLE {name}_p{number} PARTITION OF {name} "
                f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number})",
            )


def _copy() -> None:
    op.execute(
        """
        INSERT INTO entries (listener, id, at_utc, utc_offset_seconds, day, nth)
        SELECT listener, id, at_utc, utc_offset_seconds, day,
               row_number() OVER (PARTITION BY listener, day, at_utc ORDER BY number)
        FROM old_entries
        """,
    )
    op.execute(
        """
        INSERT INTO scores (listener, entry_id, scale, value, word)
        SELECT old_entries.listener, old_entries.id, scale, value, word
        FROM old_scores JOIN old_entries ON old_entries.number = old_scores.entry_number
        """,
    )
    op.execute(
        """
        INSERT INTO preferences (listener, key, value)
        SELECT listener, key, value FROM old_preferences
        """,
    )
