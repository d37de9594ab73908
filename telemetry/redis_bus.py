"""The bus of hubs in several processes or on several machines: Redis, which carries and forgets.

Redis keeps nothing that matters. When it is restarted, hubs connect again, claim their rooms again, and ask for the
events that they lack; no event is lost, for none is acknowledged before it is in the store.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import cast

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from .bus import CLAIM_S, BusError, Claim, Receive

MOST_WAITING = 20_000
"""So many messages wait while Redis is away; then all of them are dropped, and `on_interrupted` tells."""

_PREFIX = "proctor:"
_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 2.0
_ANSWER_S = 5.0
_PULSE_S = 1.5
_FAULTS = (RedisError, OSError)  # a TimeoutError is an OSError

# The epoch is the time in microseconds, so it grows even where a restarted Redis has forgotten the last one.
_CLAIM = """
local owner = redis.call('GET', KEYS[1])
if not owner then
    local time = redis.call('TIME')
    local epoch = math.max(time[1] * 1000000 + time[2], (tonumber(redis.call('GET', KEYS[2])) or 0) + 1)
    redis.call('SET', KEYS[2], string.format('%.0f', epoch), 'EX', 86400)
    owner = ARGV[1]
end
if owner == ARGV[1] then redis.call('SET', KEYS[1], owner, 'PX', ARGV[2]) end
return {owner, redis.call('GET', KEYS[2]) or '0'}
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class RedisBus:
    """A `telemetry.bus.Bus` over one Redis server."""

    def __init__(self, hub: str, url: str) -> None:
        """``url`` as redis-py has it: ``redis://[[user]:password@]host:port/number``, ``rediss://`` with TLS."""
        self.hub = hub
        self.on_interrupted: Callable[[], None] = lambda: None
        # What is sent and heard is not retried by the library: it would hide that something was lost.
        self._client = _client(url, retries=0)
        self._scripts = _client(url, retries=1)
        self._claim = self._scripts.register_script(_CLAIM)
        self._release = self._scripts.register_script(_RELEASE)
        # A hub that does not hear its own pulse is cut off, whatever its sockets say.
        self._pulse = f"{_PREFIX}pulse:{hub}"
        self._receivers: dict[str, Receive] = {self._pulse: lambda _: None}
        self._subscribing: dict[str, asyncio.Future[None]] = {}
        self._queue: deque[tuple[str, bytes]] = deque()
        self._wake = asyncio.Event()
        self._pubsub: PubSub | None = None
        self._sender: AbstractConnection | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._lost = False
        self._sends = False

    @property
    def connected(self) -> bool:
        """Whether the last that was sent went through and the channels are heard."""
        return self._sends and self._pubsub is not None

    async def start(self) -> None:
        """Connect."""
        try:
            await self._client.ping()
            await self._listen_anew()
        except _FAULTS as error:
            await self._close_clients()
            raise BusError(
                f"Redis does not answer ({type(error).__name__}).", remedy="See that it runs and can be reached."
            ) from None
        self._sends = True
        jobs = (self._send_all(), self._hear_all(), self._beat())
        self._tasks = [asyncio.create_task(job) for job in jobs]

    def publish(self, channel: str, data: bytes) -> None:
        """Send as soon as may be, together with all that waits."""
        self._publish(_PREFIX + channel, data)

    async def subscribe(self, channel: str, receive: Receive) -> None:
        """Hear a channel; while Redis is away, from when it is back."""
        name = _PREFIX + channel
        self._receivers[name] = receive
        heard = self._subscribing[name] = asyncio.get_running_loop().create_future()
        with suppress(*_FAULTS):
            async with asyncio.timeout(_ANSWER_S):
                if self._pubsub is not None:
                    await self._pubsub.subscribe(name)
                    await heard
        self._subscribing.pop(name, None)

    async def unsubscribe(self, channel: str) -> None:
        """Hear it no more."""
        self._receivers.pop(_PREFIX + channel, None)
        with suppress(*_FAULTS):
            if self._pubsub is not None:
                await self._pubsub.unsubscribe(_PREFIX + channel)

    async def claim(self, room: str) -> Claim:
        """Keep a room if nobody does."""
        try:
            answer = await self._claim(keys=_keys(room), args=[self.hub, int(1000 * CLAIM_S)])
        except _FAULTS as error:
            raise BusError(f"Redis does not answer ({type(error).__name__}).") from None
        owner, epoch = cast(tuple[bytes, bytes], answer)
        return Claim(room, owner.decode(), int(epoch))

    async def release(self, room: str) -> None:
        """Stop keeping it; if Redis does not answer, the claim ends by itself."""
        with suppress(*_FAULTS):
            await self._release(keys=_keys(room)[:1], args=[self.hub])

    async def close(self) -> None:
        """Disconnect."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._sends = False
        await self._drop_pubsub()
        await self._drop_sender()
        await self._close_clients()

    def _publish(self, name: str, data: bytes) -> None:
        if len(self._queue) >= MOST_WAITING:
            self._queue.clear()
            self._lost = True
        self._queue.append((name, data))
        self._wake.set()

    async def _send_all(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            await self._wake.wait()
            self._wake.clear()
            sending, self._queue = self._queue, deque()
            try:
                await self._send(sending)
            except _FAULTS:
                self._sends, self._lost = False, True
                await self._drop_sender()
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
            else:
                self._sends, pause_s = True, _FIRST_PAUSE_S
                self._tell_if_lost()

    async def _send(self, sending: Iterable[tuple[str, bytes]]) -> None:
        """Without waiting for an answer: what follows need not wait for it either, and the pulse tells what is lost."""
        if self._sender is None:
            pool = self._client.connection_pool
            self._sender = pool.make_connection()  # type: ignore[no-untyped-call]  # it returns AbstractConnection
            await self._sender.connect()
            await self._sender.send_command("CLIENT", "REPLY", "OFF")
        commands = [("PUBLISH", name, data) for name, data in sending]
        await self._sender.send_packed_command(self._sender.pack_commands(commands))

    async def _hear_all(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                if self._pubsub is None:
                    await self._listen_anew()
                    self._tell_if_lost()
                await self._hear()
                pause_s = _FIRST_PAUSE_S
            except _FAULTS:
                self._lost = True
                await self._drop_pubsub()
                await self._drop_sender()
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    async def _hear(self) -> None:
        assert self._pubsub is not None
        message = await self._pubsub.get_message(timeout=_ANSWER_S)
        if message is None:
            raise TimeoutError("not even its own pulse is heard")
        name = message["channel"].decode()
        if message["type"] == "message":
            receive = self._receivers.get(name)
            if receive is not None:
                receive(message["data"])
        elif message["type"] == "subscribe" and (heard := self._subscribing.get(name)) and not heard.done():
            heard.set_result(None)

    async def _beat(self) -> None:
        while True:
            self._publish(self._pulse, b"")
            await asyncio.sleep(_PULSE_S)

    async def _listen_anew(self) -> None:
        pubsub = self._client.pubsub()
        try:
            await pubsub.subscribe(*self._receivers)
        except _FAULTS:
            await _close(pubsub)
            raise
        self._pubsub = pubsub

    async def _drop_pubsub(self) -> None:
        pubsub, self._pubsub = self._pubsub, None
        if pubsub is not None:
            await _close(pubsub)

    async def _drop_sender(self) -> None:
        sender, self._sender = self._sender, None
        if sender is not None:
            with suppress(*_FAULTS):
                await sender.disconnect(nowait=True)

    async def _close_clients(self) -> None:
        await self._client.aclose()
        await self._scripts.aclose()

    def _tell_if_lost(self) -> None:
        if self._lost and self.connected:
            self._lost = False
            self.on_interrupted()


def _client(url: str, retries: int) -> Redis:
    try:
        return Redis.from_url(
            url,
            retry=Retry(NoBackoff(), retries),
            socket_connect_timeout=_ANSWER_S,
            socket_timeout=_ANSWER_S,
            socket_keepalive=True,
        )
    except ValueError:  # its text may hold a password
        raise BusError("This is no Redis URL.", remedy="Use redis://host:6379/0, or rediss:// with TLS.") from None


async def _close(pubsub: PubSub) -> None:
    with suppress(*_FAULTS):
        await pubsub.aclose()  # type: ignore[no-untyped-call]  # redis has forgotten to say that it returns nothing


def _keys(room: str) -> list[str]:
    # One slot of a cluster for both.
    return [f"{_PREFIX}{{{room}}}:keeper", f"{_PREFIX}{{{room}}}:epoch"]
