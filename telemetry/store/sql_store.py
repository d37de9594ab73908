"""The store over SQLite or PostgreSQL: one thread that writes, some that read, one for run files."""

from __future__ import annotations

import asyncio
from asyncio import Future
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from ..room.outgoing import Batch, Kept
from . import privacy, rooms, scores, upkeep
from .engine import READERS, Engines
from .errors import StoreError
from .faults import fault_of
from .keeping import Keep, check
from .records import RunFile, Score, StoredRoom, StoredSeat
from .run_folder import RunFolder
from .writer import Writer

Result = TypeVar("Result")

DAY_S = 86_400.0


class SqlStore:
    """A `telemetry.store.ports.Store`, which says more of each method. What the port has not is upkeep."""

    def __init__(self, engines: Engines, writer: Writer, files: RunFolder) -> None:
        """`telemetry.store.open_store` makes one."""
        self._engines = engines
        self._writer = writer
        self._files = files
        self._readers = ThreadPoolExecutor(READERS, "hub reader")
        self._file_thread = ThreadPoolExecutor(1, "hub files")

    async def open_room(self, room: StoredRoom) -> None:
        """Keep a new room."""
        await self._writer.do(partial(rooms.open_room, room=room))

    async def room(self, room: str) -> StoredRoom | None:
        """The room of this id."""
        return await self._read(partial(rooms.room_by_id, room=room))

    async def room_by_code(self, code: str) -> StoredRoom | None:
        """The open room of this code."""
        return await self._read(partial(rooms.room_by_code, code=code))

    async def open_rooms(self) -> Sequence[StoredRoom]:
        """All rooms that have not ended."""
        return await self._read(rooms.open_rooms)

    async def end_room(self, room: str, at_unix_ms: int) -> None:
        """End a room."""
        await self._writer.do(partial(rooms.end_room, room=room, at_unix_ms=at_unix_ms), grows=False)

    def keep(self, room: str, batch: Batch, scores: Sequence[Score] = ()) -> Future[None]:
        """Keep a batch of a room, all of it or nothing; done when it is on the disk."""
        keep = Keep(room, batch, scores)
        check(keep)
        return self._writer.keep(keep)

    async def kept(self, room: str) -> Kept:
        """What a room is made from again; asked after all that was to be kept before."""
        return await self._writer.do(partial(rooms.kept, room=room), grows=False)

    async def seats(self, room: str) -> Sequence[StoredSeat]:
        """All who have been in the room."""
        return await self._read(partial(rooms.seats, room=room))

    async def scores(self, room: str | None = None) -> Sequence[Score]:
        """Score cards."""
        return await self._read(partial(scores.scores, room=room))

    async def scores_to_check(self, limit: int = 10) -> Sequence[Score]:
        """Cards that have not been scored again."""
        return await self._read(partial(scores.scores_to_check, limit=limit))

    async def note_rescore(self, score: str, at_unix_ms: int, *, differs: bool | None, note: str) -> None:
        """Keep what came of scoring again."""
        noted = partial(scores.note_rescore, score=score, at_unix_ms=at_unix_ms, differs=differs, note=note)
        await self._writer.do(noted)

    async def write_run(self, run: RunFile, offset: int, data: bytes) -> int:
        """Keep a part of a run file, and with its last part the file."""
        size = await self._with_files(partial(self._files.write, run, offset, data))
        if size == run.size:
            await self._writer.do(partial(scores.add_run_file, run=run))
        return size

    async def run_path(self, digest: str) -> Path:
        """Where a kept run file lies."""
        return await self._with_files(partial(self._files.path, digest))

    async def run_files(self, room: str) -> Sequence[RunFile]:
        """The run files of a room."""
        return await self._read(partial(scores.run_files, room=room))

    async def close(self) -> None:
        """Write what waits, then close."""
        await self._writer.close()
        for executor in (self._readers, self._file_thread):
            await asyncio.to_thread(executor.shutdown)
        self._engines.dispose()

    async def find_people(self, name_or_participant: str) -> Sequence[StoredSeat]:
        """All seats of whoever had this very name, or is this participant, over all rooms."""
        return await self._read(partial(privacy.find_people, name_or_participant=name_or_participant))

    async def erase_people(self, participants: Sequence[str]) -> privacy.Removed:
        """Take everything of these participants out, their run files too. ConflictError while a room is open."""
        return await self._remove(partial(privacy.erase_people, participants=participants))

    async def purge(self, ended_before_unix_ms: int, *, with_scores: bool) -> privacy.Removed:
        """Take out what was said and done in rooms that ended before a time; with scores, all of it."""
        work = partial(privacy.purge, ended_before_unix_ms=ended_before_unix_ms, with_scores=with_scores)
        return await self._remove(work)

    async def end_idle_rooms(self, idle_since_unix_ms: int, at_unix_ms: int) -> int:
        """End rooms in which nothing has happened since a time; returns how many."""
        work = partial(rooms.end_idle_rooms, idle_since_unix_ms=idle_since_unix_ms, at_unix_ms=at_unix_ms)
        return await self._writer.do(work, grows=False)

    async def sweep(self, older_than_s: float = 7 * DAY_S) -> int:
        """Remove uploads that nobody went on with, and files that no row names; returns how many."""
        wanted = await self._read(scores.all_digests)
        return await self._with_files(partial(self._files.sweep, wanted, older_than_s))

    async def back_up(self, to: Path) -> None:
        """Copy SQLite's database and all run files into a folder while the hub runs."""
        file = self._engines.file
        if file is None:
            raise StoreError(
                "PostgreSQL is backed up by its own means.", remedy="Use pg_dump, then copy the run files."
            )
        await asyncio.to_thread(upkeep.back_up, file, self._files.runs, to)

    async def _remove(self, work: Callable[[Connection], privacy.Removed]) -> privacy.Removed:
        removed = await self._writer.do(work, grows=False)
        for digest in removed.digests:
            await self._with_files(partial(self._files.delete, digest))
        if self._engines.file is not None:
            await asyncio.to_thread(upkeep.scrub, self._engines.file)
        return removed

    async def _read(self, work: Callable[[Connection], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read_now, work)

    def _read_now(self, work: Callable[[Connection], Result]) -> Result:
        try:
            with self._engines.reader.connect() as connection, connection.begin():
                return work(connection)
        except Exception as error:
            raise fault_of(error) from None

    async def _with_files(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._file_thread, work)
