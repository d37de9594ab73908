"""A client of the hub: connects, comes back after every break, and tells each event until the hub has it on disk.

    async with HubClient("ws://127.0.0.1:8765/", code="7K3QX-M0ZTD", role=Role.WATCHER) as client:
        await client.welcomed()
        client.tell(Chat("hello"))
        event = await client.events.get()

Everything is on one event loop. Events wait in the memory of this process (`Pending`) until they are acknowledged.
"""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import broadcast
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from .errors import TelemetryError
from .pending import Pending
from .protocol import codec
from .protocol.codec import Wire
from .protocol.errors import CAN_RESUME, ErrorCode, ProtocolError
from .protocol.events import ClientEvent, Events, Recorded
from .protocol.limits import MAX_SNAPSHOT_BYTES
from .protocol.messages import (
    Acknowledged,
    Error,
    FromClient,
    FromHub,
    Hello,
    Leave,
    Refused,
    Resend,
    RunKept,
    Seen,
    SnapshotKept,
    SnapshotWanted,
    Welcome,
)
from .protocol.streams import Frame, Stream, Streams, Told
from .protocol.versions import PROTOCOL_VERSION
from .roles import Role
from .view import View

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 10.0
_CONNECT_S = 10.0
_LEAVE_S = 2.0


class EndedError(TelemetryError):
    """The hub has ended this membership for good, or will not let us in; ``code`` is the close code, if any."""

    def __init__(self, text: str, code: int | None = None) -> None:
        self.code = code
        super().__init__(text)


def _ignore(_: object) -> None:
    """Nobody listens."""


