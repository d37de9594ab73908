"""Connections to the database: what SQLite and PostgreSQL must be told so that a commit is on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from .errors import StoreError

READERS = 2
"""Threads that read, and connections for them."""

_BUSY_MS = 5000
_WAL_BYTES = 16 * 1024 * 1024

_EVERY_SQLITE = (f"PRAGMA busy_timeout={_BUSY_MS}", "PRAGMA foreign_keys=ON")
_SQLITE_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # in WAL mode: a commit returns when the log is on the disk
    f"PRAGMA journal_size_limit={_WAL_BYTES}",
    "PRAGMA secure_delete=ON",  # what is erased is written over with zeros
)
_SQLITE_READER = ("PRAGMA query_only=ON",)


@dataclass(frozen=True, slots=True)
class Engines:
    """One connection that writes, and some that read beside it."""

    writer: Engine
    reader: Engine
    file: Path | None
    """The database file of SQLite."""

    def dispose(self) -> None:
        """Close all connections that nobody uses."""
        self.reader.dispose()
        self.writer.dispose()


def open_engines(database: str) -> Engines:
    """Engines for a database's URL. They connect when they are first used. Raises StoreError for no URL of ours."""
    url = database_url(database)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return _postgresql(url)


def database_url(database: str) -> URL:
    """The URL with the driver that is used here. Its text form hides the password."""
    try:
        url = make_url(database)
    except ArgumentError:
        # The text itself is not told: it may hold a password.
        raise StoreError("This is no database URL.", remedy=_URLS) from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        if not url.database or url.database == ":memory:":
            raise StoreError("A hub's database is a file: what is only in memory would be lost.", remedy=_URLS)
        return url.set(drivername="sqlite+pysqlite")
    raise StoreError(f"Expected SQLite or PostgreSQL, but got {url.drivername!r}.", remedy=_URLS)


_URLS = "Use sqlite:////full/path/hub.sqlite3 or postgresql://user:password@host/database."


def _sqlite(url: URL) -> Engines:
    assert url.database is not None
    file = Path(url.database)
    writer = create_engine(url, pool_size=1, max_overflow=0)
    reader = create_engine(url, pool_size=READERS, max_overflow=0)
    _prepare(writer, (*_EVERY_SQLITE, *_SQLITE_WRITER), "BEGIN IMMEDIATE")
    _prepare(reader, (*_EVERY_SQLITE, *_SQLITE_READER), "BEGIN")
    return Engines(writer, reader, file)


def _prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # else Python's module begins transactions when it thinks fit
        for pragma in pragmas:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _postgresql(url: URL) -> Engines:
    settings = "-c synchronous_commit=on -c statement_timeout=60000 -c application_name=proctor-hub"
    options = {"connect_timeout": 5, "options": settings}
    try:
        writer = create_engine(url, pool_size=1, max_overflow=0, connect_args=options)
        reader = create_engine(url, pool_size=READERS, max_overflow=0, connect_args=options, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise StoreError(
            "PostgreSQL needs its driver, psycopg.", remedy="Install Proctor with it: proctor-vr[postgresql]."
        ) from None
    return Engines(writer, reader, None)
