"""Run as a process in a file system of its own that is nearly full: what the store does when SQLite finds no room."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from stored import ROOM, a_room, an_event, opened, some_events

from telemetry.room.outgoing import Batch
from telemetry.store.errors import DiskFullError

EVENT_BYTES = 20_000


async def fill(folder: Path) -> None:
    ballast = folder / "ballast"
    ballast.write_bytes(b"x" * 300_000)
    async with opened(f"sqlite:///{folder / 'database' / 'hub.sqlite3'}", folder, events_reserve=0) as store:
        await store.open_room(a_room())
        kept, refused = 0, 0
        while refused < 5:
            event = an_event(kept + 1, data=bytes(EVENT_BYTES))
            try:
                await store.keep(ROOM, Batch((event,), (), None))
                kept += 1
            except DiskFullError:
                refused += 1
        assert kept > 5
        assert len((await store.kept(ROOM)).events) == kept, "what is there can be read"
        ballast.unlink()
        await store.keep(ROOM, some_events(kept + 1, kept + 1))
    async with opened(f"sqlite:///{folder / 'database' / 'hub.sqlite3'}", folder, events_reserve=0) as store:
        assert len((await store.kept(ROOM)).events) == kept + 1
    print("kept", kept)


if __name__ == "__main__":
    asyncio.run(fill(Path(sys.argv[1])))
