from __future__ import annotations

import asyncio
import os
import stat
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored import OPENED_MS, ROOM, a_room, a_score, opened, some_events, with_store

from telemetry.store.errors import DamagedFileError, DiskFullError, NotFoundError, StoreError
from telemetry.store.records import RunFile
from telemetry.store.run_folder import RunFolder
from telemetry.store.sql_store import SqlStore

CONTENT = bytes(range(256)) * 40


def a_run(content: bytes = CONTENT, **changes: Any) -> RunFile:
    fields: dict[str, Any] = {
        "room": ROOM,
        "digest": sha256(content).hexdigest(),
        "size": len(content),
        "participant": "OPERATOR",
        "at_unix_ms": OPENED_MS,
    }
    return RunFile(**fields | changes)


def a_folder(folder: Path) -> RunFolder:
    return RunFolder(folder, lambda: True)


def test_a_file_that_came_in_parts_lies_under_its_digest(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        run = a_run()
        assert await store.write_run(run, 0, b"") == 0
        assert await store.write_run(run, 0, CONTENT[:5000]) == 5000
        with pytest.raises(NotFoundError):
            await store.run_path(run.digest)
        assert list(await store.run_files(ROOM)) == []
        assert await store.write_run(run, 5000, CONTENT[5000:]) == len(CONTENT)
        path = await store.run_path(run.digest)
        assert path.read_bytes() == CONTENT
        assert path.name == run.digest
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert list(await store.run_files(ROOM)) == [run]
        assert await store.write_run(run, 0, b"") == len(CONTENT), "asked again: all of it is here"
        assert list((tmp_path / "files" / "uploads").iterdir()) == []

    with_store(database, tmp_path, test)


def test_a_run_file_makes_its_score_one_to_check(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        scores = [a_score(1, run=a_run().digest), a_score(2)]
        await store.keep(ROOM, some_events(1, 1), scores)
        assert list(await store.scores_to_check()) == []
        await store.write_run(a_run(), 0, CONTENT)
        assert list(await store.scores_to_check()) == scores[:1]
        await store.note_rescore("SCORE1", OPENED_MS, differs=False, note="")
        assert list(await store.scores_to_check()) == []

    with_store(database, tmp_path, test)


def test_an_upload_goes_on_where_it_was_after_the_hub_was_started_again(sqlite: str, tmp_path: Path) -> None:
    async def first() -> None:
        async with opened(sqlite, tmp_path) as store:
            await store.open_room(a_room())
            await store.write_run(a_run(), 0, CONTENT[:3000])

    async def second() -> None:
        async with opened(sqlite, tmp_path) as store:
            assert await store.write_run(a_run(), 0, b"") == 3000
            assert await store.write_run(a_run(), 2000, CONTENT[2000:4000]) == 4000, "what overlaps is skipped"
            assert await store.write_run(a_run(), 100, CONTENT[100:200]) == 4000
            assert await store.write_run(a_run(), 4000, CONTENT[4000:]) == len(CONTENT)
            assert (await store.run_path(a_run().digest)).read_bytes() == CONTENT

    asyncio.run(first())
    asyncio.run(second())


def test_a_file_that_lost_its_row_is_taken_up_by_the_next_try(sqlite: str, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "files")  # the hub was killed after the file had its place, before the row
    folder.write(a_run(), 0, CONTENT)

    async def test(store: SqlStore) -> None:
        assert list(await store.run_files(ROOM)) == []
        assert await store.write_run(a_run(), 0, b"") == len(CONTENT)
        assert list(await store.run_files(ROOM)) == [a_run()]

    with_store(sqlite, tmp_path, test)


def test_other_bytes_than_the_digest_promised_are_not_kept(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    with pytest.raises(DamagedFileError, match="SHA-256"):
        folder.write(a_run(), 0, CONTENT[:-1] + b"!")
    assert folder.write(a_run(), 0, b"") == 0, "its sender begins anew"
    with pytest.raises(DamagedFileError, match="Expected byte 0"):
        folder.write(a_run(), 10, CONTENT[10:])
    folder.write(a_run(), 0, CONTENT[:100])
    with pytest.raises(DamagedFileError, match=f"Expected {len(CONTENT)} bytes"):
        folder.write(a_run(), 100, CONTENT)
    assert folder.write(a_run(), 0, CONTENT) == len(CONTENT)


def test_nobody_can_spoil_another_rooms_upload(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    folder.write(a_run(), 0, CONTENT[:1000])
    folder.write(a_run(room="OTHER"), 0, b"rubbish" * 100)
    assert folder.write(a_run(), 1000, CONTENT[1000:]) == len(CONTENT)
    assert folder.path(a_run().digest).read_bytes() == CONTENT
    assert folder.write(a_run(room="OTHER"), 700, b"") == len(CONTENT), "it has the bytes that it was promised"


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, "0" * 63 + "/", "\x00" * 64])
def test_no_digest_leaves_the_folder(tmp_path: Path, digest: str) -> None:
    folder = a_folder(tmp_path)
    for act in (folder.path, folder.delete, lambda name: folder.write(a_run(digest=name), 0, b"x")):
        with pytest.raises(StoreError):
            act(digest)
    with pytest.raises(StoreError):
        folder.write(a_run(room="../x"), 0, b"x")


def test_without_room_a_part_is_refused_and_the_others_stay(tmp_path: Path) -> None:
    has_room = True
    folder = RunFolder(tmp_path, lambda: has_room)
    folder.write(a_run(), 0, CONTENT[:1000])
    has_room = False
    with pytest.raises(DiskFullError):
        folder.write(a_run(), 1000, CONTENT[1000:2000])
    assert folder.write(a_run(), 0, b"") == 1000
    has_room = True
    assert folder.write(a_run(), 1000, CONTENT[1000:]) == len(CONTENT)


def test_what_nobody_wants_is_swept_after_its_time(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        other, unfinished = CONTENT[::-1], CONTENT[::3]
        await store.write_run(a_run(), 0, CONTENT)
        folder = a_folder(tmp_path / "files")
        folder.write(a_run(other), 0, other)
        folder.write(a_run(unfinished), 0, unfinished[:10])
        assert await store.sweep() == 0, "all of it is new"
        for path in (tmp_path / "files").rglob("*"):
            os.utime(path, (1.0, 1.0))
        assert await store.sweep() == 2
        assert (await store.run_path(a_run().digest)).read_bytes() == CONTENT
        with pytest.raises(NotFoundError):
            await store.run_path(a_run(other).digest)
        assert folder.write(a_run(unfinished), 0, b"") == 0

    with_store(sqlite, tmp_path, test)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(min_size=1, max_size=60),
    parts=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=30),
)
def test_parts_in_any_order_make_the_file_or_nothing(
    content: bytes, parts: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = a_folder(tmp_path_factory.mktemp("runs"))
    run, kept = a_run(content), 0
    for offset, count in parts:
        try:
            kept = folder.write(run, offset, content[offset : offset + count])
        except DamagedFileError:
            assert offset > kept
        else:
            assert kept <= len(content)
    while kept < len(content):
        kept = folder.write(run, kept, content[kept : kept + 7])
    assert folder.path(run.digest).read_bytes() == content
