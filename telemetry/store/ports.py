"""What a hub asks of its store. `telemetry.store.open_store` gives one."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ..room.outgoing import Batch, Kept
from .records import RunFile, Score, StoredRoom, StoredSeat


class Store(Protocol):
    """Keeps what must not be lost. Every method is done when the change is on the disk, and raises `StoreError`.

    All methods are called from one event loop; none of them blocks it. Everything that was asked for while the disk
    was busy goes into one transaction, in the order in which it was asked for.
    """

    async def open_room(self, room: StoredRoom) -> None:
        """Keep a new room. ConflictError if its code or id is taken."""

    async def room(self, room: str) -> StoredRoom | None:
        """The room of this id."""

    async def room_by_code(self, code: str) -> StoredRoom | None:
        """The open room that this code opens."""

    async def open_rooms(self) -> Sequence[StoredRoom]:
        """All rooms that have not ended, the oldest first."""

    async def end_room(self, room: str, at_unix_ms: int) -> None:
        """End a room; its code is free from then on. Ending it twice changes nothing."""

    def keep(self, room: str, batch: Batch, scores: Sequence[Score] = ()) -> Future[None]:
        """Keep a batch of a room, and the score cards that are in its events, all of it or nothing.

        Done when it is on the disk: then `Room.kept` may be called. Never waits; any number of rooms may ask in a
        tick. The same batch may be asked for again after a failure: what was kept is not kept twice.

        - DiskFullError, StoreBusyError, StoreUnavailableError: `Room.failed`, and again later.
        - ConflictError: the events do not follow on those that are kept, for another hub numbers this room. The room
          must be made again from `kept`.
        """

    async def kept(self, room: str) -> Kept:
        """All of a room's events, and its newest snapshot: what it is made from again."""

    async def seats(self, room: str) -> Sequence[StoredSeat]:
        """All who have been in the room, in the order in which they came."""

    async def scores(self, room: str | None = None) -> Sequence[Score]:
        """Score cards of a room, or all of them, the oldest first."""

    async def scores_to_check(self, limit: int = 10) -> Sequence[Score]:
        """Cards whose run file is here and that have not been scored again, the oldest first."""

    async def note_rescore(self, score: str, at_unix_ms: int, *, differs: bool | None, note: str) -> None:
        """Keep what came of scoring the recording again."""

    async def write_run(self, run: RunFile, offset: int, data: bytes) -> int:
        """Keep a part of a run file, and return how many bytes of it are on the disk now.

        With the last part its digest is checked, and it is kept for good. A part that is there already is skipped, so
        an empty one at offset 0 asks where to go on. DamagedFileError, and how far it is goes back to 0, if the bytes
        are not those of the digest; DamagedFileError for a part that would leave a gap; DiskFullError.
        """

    async def run_path(self, digest: str) -> Path:
        """Where a kept run file lies. NotFoundError if there is none."""

    async def run_files(self, room: str) -> Sequence[RunFile]:
        """The run files of a room, the oldest first."""

    async def close(self) -> None:
        """Write what waits, then close. What is asked for afterwards fails."""
