"""The tables, in SQL that SQLite and PostgreSQL both speak. Every change of them is a step in `migrations`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _of_room(*, primary_key: bool = False) -> Column[str]:
    """Goes when its room goes."""
    return Column("room", Text, ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False)


ROOMS = Table(
    "rooms",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("code", Text, unique=True),
    Column("opened_unix_ms", BigInteger, nullable=False),
    Column("ended_unix_ms", BigInteger),
)

SEATS = Table(
    "seats",
    METADATA,
    _of_room(primary_key=True),
    Column("member", BigInteger, primary_key=True, autoincrement=False),
    Column("participant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("joined_ms", BigInteger, nullable=False),
    Column("left_ms", BigInteger),
    Index(None, "participant"),
    Index(None, "name"),
)

EVENTS = Table(
    "events",
    METADATA,
    _of_room(primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("participant", Text, nullable=False),
    Column("event_id", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("subject", Text, nullable=False),
    UniqueConstraint("room", "participant", "event_id"),  # an event that is sent again is not kept again
)

SNAPSHOTS = Table(
    "snapshots",
    METADATA,
    _of_room(primary_key=True),
    Column("after", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

SCORES = Table(
    "scores",
    METADATA,
    Column("id", Text, primary_key=True),
    _of_room(),
    Column("participant", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("points", Double, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),  # SHA-256 of `signed`
    Column("key", Text, nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("run", Text),
    Column("at_unix_ms", BigInteger, nullable=False),
    Column("assisted", Boolean, nullable=False),
    Column("rescored_unix_ms", BigInteger),
    Column("differs", Boolean),
    Column("note", Text, nullable=False),
    UniqueConstraint("participant", "digest"),
    Index(None, "room"),
    Index(None, "run"),
)

RUN_FILES = Table(
    "run_files",
    METADATA,
    _of_room(primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("participant", Text, nullable=False),
    Column("at_unix_ms", BigInteger, nullable=False),
    Index(None, "digest"),
    Index(None, "participant"),
)
