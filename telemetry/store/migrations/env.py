"""Alembic runs this for every migration. The connection and its transaction are `telemetry.store.migrate`'s."""

from __future__ import annotations

from alembic import context

from telemetry.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a column only by making the table anew
)
with context.begin_transaction():
    context.run_migrations()
