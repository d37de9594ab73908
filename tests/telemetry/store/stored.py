"""What the tests of the store put into it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telemetry.roles import Role
from telemetry.room.outgoing import Batch, KeptEvent, KeptSnapshot, Seat
from telemetry.store import open_store
from telemetry.store.records import Score, StoredRoom
from telemetry.store.sql_store import SqlStore

ROOM = "ROOM000000000001"
OPENED_MS = 1_800_000_000_000


def a_room(number: int = 1, **changes: Any) -> StoredRoom:
    fields: dict[str, Any] = {
        "id": f"ROOM{number:012}",
        "code": f"ABCDE-{number:05}",
        "opened_unix_ms": OPENED_MS + number,
    }
    return StoredRoom(**fields | changes)


def an_event(number: int, **changes: Any) -> KeptEvent:
    fields: dict[str, Any] = {
        "number": number,
        "participant": "OPERATOR",
        "event_id": number,
        "at_ms": 10 * number,
        "kind": "strokes",
        "data": b"data %d" % number,
        "subject": "",
    }
    return KeptEvent(**fields | changes)


def some_events(first: int, last: int, **changes: Any) -> Batch:
    return Batch(tuple(an_event(number, **changes) for number in range(first, last + 1)), (), None)


def a_seat(member: int, **changes: Any) -> Seat:
    fields: dict[str, Any] = {
        "member": member,
        "participant": f"PERSON{member}",
        "name": f"Name {member}",
        "role": Role.WATCHER,
        "joined_ms": 5 * member,
        "left_ms": None,
    }
    return Seat(**fields | changes)


def a_snapshot(after: int, data: bytes = b"bone") -> Batch:
    return Batch((), (), KeptSnapshot(after, data))


def a_score(number: int = 1, **changes: Any) -> Score:
    fields: dict[str, Any] = {
        "id": f"SCORE{number}",
        "room": ROOM,
        "participant": "OPERATOR",
        "scenario": "plate_osteosynthesis",
        "mode": "assess",
        "points": 87.25,
        "passed": True,
        "signed": b"signed %d" % number,
        "key": "KEY",
        "trusted": True,
        "run": None,
        "at_unix_ms": OPENED_MS + number,
    }
    return Score(**fields | changes)


@asynccontextmanager
async def opened(database: str, folder: Path, **options: Any) -> AsyncIterator[SqlStore]:
    """The store, closed at the end."""
    store = await open_store(database, folder, **{"patience_s": 0.5} | options)
    try:
        yield store
    finally:
        await store.close()


def with_store(database: str, folder: Path, test: Callable[[SqlStore], Awaitable[None]], **options: Any) -> None:
    """Run a test on an opened store with one open room."""

    async def run() -> None:
        async with opened(database, folder, **options) as store:
            await store.open_room(a_room())
            await test(store)

    asyncio.run(run())
