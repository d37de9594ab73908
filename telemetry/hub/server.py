"""The hub as a whole: opens keys, store and port, and closes them in the order in which nothing is lost."""

from __future__ import annotations

import asyncio
import errno
import logging
import ssl
import time
from contextlib import suppress

from websockets.asyncio.server import Server, ServerConnection, serve

from ..auth.keys import KeyRing
from ..auth.tokens import Tokens
from ..metrics import HubMetrics
from ..protocol.limits import MAX_MESSAGE_BYTES
from ..room.limits import DEFAULT_LIMITS, RoomLimits
from ..settings import HubSettings
from ..signing import TrustedTrainers
from ..store import open_store
from ..store.sql_store import SqlStore
from ..tls import good_until, server_context
from ..upkeep import keep_tidy
from .admission import Admission
from .cards import CardReader
from .connection import Connections
from .errors import SERVICE_RESTART, HubError
from .http import CHANNEL, Requests
from .rooms import LiveRooms
from .wires import Wires

MOST_CONNECTIONS = 4096
CLOSE_S = 3.0
"""So long the other side may take to answer a close before its connection is cut."""
PING_S = 15.0
"""Between pings, and for their answers: a link that is gone without a word is noticed within twice that."""

_IDLE_CHECK_S = 15.0
_LOG = logging.getLogger("proctor.hub")


class Hub:
    """A running hub. `start_hub` makes one; `close` ends it."""

    def __init__(
        self, settings: HubSettings, store: SqlStore, ring: KeyRing, metrics: HubMetrics, limits: RoomLimits
    ) -> None:
        self.settings = settings
        self.metrics = metrics
        self._store = store
        self._ring = ring
        self._wires = Wires(metrics)
        cards = CardReader(TrustedTrainers(settings.trainers_folder), metrics)
        self._rooms = LiveRooms(store, self._wires, cards, metrics, limits)
        self._requests = Requests(
            settings, metrics, lambda: self._rooms.store_answers, lambda: len(self._wires) < MOST_CONNECTIONS
        )
        admission = Admission(store, Tokens(ring, settings.token_s), metrics)
        self._connections = Connections(admission, self._rooms, self._wires, metrics, self._address)
        self._server: Server | None = None
        self._chores: list[asyncio.Task[None]] = []

    @property
    def port(self) -> int:
        """Where it listens; of use where 0 was asked for."""
        assert self._server is not None
        return int(next(iter(self._server.sockets)).getsockname()[1])

    @property
    def url(self) -> str:
        """By which programs on this machine, or on others where it listens to them, connect."""
        scheme = "ws" if self.settings.tls_cert is None else "wss"
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        return f"{scheme}://{host}:{self.port}{CHANNEL}"

    async def listen(self) -> None:
        """Open the port. Raises HubError or CertificateError."""
        settings = self.settings
        try:
            self._server = await serve(
                self._connections.serve,
                settings.host,
                settings.port,
                ssl=self._tls(),
                process_request=self._requests.answer,
                compression=None,
                server_header=None,
                open_timeout=10.0,
                ping_interval=PING_S,
                ping_timeout=PING_S,
                close_timeout=CLOSE_S,
                max_size=MAX_MESSAGE_BYTES,
            )
        except OSError as error:
            raise _cannot_listen(settings, error) from None
        loop = asyncio.get_running_loop()
        self._chores = [
            loop.create_task(self._let_go_of_idle()),
            loop.create_task(keep_tidy(self._store, self._ring, settings)),
        ]

    async def close(self) -> None:
        """Take nobody in, end all connections, bring everything to the disk. Clients come back to the next hub."""
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        if self._server is not None:
            self._server.close(code=SERVICE_RESTART, reason="the hub ends")
            await self._server.wait_closed()
        await self._rooms.settle()
        await self._store.close()

    def _address(self, connection: ServerConnection) -> str:
        assert connection.request is not None
        return self._requests.address(connection, connection.request)

    def _tls(self) -> ssl.SSLContext | None:
        certificate, key = self.settings.tls_cert, self.settings.tls_key
        if certificate is None or key is None:
            return None
        context = server_context(certificate, key)
        self.metrics.certificate(good_until(certificate))
        return context

    async def _let_go_of_idle(self) -> None:
        while True:
            await asyncio.sleep(_IDLE_CHECK_S)
            self._rooms.let_go_of_idle()


async def start_hub(settings: HubSettings, version: str = "", limits: RoomLimits = DEFAULT_LIMITS) -> Hub:
    """A hub that listens. Raises TelemetryError, which says what is wrong and what to do."""
    if settings.redis is not None:
        raise HubError("Hubs that share rooms over Redis are not there yet.", remedy="Start one hub, without --redis.")
    metrics = HubMetrics(version)
    try:
        ring = KeyRing(settings.keys_folder, int(1000 * time.time()))
    except OSError as error:
        raise HubError(f"The hub's folder cannot be used ({error.strerror}).", place=str(settings.folder)) from None
    store = await open_store(settings.database, settings.folder, on_commit=metrics.committed)
    hub = Hub(settings, store, ring, metrics, limits)
    try:
        await hub.listen()
    except BaseException:
        with suppress(Exception):
            await store.close()
        raise
    return hub


def _cannot_listen(settings: HubSettings, error: OSError) -> HubError:
    place = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return HubError("Another program listens here.", place=place, remedy="End it, or choose another --port.")
    if error.errno == errno.EACCES:
        return HubError("This port is not allowed.", place=place, remedy="Choose a --port above 1023.")
    return HubError("The hub cannot listen here.", place=place, remedy="Give a --host of this machine.")
