"""Check-ins with their scores, and small remembered facts."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final[str | None] = None


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("listener", sa.String(255), nullable=False),
        sa.Column("at_utc", sa.DateTime, nullable=False),
        sa.Column("utc_offset_seconds", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_entries"),
        sa.UniqueConstraint("id", name="uq_entries_id"),
    )
    op.create_index("ix_entries_listener", "entries", ["listener"])
    op.create_table(
        "scores",
        sa.Column("entry_number", sa.Integer, nullable=False),
        sa.Column("scale", sa.String(32), nullable=False),
        sa.Column("value", sa.Integer),
        sa.Column("word", sa.String(32)),
        sa.PrimaryKeyConstraint("entry_number", "scale", name="pk_scores"),
        sa.ForeignKeyConstraint(
            ["entry_number"],
            ["entries.number"],
            name="fk_scores_entry_number",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "preferences",
        sa.Column("listener", sa.String(255), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("listener", "key", name="pk_preferences"),
    )


def downgrade() -> None:
    op.drop_table("preferences")
    op.drop_table("scores")
    op.drop_table("entries")
