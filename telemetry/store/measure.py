"""How fast a store is, on this disk: ``python -m telemetry.store.measure [DATABASE-URL]``.

Rooms hand over events as a hub's tick does. Without a URL it measures SQLite in a folder of its own, on the disk of
the working folder.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..identity import new_identity
from ..room.outgoing import Batch, KeptEvent
from .opening import open_store
from .records import StoredRoom
from .sql_store import SqlStore
from .writer import CommitReport

EVENT_BYTES = 200
"""A chat or a score; batches of strokes have some thousands."""


@dataclass(frozen=True, slots=True)
class Load:
    """Rooms that each hand over so many events, so many times a second."""

    rooms: int
    ticks_hz: float
    events: int
    seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Latencies are from the asking to the answer on the event loop."""

    commits_per_s: float
    events_per_s: float
    p50_ms: float
    p99_ms: float
    highest_ms: float
    cores: float
    """Of the whole process, the measuring included."""


LOADS = (Load(1, 30, 1), Load(1, 90, 3), Load(64, 30, 1), Load(64, 90, 3))


async def measure(database: str, folder: Path, load: Load) -> Measured:
    """Put that load on a store."""
    reports: list[CommitReport] = []
    store = await open_store(database, folder, on_commit=reports.append)
    try:
        rooms = [new_identity() for _ in range(load.rooms)]
        for number, room in enumerate(rooms):
            await store.open_room(StoredRoom(room, None, number))
        reports.clear()
        began, used = time.perf_counter(), time.process_time()
        each = await asyncio.gather(*(_room(store, room, load, n) for n, room in enumerate(rooms)))
        took, used = time.perf_counter() - began, time.process_time() - used
    finally:
        await store.close()
    latencies = sorted(latency for latencies in each for latency in latencies)
    return Measured(
        commits_per_s=len(reports) / took,
        events_per_s=sum(report.events for report in reports) / took,
        p50_ms=1000 * _share(latencies, 0.5),
        p99_ms=1000 * _share(latencies, 0.99),
        highest_ms=1000 * latencies[-1],
        cores=used / took,
    )


async def most_commits(database: str, folder: Path, seconds: float = 3.0) -> float:
    """How many commits a second there are, one event each, one after the other."""
    store = await open_store(database, folder)
    try:
        room = new_identity()
        await store.open_room(StoredRoom(room, None, 0))
        number, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            number += 1
            await store.keep(room, _batch(number, 1))
    finally:
        await store.close()
    return number / seconds


async def _room(store: SqlStore, room: str, load: Load, phase: int) -> list[float]:
    """One room's latencies, in seconds; all rooms tick within one period of each other."""
    period, number = 1.0 / load.ticks_hz, 1
    loop = asyncio.get_running_loop()
    due = loop.time() + period * phase / load.rooms
    end = due + load.seconds
    latencies: list[float] = []
    while due < end:
        await asyncio.sleep(max(0.0, due - loop.time()))
        asked = time.perf_counter()
        await store.keep(room, _batch(number, load.events))
        latencies.append(time.perf_counter() - asked)
        number += load.events
        due += period
    return latencies


def _batch(first: int, count: int) -> Batch:
    numbers = range(first, first + count)
    return Batch(tuple(KeptEvent(n, "P", n, n, "strokes", bytes(EVENT_BYTES)) for n in numbers), (), None)


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def _main(database: str, folder: Path) -> None:
    print(f"one after the other: {await most_commits(database, folder):.0f} commits/s")
    print("rooms  ticks/s  events  commits/s  events/s  p50 ms  p99 ms  max ms  cores")
    for load in LOADS:
        m = await measure(database, folder, load)
        print(
            f"{load.rooms:5}  {load.ticks_hz:7.0f}  {load.events:6}  {m.commits_per_s:9.0f}  {m.events_per_s:8.0f}"
            f"  {m.p50_ms:6.2f}  {m.p99_ms:6.2f}  {m.highest_ms:6.1f}  {m.cores:5.2f}"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=".", prefix=".measured-") as made:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(made).resolve() / 'hub.sqlite3'}"
        asyncio.run(_main(url, Path(made)))
