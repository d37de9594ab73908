from __future__ import annotations

import asyncio
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from stored import OPENED_MS, ROOM, a_room, a_score, a_seat, a_snapshot, an_event, opened, some_events, with_store

from telemetry.roles import Role
from telemetry.room.outgoing import Batch, Kept, KeptSnapshot
from telemetry.store.errors import ConflictError, NotFoundError, StoreError
from telemetry.store.records import StoredSeat
from telemetry.store.sql_store import SqlStore


def test_a_room_is_found_until_it_ends_and_its_code_is_free_then(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        assert await store.room_by_code("ABCDE-00001") == await store.room(ROOM) == a_room()
        assert await store.room_by_code("ABCDE-00002") is None
        with pytest.raises(ConflictError):
            await store.open_room(a_room(2, code="ABCDE-00001"))
        with pytest.raises(ConflictError):
            await store.open_room(a_room(1, code="OTHER-00001"))
        await store.open_room(a_room(3))
        assert [room.id for room in await store.open_rooms()] == [ROOM, a_room(3).id]
        await store.end_room(ROOM, OPENED_MS + 1000)
        await store.end_room(ROOM, OPENED_MS + 2000)
        assert await store.room_by_code("ABCDE-00001") is None
        assert await store.room(ROOM) == replace(a_room(), code=None, ended_unix_ms=OPENED_MS + 1000)
        await store.open_room(a_room(2, code="ABCDE-00001"))
        for number in (4, 5):
            await store.open_room(a_room(number, code=None))
        assert [room.id for room in await store.open_rooms()] == [a_room(number).id for number in (2, 3, 4, 5)]

    with_store(database, tmp_path, test)


def test_what_a_room_hands_over_is_there_when_the_store_is_opened_again(database: str, tmp_path: Path) -> None:
    chat = an_event(3, kind="chat", data="锁定 🦴".encode(), subject="PERSON2")
    batch = Batch((*some_events(1, 2).events, chat), (a_seat(1), a_seat(2, name="王医生", left_ms=7)), None)

    async def first() -> None:
        async with opened(database, tmp_path) as store:
            await store.open_room(a_room())
            await store.keep(ROOM, batch)
            await store.keep(ROOM, a_snapshot(2))
            await store.keep(
                ROOM, Batch((), (a_seat(1, left_ms=99, role=Role.OPERATOR),), KeptSnapshot(3, b"\x00\xff" * 9))
            )

    async def second() -> None:
        async with opened(database, tmp_path) as store:
            assert await store.kept(ROOM) == Kept((b"data 1", b"data 2", chat.data), KeptSnapshot(3, b"\x00\xff" * 9))
            assert list(await store.seats(ROOM)) == [
                StoredSeat(ROOM, 1, "PERSON1", "Name 1", "operator", 5, 99),
                StoredSeat(ROOM, 2, "PERSON2", "王医生", "watcher", 10, 7),
            ]
            await store.keep(ROOM, some_events(4, 4))

    asyncio.run(first())
    asyncio.run(second())


def test_of_an_unknown_room_there_is_nothing(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        assert await store.room("NOWHERE") is None
        assert await store.kept("NOWHERE") == Kept((), None)
        assert list(await store.seats("NOWHERE")) == []
        with pytest.raises(NotFoundError):
            await store.keep("NOWHERE", some_events(1, 1))
        with pytest.raises(NotFoundError):
            await store.keep("NOWHERE", a_snapshot(0))

    with_store(database, tmp_path, test)


def test_scores_are_kept_once_and_scored_again_once(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        card = some_events(1, 1, kind="score_card")
        await store.keep(ROOM, card, [a_score(1), a_score(2, passed=False, assisted=True, trusted=False)])
        await store.keep(ROOM, some_events(2, 2), [a_score(3, signed=b"signed 1")])
        assert list(await store.scores(ROOM)) == [a_score(1), a_score(2, passed=False, assisted=True, trusted=False)]
        assert list(await store.scores("NOWHERE")) == []
        assert list(await store.scores_to_check()) == [], "no run file is here"
        await store.note_rescore("SCORE1", OPENED_MS + 5, differs=True, note="plunge_mm: 3.1, not 2.9")
        with pytest.raises(NotFoundError):
            await store.note_rescore("SCORE9", OPENED_MS, differs=None, note="")
        checked, _ = await store.scores()
        assert (checked.rescored_unix_ms, checked.differs, checked.note) == (
            OPENED_MS + 5,
            True,
            "plunge_mm: 3.1, not 2.9",
        )

    with_store(database, tmp_path, test)


def test_a_closed_store_keeps_nothing_and_says_so(sqlite: str, tmp_path: Path) -> None:
    async def run() -> None:
        async with opened(sqlite, tmp_path) as store:
            await store.open_room(a_room())
            waiting = [store.keep(ROOM, some_events(number, number)) for number in range(1, 50)]
        assert [future.result() for future in waiting] == [None] * 49, "what waited was written"
        with pytest.raises(StoreError, match="closed"):
            await store.keep(ROOM, some_events(50, 50))

    asyncio.run(run())


def test_nobody_else_may_read_the_files(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 3))
        database = tmp_path / "database"
        assert {path.name for path in database.iterdir()} >= {"hub.sqlite3", "hub.sqlite3-wal"}
        assert {stat.S_IMODE(path.stat().st_mode) for path in database.iterdir()} == {0o600}
        assert stat.S_IMODE(database.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "files").stat().st_mode) == 0o700

    with_store(sqlite, tmp_path, test)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://host/x",
        "no url",
        "postgresql+asyncpg://h/x",
        "",
        "sqlite+aiosqlite:///x",
    ],
)
def test_a_database_that_cannot_be_used_is_refused_with_what_to_do(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="sqlite:////full/path"):
        asyncio.run(_open_and_close(url, tmp_path))


def test_no_password_is_told_when_a_database_cannot_be_reached(tmp_path: Path) -> None:
    url = "postgresql://hub:hunter2@127.0.0.1:1/hub"
    with pytest.raises(StoreError) as caught:
        asyncio.run(_open_and_close(url, tmp_path))
    assert "hunter2" not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_folder_that_cannot_be_made_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        asyncio.run(_open_and_close(f"sqlite:///{tmp_path / 'file' / 'hub.sqlite3'}", tmp_path))
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError):
        asyncio.run(_open_and_close(f"sqlite:///{broken}", tmp_path))
    assert broken.read_bytes() == b"no database at all" * 100


async def _open_and_close(url: str, folder: Path) -> None:
    async with opened(url, folder):
        pass
