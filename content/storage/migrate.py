"""Brings a database to the newest tables, whatever version of ours made it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import String, column, func, inspect, select, table

from content.storage.store import StoreError
from content.storage.tables import LATEST

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.engine import Connection

SCRIPTS: Final = Path(__file__).parent / "migrations"
_TURN: Final = 0x677574
"""The number of our advisory lock: "gut"."""

_VERSION: Final = select(column("version_num", String)).select_from(table("alembic_version"))


def is_current(connection: Connection) -> bool:
    """Tell whether the tables are the newest, without waiting for anybody who writes."""
    has_version = connection.dialect.has_table(connection, "alembic_version")
    return has_version and connection.execute(_VERSION).scalar() == LATEST


def migrate(connection: Connection, place: str) -> None:
    """Run the migrations that are missing, inside the connection's own transaction.

    Args:
        connection: in a transaction that already may write, so that a second copy waits.
        place: how a person names the database, for the errors.

    Raises:
        StoreError: the database is somebody else's, or a newer version of ours wrote it.
    """
    if connection.dialect.name == "postgresql":
        # SQLite's write transaction keeps a second copy waiting; here a lock of our own does.
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    found = _version(connection, place)
    if found == LATEST:
        return
    # Alembic takes a tenth of a second to import: only for the start that needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = _config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"The diary in {place} is from a newer Gut Feeling, so this one leaves it alone. "
            "Get the newer one, or set GUTFEELING_HOME to another folder.",
        )
    command.upgrade(config, LATEST)


def _version(connection: Connection, place: str) -> str | None:
    """Return the migration that the database is at; None for a new one."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        foreign = inspect(connection).get_table_names()
        if connection.dialect.name == "sqlite" and foreign:
            raise StoreError(
                f"{place} is another program's database, so it was left alone. "
                "Move it away, or set GUTFEELING_HOME to another folder.",
            )
        return None
    return connection.execute(_VERSION).scalar()


def _config(connection: Connection) -> Config:
    """Return Alembic's configuration without a file of its own."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # ConfigParser reads % as the start of an interpolation, and a folder may be named so.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
