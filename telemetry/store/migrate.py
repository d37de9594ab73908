"""Brings a database to the tables of this program: from nothing, or from any earlier version."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from .errors import MigrationError

_LOCK = 0x70726F63746F72  # "proctor"


def migrate(engine: Engine, to: str = "head") -> None:
    """Take every step that is still to be taken, in one transaction: after a crash none or all of them are taken.

    Hubs that start together take turns. Raises MigrationError when the database is newer than this program.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        now = version(connection)
        if now is not None and now not in versions():
            raise MigrationError(
                f"The database is of version {now}, which this program does not know; it knows {versions()[-1]}.",
                remedy="Use the newer hub that made it, or restore the backup from before.",
            )
        if now is None and inspect(connection).has_table("rooms"):
            raise MigrationError(
                "The database has tables of these names already, and they are not a hub's.",
                remedy="Give the hub a database of its own.",
            )
        command.upgrade(_config(connection), to)


def version(connection: Connection) -> str | None:
    """The version of a database; None for one without tables."""
    return MigrationContext.configure(connection).get_current_revision()


def versions() -> tuple[str, ...]:
    """All versions that this program knows, the first one first."""
    steps = ScriptDirectory.from_config(_config(None)).walk_revisions()
    return tuple(reversed([step.revision for step in steps]))


def _config(connection: Connection | None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "telemetry.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
