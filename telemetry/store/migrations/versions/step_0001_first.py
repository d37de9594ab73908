"""Rooms, seats, events, snapshots, score cards, run files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rooms",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("opened_unix_ms", sa.BigInteger, nullable=False),
        sa.Column("ended_unix_ms", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
        sa.UniqueConstraint("code", name="uq_rooms_code"),
    )
    op.create_table(
        "seats",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("member", sa.BigInteger, nullable=False),
        sa.Column("participant", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("joined_ms", sa.BigInteger, nullable=False),
        sa.Column("left_ms", sa.BigInteger),
        sa.PrimaryKeyConstraint("room", "member", name="pk_seats"),
        _room_key("seats"),
    )
    op.create_table(
        "events",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("participant", sa.Text, nullable=False),
        sa.Column("event_id", sa.BigInteger, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("room", "number", name="pk_events"),
        sa.UniqueConstraint("room", "participant", "event_id", name="uq_events_room"),
        _room_key("events"),
    )
    op.create_table(
        "snapshots",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("after", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("room", name="pk_snapshots"),
        _room_key("snapshots"),
    )
    op.create_table(
        "scores",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("participant", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("points", sa.Double, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("signed", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("trusted", sa.Boolean, nullable=False),
        sa.Column("run", sa.Text),
        sa.Column("at_unix_ms", sa.BigInteger, nullable=False),
        sa.Column("assisted", sa.Boolean, nullable=False),
        sa.Column("rescored_unix_ms", sa.BigInteger),
        sa.Column("differs", sa.Boolean),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scores"),
        sa.UniqueConstraint("participant", "digest", name="uq_scores_participant"),
        _room_key("scores"),
    )
    op.create_table(
        "run_files",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("participant", sa.Text, nullable=False),
        sa.Column("at_unix_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("room", "digest", name="pk_run_files"),
        _room_key("run_files"),
    )
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


_INDEXES = {
    "seats": ("participant", "name"),
    "scores": ("room", "run"),
    "run_files": ("digest", "participant"),
}


def _room_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["room"], ["rooms.id"], name=f"fk_{table}_room", ondelete="CASCADE")
