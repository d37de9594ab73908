from __future__ import annotations

import asyncio
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from postgres_server import PostgresServer
from stored import OPENED_MS, ROOM, a_room, opened, some_events, with_store

from telemetry.store.errors import StoreError
from telemetry.store.records import RunFile
from telemetry.store.sql_store import SqlStore

CONTENT = b"a run" * 1000
RUN = RunFile(ROOM, sha256(CONTENT).hexdigest(), len(CONTENT), "OPERATOR", OPENED_MS)


def test_a_backup_made_while_the_hub_writes_is_a_hub_of_that_moment(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.write_run(RUN, 0, CONTENT)
        await store.keep(ROOM, some_events(1, 50))
        writing = asyncio.gather(*(store.keep(ROOM, some_events(n, n)) for n in range(51, 251)))
        await store.back_up(tmp_path / "backup")
        await writing

    with_store(sqlite, tmp_path / "hub", test)
    copied = tmp_path / "backup"
    assert stat.S_IMODE((copied / "hub.sqlite3").stat().st_mode) == 0o600

    async def restored() -> None:
        async with opened(f"sqlite:///{copied / 'hub.sqlite3'}", copied) as store:
            events = (await store.kept(ROOM)).events
            assert 50 <= len(events) <= 250
            assert list(events) == [b"data %d" % n for n in range(1, len(events) + 1)]
            assert (await store.run_path(RUN.digest)).read_bytes() == CONTENT
            assert list(await store.run_files(ROOM)) == [RUN]

    asyncio.run(restored())


def test_the_next_backup_takes_the_place_of_the_last(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.write_run(RUN, 0, CONTENT)
        await store.back_up(tmp_path / "backup")
        copied = tmp_path / "backup" / "files" / "runs" / RUN.digest[:2] / RUN.digest
        before = copied.stat()
        await store.open_room(a_room(2))
        await store.back_up(tmp_path / "backup")
        assert copied.stat() == before, "a run file never changes, so it is copied once"
        assert not list((tmp_path / "backup").rglob(".*"))

    with_store(sqlite, tmp_path / "hub", test)


def test_a_backup_that_fails_leaves_the_one_before(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.back_up(tmp_path / "backup")
        before = (tmp_path / "backup" / "hub.sqlite3").read_bytes()
        await store.write_run(RUN, 0, CONTENT)
        (tmp_path / "backup" / "files").write_text("in the way")
        with pytest.raises(StoreError, match="untouched"):
            await store.back_up(tmp_path / "backup")
        assert (tmp_path / "backup" / "hub.sqlite3").read_bytes() == before
        assert (await store.run_path(RUN.digest)).exists()

    with_store(sqlite, tmp_path / "hub", test)


def test_postgresql_is_told_apart(postgres: PostgresServer, tmp_path: Path) -> None:

    async def test(store: SqlStore) -> None:
        with pytest.raises(StoreError, match="pg_dump"):
            await store.back_up(tmp_path / "backup")

    with_store(postgres.new_database(), tmp_path / "hub", test)
