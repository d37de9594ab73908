"""Wires: the open sockets by the number that rooms know them by."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import count

from websockets.asyncio.connection import broadcast
from websockets.asyncio.server import ServerConnection

from ..metrics import HubMetrics
from ..protocol.codec import Wire
from ..room.outgoing import Link

MOST_REASON_BYTES = 123
"""Of a close frame (RFC 6455, 5.5)."""


class Wires:
    """All connections of one hub. To send never waits: whoever does not read has it in its socket's buffer."""

    def __init__(self, metrics: HubMetrics) -> None:
        self._metrics = metrics
        self._numbers = count(1)
        self._open: dict[Link, ServerConnection] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._open)

    def add(self, connection: ServerConnection) -> Link:
        """A new connection and its number, never given twice."""
        link = next(self._numbers)
        self._open[link] = connection
        return link

    def remove(self, link: Link) -> None:
        """A connection is gone."""
        self._open.pop(link, None)

    def send(self, links: Iterable[Link], data: Wire) -> None:
        """The same message to all of them; those that are gone are passed over."""
        connections = [self._open[link] for link in links if link in self._open]
        broadcast(connections, data)
        self._metrics.sent(len(connections), len(data) * len(connections))

    def waiting(self, links: Iterable[Link]) -> dict[Link, int]:
        """Bytes that sockets have not taken yet, of those that have any."""
        sizes = {link: self._open[link].transport.get_write_buffer_size() for link in links if link in self._open}
        return {link: size for link, size in sizes.items() if size}

    def close(self, link: Link, code: int, reason: str) -> None:
        """End a connection; one that does not answer to that is cut by its `close_timeout`."""
        connection = self._open.pop(link, None)
        if connection is not None:
            task = asyncio.get_running_loop().create_task(connection.close(code, shortened(reason)))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)


def shortened(reason: str) -> str:
    """As much of a reason as a close frame holds."""
    return reason.encode()[:MOST_REASON_BYTES].decode(errors="ignore")