class HubClient:
    """One participant in one room."""

    def __init__(
        self,
        url: str,
        *,
        token: str = "",
        code: str = "",
        role: Role = Role.WATCHER,
        name: str = "",
        tls: ssl.SSLContext | None = None,
        pending: Pending | None = None,
        on_told: Callable[[list[Told]], None] = _ignore,
        on_hub: Callable[[SnapshotWanted | SnapshotKept | RunKept | Error], None] = _ignore,
        on_refused: Callable[[Refused], None] = _ignore,
    ) -> None:
        """``token``, or ``code`` (``NEW`` opens a room) and ``role``.

        ``on_told`` gets what is new of others' streams; ``on_hub`` what the hub wants of a trainer, and errors.
        """
        self.url = url
        self.token = token
        self.view = View()
        self.pending = pending or Pending()
        self.events: asyncio.Queue[Recorded] = asyncio.Queue()
        """Each event of the room once, in order. After `Welcome.resumed` was False they begin anew."""
        self.welcome: Welcome | None = None
        self.connections = 0
        """How often there has been a welcome."""
        self._code = code
        self._role = role
        self._name = name
        self._tls = tls
        self._on_told = on_told
        self._on_hub = on_hub
        self._on_refused = on_refused
        self._wire: ClientConnection | None = None
        self._is_in = asyncio.Event()
        self._all_kept = asyncio.Event()
        self._all_kept.set()
        self._task: asyncio.Task[None] | None = None
        self._ended: EndedError | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.get_running_loop().create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def is_in(self) -> bool:
        """Whether there is a connection on which the hub has bidden us welcome."""
        return self._is_in.is_set()

    async def welcomed(self) -> Welcome:
        """Wait until we are in. Raises EndedError where that will not be."""
        await self._until(self._is_in)
        assert self.welcome is not None
        return self.welcome

    async def all_kept(self) -> None:
        """Wait until the hub has all our events on disk. Raises EndedError where that will not be."""
        await self._until(self._all_kept)

    def tell(self, body: ClientEvent) -> int:
        """An event of ours; it will be told until it is kept. Its id, which holds from the first welcome on."""
        tell = self.pending.add(body)
        self._all_kept.clear()
        if self.is_in:
            self._send(tell)
        return tell.id

    def say(self, values: Iterable[Stream]) -> None:
        """Our streams of this moment; without a connection they are of no use and not sent."""
        if self.is_in:
            self._send(Streams(list(values), self.view.seen))

    def send(self, message: FromClient) -> None:
        """Anything else, such as parts of a snapshot; only while we are in."""
        if self.is_in:
            self._send(message)

    def cut(self) -> None:
        """Cut the connection as a cable that is pulled would; it comes back by itself."""
        if self._wire is not None:
            self._wire.transport.abort()

    async def close(self, *, leave: bool = True) -> None:
        """End; with ``leave`` the seat is given up at once."""
        task, self._task = self._task, None
        if task is None:
            return
        if leave and self.is_in and self._wire is not None:
            self._send(Leave())
            with suppress(TimeoutError, ConnectionClosed):
                async with asyncio.timeout(_LEAVE_S):
                    await self._wire.wait_closed()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _until(self, event: asyncio.Event) -> None:
        assert self._task is not None, "expected to be within `async with`"
        waits = asyncio.ensure_future(event.wait())
        try:
            await asyncio.wait((waits, self._task), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waits.cancel()
        if not event.is_set():
            raise self._ended or EndedError("the client was closed")

    async def _run(self) -> None:
        pause_s = FIRST_PAUSE_S
        while self._ended is None:
            before = self.connections
            try:
                await self._one_connection()
            except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed):
                pass
            except InvalidURI:
                self._ended = EndedError("this is no address of a hub")
            if self._ended is not None:
                return
            pause_s = FIRST_PAUSE_S if self.connections > before else min(2.0 * pause_s, LONGEST_PAUSE_S)
            # Not all at once: a hub that comes back is not run over by those who waited for it.
            await asyncio.sleep(pause_s * random.uniform(0.5, 1.0))

    async def _one_connection(self) -> None:
        options = {"ssl": self._tls} if self._tls is not None else {}
        async with connect(
            self.url,
            compression=None,
            user_agent_header=None,
            open_timeout=_CONNECT_S,
            close_timeout=_LEAVE_S,
            max_size=2 * MAX_SNAPSHOT_BYTES,
            **options,  # type: ignore[arg-type]  # only the one
        ) as wire:
            self._wire = wire
            try:
                await wire.send(codec.encode(self._hello()))
                async for data in wire:
                    self._hear(data)
            except ConnectionClosed:
                pass
            finally:
                self._wire = None
                self._is_in.clear()
            self._note_end(wire.close_code, wire.close_reason)

    def _hello(self) -> Hello:
        return Hello(
            version=PROTOCOL_VERSION,
            token=self.token,
            code="" if self.token else self._code,
            role=self._role,
            name=self._name,
            seen=self.view.seen,
            next_event=self.pending.next_event,
        )

    def _note_end(self, code: int | None, reason: str | None) -> None:
        if code is not None and 4000 <= code <= 4999 and code not in CAN_RESUME:
            self._ended = EndedError(reason or f"ended by the hub ({code})", code)

    def _hear(self, data: Wire) -> None:
        try:
            self._take(codec.from_hub(data))
        except ProtocolError as wrong:
            if wrong.code is not ErrorCode.GAP or self._wire is None:
                raise
            # Something did not come; a new connection goes on from what is known.
            self._wire.transport.abort()

    def _take(self, message: Frame | Events | FromHub) -> None:
        if isinstance(message, Frame):
            if told := self.view.frame(message):
                self._on_told(told)
        elif isinstance(message, Events):
            for event in self.view.events(message):
                self.events.put_nowait(event)
            self._send(Seen(self.view.seen))
        elif isinstance(message, Welcome):
            self._welcome(message)
        elif isinstance(message, Acknowledged):
            self.pending.acknowledged(message.up_to)
            self._note_kept()
        elif isinstance(message, Refused):
            self._refused(message)
        elif isinstance(message, Resend):
            asyncio.get_running_loop().call_later(message.after_ms / 1000.0, self._resend, message.from_id, self._wire)
        elif isinstance(message, SnapshotWanted | SnapshotKept | RunKept | Error):
            self._on_hub(message)
        else:
            self.view.take(message)

    def _welcome(self, message: Welcome) -> None:
        self.view.take(message)
        self.welcome, self.token = message, message.token
        self.connections += 1
        for refusal in message.refused:
            self._on_refused(refusal)
        self._is_in.set()
        for tell in self.pending.welcomed(message.last_event):
            self._send(tell)
        self._note_kept()

    def _refused(self, message: Refused) -> None:
        self.pending.refused(message.id)
        self._on_refused(message)
        self._note_kept()

    def _resend(self, from_id: int, wire: ClientConnection | None) -> None:
        if wire is self._wire and self.is_in:
            for tell in self.pending.resend(from_id):
                self._send(tell)

    def _note_kept(self) -> None:
        if not len(self.pending):
            self._all_kept.set()

    def _send(self, message: Streams | FromClient) -> None:
        """Never waits: events are bounded by what their teller has, streams by how often they are said."""
        if self._wire is not None:
            broadcast((self._wire,), codec.encode(message))
