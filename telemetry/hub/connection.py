"""A connection: hello, welcome, then every message to its room. Whatever is wrong ends this one connection only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from ..auth.addresses import address_key
from ..metrics import HubMetrics
from ..protocol import codec
from ..protocol.codec import Form, Wire
from ..protocol.errors import CloseCode, ErrorCode, ProtocolError
from ..protocol.limits import MAX_DETAIL
from ..protocol.messages import Error
from ..store.errors import StoreError
from .admission import Admission
from .errors import CLOSES, TRY_AGAIN_LATER, NotAdmittedError
from .rooms import LiveRooms
from .wires import Wires, shortened

HELLO_S = 10.0
"""So long a hello may be waited for."""

_LOG = logging.getLogger("proctor.hub")


class Connections:
    """What every connection goes through."""

    def __init__(
        self,
        admission: Admission,
        rooms: LiveRooms,
        wires: Wires,
        metrics: HubMetrics,
        address: Callable[[ServerConnection], str],
    ) -> None:
        self._admission = admission
        self._rooms = rooms
        self._wires = wires
        self._metrics = metrics
        self._address = address

    async def serve(self, connection: ServerConnection) -> None:
        """From its first message to its end."""
        try:
            first = await self._first(connection)
            if first is not None:
                await self._greet(connection, first)
        except ConnectionClosed:
            pass
        finally:
            if connection.close_code is not None:
                self._metrics.closed(connection.close_code)

    async def _first(self, connection: ServerConnection) -> Wire | None:
        try:
            async with asyncio.timeout(HELLO_S):
                return await connection.recv()
        except TimeoutError:
            await connection.close(CloseCode.NO_HELLO, "expected hello")
            return None

    async def _greet(self, connection: ServerConnection, first: Wire) -> None:
        form = Form.of(first)
        now_s = asyncio.get_running_loop().time()
        try:
            hello = codec.hello(first)
            admitted = await self._admission.admit(hello, address_key(self._address(connection)), now_s)
            room = await self._rooms.get(admitted.room)
            link = self._wires.add(connection)
            try:
                room.join(link, admitted.grant, hello, form)
                self._metrics.connections(admitted.grant.role, 1)
                try:
                    async for data in connection:
                        self._metrics.received("streams" if data[:1] == b"\x93" else "other", 1, len(data))
                        room.receive(link, data)
                finally:
                    self._metrics.connections(admitted.grant.role, -1)
            finally:
                self._wires.remove(link)
                room.dropped(link)
        except NotAdmittedError as no:
            await self._refuse(connection, form, no.code, no.message, no.close)
        except ProtocolError as wrong:
            close = CLOSES.get(wrong.code, CloseCode.NO_HELLO)
            await self._refuse(connection, form, wrong.code, wrong.message, close)
        except StoreError as error:
            _LOG.warning("nobody can come in: %s", error)
            self._metrics.store_failed(error)
            await self._refuse(connection, form, ErrorCode.BUSY, "the store does not answer", TRY_AGAIN_LATER)

    async def _refuse(self, connection: ServerConnection, form: Form, code: ErrorCode, text: str, close: int) -> None:
        self._metrics.refused(code)
        await connection.send(codec.encode(Error(code, text[:MAX_DETAIL]), form))
        await connection.close(close, shortened(text))
