from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from postgres_server import PostgresServer
from stored import ROOM, a_room, opened, some_events, with_store

from telemetry.store.errors import DiskFullError, StoreUnavailableError
from telemetry.store.sql_store import SqlStore

ROOMS = 4
KEEPS = Path(__file__).with_name("keeps_without_end.py")
FILLS = Path(__file__).with_name("fills_its_disk.py")


class Keeping:
    """The process of `keeps_without_end`, and what it said had been acknowledged."""

    def __init__(self, database: str, folder: Path) -> None:
        self.acknowledged: dict[str, int] = {}
        self._process = subprocess.Popen(
            [sys.executable, str(KEEPS), database, str(folder), str(ROOMS)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def read(self, lines: int) -> None:
        assert self._process.stdout is not None
        for _ in range(lines):
            room, number = self._process.stdout.readline().split()
            self.acknowledged[room] = int(number)

    def kill(self) -> None:
        """With SIGKILL; then read what it could still say."""
        self._process.send_signal(signal.SIGKILL)
        assert self._process.stdout is not None
        for line in self._process.stdout.read().splitlines(keepends=True):
            if line.endswith("\n"):
                room, number = line.split()
                self.acknowledged[room] = int(number)
        self._process.stdout.close()
        self._process.wait()


def test_nothing_acknowledged_is_lost_however_often_the_hub_is_killed(database: str, tmp_path: Path) -> None:
    chance = random.Random(4)

    async def check(acknowledged: dict[str, int]) -> None:
        async with opened(database, tmp_path) as store:
            for room, number in acknowledged.items():
                events = (await store.kept(room)).events
                assert len(events) >= number
                assert list(events) == [b"data %d" % n for n in range(1, len(events) + 1)], "no gap, none twice"
                assert len(events) % 3 == 0, "no half of a batch"

    for _ in range(6):
        keeping = Keeping(database, tmp_path)
        keeping.read(lines=chance.randrange(1, 120))
        time.sleep(chance.uniform(0.0, 0.01))
        keeping.kill()
        asyncio.run(check(keeping.acknowledged))


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(sqlite: str, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    trace = tmp_path / "trace"
    process = subprocess.Popen(
        [strace, "-f", "-o", str(trace), "-e", "trace=write,pwrite64,fsync,fdatasync", sys.executable, str(KEEPS),
         sqlite, str(tmp_path), "1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    while not process.stdout.readline().endswith(" 60\n"):
        assert process.poll() is None, "strace is not allowed to look"
    os.killpg(process.pid, signal.SIGKILL)
    process.stdout.close()
    process.wait()
    acknowledged = unsynced = 0
    for line in trace.read_text(errors="replace").splitlines():
        if "pwrite64(" in line:
            unsynced += 1
        elif "fdatasync(" in line or "fsync(" in line:
            unsynced = 0
        elif 'write(1, "ROOM' in line:
            acknowledged += 1
            assert unsynced == 0, "told before it was on the disk"
    assert acknowledged >= 20


def test_postgresql_may_crash_and_come_back(own_postgres: PostgresServer, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 3))
        own_postgres.stop()
        waiting = [asyncio.ensure_future(_kept(store, first)) for first in (4, 7)]
        await asyncio.sleep(0.5)
        assert not any(future.done() for future in waiting)
        await asyncio.to_thread(own_postgres.start)
        await asyncio.gather(*waiting)
        assert list((await store.kept(ROOM)).events) == [b"data %d" % n for n in range(1, 10)]
        assert len(await store.open_rooms()) == 1, "who only reads is connected again too"

    with_store(own_postgres.new_database(), tmp_path, test, patience_s=60.0)


def test_postgresql_that_stays_away_is_said_and_the_same_is_kept_later(
    own_postgres: PostgresServer, tmp_path: Path
) -> None:
    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 3))
        own_postgres.stop()
        for _ in range(2):
            with pytest.raises(StoreUnavailableError):
                await store.keep(ROOM, some_events(4, 6))
            with pytest.raises(StoreUnavailableError):
                await store.room(ROOM)
        await asyncio.to_thread(own_postgres.start)
        await store.keep(ROOM, some_events(4, 6))
        assert len((await store.kept(ROOM)).events) == 6

    with_store(own_postgres.new_database(), tmp_path, test)


async def _kept(store: SqlStore, first: int) -> None:
    await store.keep(ROOM, some_events(first, first + 2))


def test_before_the_disk_is_full_what_is_new_is_refused_and_what_frees_room_is_not(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 3))

    async def full() -> None:
        # More is asked to be left free than any disk has.
        async with opened(sqlite, tmp_path, events_reserve=1 << 62) as store:
            with pytest.raises(DiskFullError, match="Make room"):
                await store.keep(ROOM, some_events(4, 4))
            with pytest.raises(DiskFullError):
                await store.open_room(a_room(2))
            assert len((await store.kept(ROOM)).events) == 3
            await store.end_room(ROOM, 9)
            await store.purge(10, with_scores=True)
            assert await store.room(ROOM) is None

    with_store(sqlite, tmp_path, test)
    asyncio.run(full())


def test_a_disk_that_is_full_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    script = f"mount -t tmpfs -o size=4m tmpfs {tmp_path} && {sys.executable} {FILLS} {tmp_path}"
    tried = subprocess.run(["unshare", "-rm", "true"], capture_output=True, text=True)
    if tried.returncode != 0:
        pytest.skip(f"no file system of its own: {tried.stderr.strip()}")
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert done.stdout.startswith("kept ")
