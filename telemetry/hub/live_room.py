"""A live room: the pure `Room`, its timer, its way to the disk and its sockets. One loop, no locks."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..metrics import HubMetrics
from ..protocol.codec import Form, Wire
from ..protocol.messages import Hello
from ..room.limits import DEFAULT_LIMITS, RoomLimits
from ..room.outgoing import Batch, Close, Grant, Kept, Link, Outgoing, Send, Upload
from ..room.room import Room
from ..store.errors import ConflictError, DamagedFileError, NotFoundError, StoreError
from ..store.ports import Store
from ..store.records import RunFile, StoredRoom
from .cards import CardReader
from .errors import SERVICE_RESTART
from .wires import Wires

if TYPE_CHECKING:
    from asyncio import Future, Task, TimerHandle

AGAIN_S = 0.5
"""After so long what could not be kept is tried again."""

_PACES = ((16, 1.0 / 180.0), (32, 1.0 / 90.0), (256, 1.0 / 60.0))
"""Up to so many connections, so long between the frames of each room."""
_ECONOMY_S = 1.0 / 30.0

_LOG = logging.getLogger("proctor.hub")


class LiveRoom:
    """One room with people in it, or lately with people in it."""

    def __init__(
        self,
        stored: StoredRoom,
        kept: Kept,
        store: Store,
        wires: Wires,
        cards: CardReader,
        metrics: HubMetrics,
        on_lost: Callable[[LiveRoom], None],
        limits: RoomLimits = DEFAULT_LIMITS,
    ) -> None:
        """Made on the event loop. ``on_lost`` is called when the room must be made again from the store."""
        self.stored = stored
        self._store = store
        self._wires = wires
        self._cards = cards
        self._metrics = metrics
        self._on_lost = on_lost
        self._loop = asyncio.get_running_loop()
        elapsed_ms = max(0, int(1000 * time.time()) - stored.opened_unix_ms)
        self._code = stored.code or stored.id
        self._room = Room(self._code, self._loop.time(), stored.opened_unix_ms, elapsed_ms, kept, limits)
        self._timer: TimerHandle | None = None
        self._timer_s = 0.0
        """When it goes off; kept here because not every loop's handles can say it."""
        self._writing: Future[None] | None = None
        self._uploads: set[Task[None]] = set()
        self._lost = False
        self.store_answers = True
        """Whether the last batch was kept."""
        self._go_on()

    def idle_s(self) -> float:
        """For how long nobody has been connected, and nothing has waited for the disk; 0.0: it is in use."""
        since = self._room.empty_since_s
        if since is None or self._writing is not None or self._uploads:
            return 0.0
        return self._loop.time() - since

    def join(self, link: Link, grant: Grant, hello: Hello, form: Form) -> None:
        """Somebody comes in. Raises ProtocolError."""
        self._carry(self._room.join(link, grant, hello, form, self._loop.time()))

    def receive(self, link: Link, data: Wire) -> None:
        """A message came."""
        outgoing = self._room.receive(link, data, self._loop.time())
        if outgoing:
            self._carry(outgoing)
        else:
            self._go_on()

    def dropped(self, link: Link) -> None:
        """A connection is gone."""
        self._carry(self._room.dropped(link, self._loop.time()))

    async def settle(self) -> None:
        """Until all is on the disk, or cannot be brought there."""
        while not self._lost and self._writing is not None:
            await asyncio.wait((self._writing,))
            await asyncio.sleep(0)  # its callback comes first
            if not self.store_answers:
                return
        if self._uploads:
            await asyncio.wait(self._uploads)

    def end(self, code: int, reason: str) -> None:
        """Let go of the room and of all who are in it."""
        self._lost = True
        if self._timer is not None:
            self._timer.cancel()
        for link in self._room.links:
            self._wires.close(link, code, reason)

    def _carry(self, outgoing: Sequence[Outgoing]) -> None:
        for item in outgoing:
            if isinstance(item, Send):
                self._wires.send(item.to, item.data)
            elif isinstance(item, Close):
                self._wires.close(item.link, item.code, item.reason)
            else:
                task = self._loop.create_task(self._upload(item))
                self._uploads.add(task)
                task.add_done_callback(self._uploads.discard)
        self._go_on()

    def _go_on(self) -> None:
        """Bring to the disk what is new, and see when the next tick is due."""
        if self._lost:
            return
        if self._writing is None and (batch := self._room.batch()) is not None:
            self._write(batch)
        due_s = self._room.due_s
        if self._timer is not None:
            if due_s is not None and self._timer_s <= due_s:
                return
            self._timer.cancel()
            self._timer = None
        if due_s is not None:
            self._timer, self._timer_s = self._loop.call_at(due_s, self._tick, due_s), due_s

    def _tick(self, due_s: float) -> None:
        self._timer = None
        began = self._loop.time()
        self._room.frame_s = frame_s(len(self._wires))
        try:
            self._carry(self._room.tick(began, self._wires.waiting(self._room.links)))
        except Exception:
            _LOG.exception("a room's tick failed")
            self._lose("the room failed")
        self._metrics.tick(self._loop.time() - began, began - due_s)

    def _write(self, batch: Batch) -> None:
        assisted = bool(self._room.standing.state.assisted)
        scores = self._cards.scores(self.stored, (self.stored.id, self._code), batch, assisted=assisted)
        self._writing = self._store.keep(self.stored.id, batch, scores)
        self._writing.add_done_callback(lambda done: self._written(batch, done))

    def _written(self, batch: Batch, done: Future[None]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if error is None:
            self.store_answers, self._writing = True, None
            self._carry(self._room.kept(batch, self._loop.time()))
        elif isinstance(error, ConflictError | NotFoundError) or not isinstance(error, StoreError):
            _LOG.error("a room is made again from the store: %s", error)
            self._writing = None
            self._lose("the room is made again")
        else:
            self._metrics.store_failed(error)
            if self.store_answers:
                _LOG.warning("events wait for the store: %s", error)
            self.store_answers = False
            self._room.failed(batch)
            self._loop.call_later(AGAIN_S, self._write_again)

    def _write_again(self) -> None:
        self._writing = None
        self._go_on()

    def _lose(self, reason: str) -> None:
        if not self._lost:
            self.end(SERVICE_RESTART, reason)
            self._on_lost(self)

    async def _upload(self, item: Upload) -> None:
        part = item.part
        run = RunFile(self.stored.id, part.run, part.total, item.participant, int(1000 * time.time()))
        try:
            kept = await self._store.write_run(run, part.offset, part.data)
            self._metrics.run_bytes(len(part.data))
        except DamagedFileError:
            kept = await self._kept_of(run)
        except StoreError as error:
            self._metrics.store_failed(error)
            return  # the client asks again how much is kept
        self._carry(self._room.uploaded(item.link, part.run, kept, part.total))

    async def _kept_of(self, run: RunFile) -> int:
        """From where to go on after a part that did not fit."""
        try:
            return await self._store.write_run(run, 0, b"")
        except StoreError:
            return 0


def frame_s(connections: int) -> float:
    """Between two frames of a room, by how much the whole hub has to do: few people hear each other sooner."""
    return next((pace_s for most, pace_s in _PACES if connections <= most), _ECONOMY_S)
