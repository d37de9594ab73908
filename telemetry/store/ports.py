"""What a hub asks of its store. `telemetry.store.open_store` gives one."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from .records import Event, Participant, Room, RoomState, RunFile, Score, Snapshot


class Store(Protocol):
    """Keeps what must not be lost. Every method returns when the change is on the disk, and raises `StoreError`.

    All methods are called from one event loop; none of them blocks it. Everything that was asked for while the disk
    was busy goes into one transaction, in the order in which it was asked for.
    """

    async def open_room(self, room: Room) -> None:
        """Keep a new room. ConflictError if its code or id is taken."""

    async def room(self, room: str) -> Room | None:
        """The room of this id."""

    async def room_by_code(self, code: str) -> Room | None:
        """The open room that this code opens (see `telemetry.auth.codes` for what a code is)."""

    async def open_rooms(self) -> Sequence[Room]:
        """All rooms that have not ended, the oldest first."""

    async def end_room(self, room: str, at_us: int) -> None:
        """End a room; its code is free from then on. Ending it twice changes nothing."""

    async def add_participant(self, participant: Participant) -> None:
        """Keep who came in. The same participant again is one who came back: ``left_us`` is as given."""

    async def leave(self, participant: str, at_us: int) -> None:
        """Keep that a participant has left."""

    async def participants(self, room: str) -> Sequence[Participant]:
        """All who have ever been in the room, in the order in which they came."""

    def append(self, room: str, events: Sequence[Event]) -> Future[None]:
        """Keep events; the future is done when they are on the disk. Never waits; may be called every tick.

        They must follow on each other and on the last event of the room. If they fail, every later one of the room
        fails too, with ConflictError, until `room_state` has been asked: so a room never has a gap.
        """

    async def room_state(self, room: str) -> RoomState:
        """Where numbering goes on: all events that were acknowledged are counted, and none that failed."""

    async def events(self, room: str, after: int = 0, limit: int = 10_000) -> Sequence[Event]:
        """Events after a number, in order, at most so many."""

    async def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep the newest state of a room; one that is older than what is kept is dropped."""

    async def snapshot(self, room: str) -> Snapshot | None:
        """The newest state of a room."""

    async def add_score(self, score: Score) -> bool:
        """Keep a signed score card; False if this very card of this participant is there already."""

    async def note_rescore(self, score: str, at_us: int, *, differs: bool | None, note: str) -> None:
        """Keep what came of scoring the recording again."""

    async def scores(self, room: str | None = None) -> Sequence[Score]:
        """Score cards of a room, or all of them, the oldest first."""

    async def scores_to_check(self, limit: int = 10) -> Sequence[Score]:
        """Cards whose run file is here and that have not been scored again, the oldest first."""

    async def upload_size(self, upload: str) -> int:
        """How many bytes of an upload are on the disk: where its sender goes on. 0 for an unknown one."""

    async def write_upload(self, upload: str, offset: int, data: bytes) -> int:
        """Add a chunk and return how many bytes are on the disk now.

        A chunk that is there already is skipped. DamagedFileError for one that would leave a gap.
        """

    async def finish_upload(self, upload: str, run: RunFile) -> None:
        """Check size and digest and keep the file for good; again is no error.

        DamagedFileError, and the upload is dropped, if the bytes are others.
        """

    async def run_path(self, digest: str) -> Path:
        """Where a kept run file lies. NotFoundError if there is none."""

    async def run_files(self, room: str) -> Sequence[RunFile]:
        """The run files of a room, the oldest first."""

    async def close(self) -> None:
        """Write what waits, then close. What is asked for afterwards fails."""
