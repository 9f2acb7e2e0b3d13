"""Alembic's entry: it runs on the connection that `migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from content.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
