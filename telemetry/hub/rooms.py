"""The rooms that are live in this hub: made from the store when somebody comes, let go when nobody has been there."""

from __future__ import annotations

import asyncio

from ..metrics import HubMetrics
from ..room.limits import RoomLimits
from ..store.ports import Store
from ..store.records import StoredRoom
from .cards import CardReader
from .live_room import LiveRoom
from .wires import Wires

IDLE_S = 120.0
"""So long an empty room stays in the memory: twice as long as a seat is kept."""


class LiveRooms:
    """All of them, by id."""

    def __init__(self, store: Store, wires: Wires, cards: CardReader, metrics: HubMetrics, limits: RoomLimits) -> None:
        self._store = store
        self._wires = wires
        self._cards = cards
        self._metrics = metrics
        self._limits = limits
        self._rooms: dict[str, LiveRoom] = {}
        self._coming: dict[str, asyncio.Task[LiveRoom]] = {}

    @property
    def store_answers(self) -> bool:
        """Whether every room's last events could be kept."""
        return all(room.store_answers for room in self._rooms.values())

    async def get(self, stored: StoredRoom) -> LiveRoom:
        """The room, made again once however many ask at a time. Raises StoreError."""
        if (room := self._rooms.get(stored.id)) is not None:
            return room
        task = self._coming.get(stored.id)
        if task is None:
            task = self._coming[stored.id] = asyncio.get_running_loop().create_task(self._make(stored))
            task.add_done_callback(lambda _: self._coming.pop(stored.id, None))
        return await asyncio.shield(task)

    def let_go_of_idle(self, idle_s: float = IDLE_S) -> None:
        """Forget rooms that are empty and all of which is on the disk."""
        for room in tuple(self._rooms.values()):
            if room.idle_s() > idle_s:
                room.end(1001, "nobody is here")
                self._forget(room)

    async def settle(self) -> None:
        """Until everything is on the disk that can be brought there."""
        await asyncio.gather(*(room.settle() for room in self._rooms.values()))

    async def _make(self, stored: StoredRoom) -> LiveRoom:
        kept = await self._store.kept(stored.id)
        room = LiveRoom(stored, kept, self._store, self._wires, self._cards, self._metrics, self._forget, self._limits)
        self._rooms[stored.id] = room
        self._metrics.rooms(len(self._rooms))
        return room

    def _forget(self, room: LiveRoom) -> None:
        if self._rooms.get(room.stored.id) is room:
            del self._rooms[room.stored.id]
            self._metrics.rooms(len(self._rooms))
