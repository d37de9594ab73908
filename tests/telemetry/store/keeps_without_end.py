"""Run as a process: keeps events of rooms for as long as it lives, and says of each batch when it is acknowledged.

``keeps_without_end.py DATABASE FOLDER ROOMS``; goes on where the database is. A line ``ROOM NUMBER`` means: everything
of that room up to that number has been acknowledged.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from stored import a_room, opened, some_events

from telemetry.store.sql_store import SqlStore


async def keep_without_end(database: str, folder: Path, rooms: int) -> None:
    async with opened(database, folder, patience_s=60.0) as store:
        for number in range(1, rooms + 1):
            if await store.room(a_room(number).id) is None:
                await store.open_room(a_room(number))
        print("ready", flush=True)
        await asyncio.gather(*(_keep(store, a_room(number).id) for number in range(1, rooms + 1)))


async def _keep(store: SqlStore, room: str) -> None:

    last = len((await store.kept(room)).events)
    while True:
        await store.keep(room, some_events(last + 1, last + 3))
        last += 3
        print(room, last, flush=True)


if __name__ == "__main__":
    asyncio.run(keep_without_end(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
