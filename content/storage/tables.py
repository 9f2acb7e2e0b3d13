"""The diary's tables, as the newest migration leaves them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

LATEST: Final = "0001"
"""The newest migration; a test compares it with the migration scripts."""

LISTENER: Final = 255
"""Characters; an Alexa user id is a little over 200."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    },
)

entries = Table(
    "entries",
    metadata,
    # Only the order of arrival, for entries said in the same second; never shown.
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False),
    Column("listener", String(LISTENER), nullable=False, index=True),
    # The moment in UTC without a zone, which every database compares alike, and the
    # listener's own offset beside it, so that an export shows the time on their wall.
    Column("at_utc", DateTime, nullable=False),
    Column("utc_offset_seconds", Integer, nullable=False),
    Column("day", Date, nullable=False),
    UniqueConstraint("id"),
)

scores = Table(
    "scores",
    metadata,
    Column(
        "entry_number",
        Integer,
        ForeignKey("entries.number", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("scale", String(32), primary_key=True),
    Column("value", Integer),
    Column("word", String(32)),
)

preferences = Table(
    "preferences",
    metadata,
    Column("listener", String(LISTENER), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("value", String, nullable=False),
)
