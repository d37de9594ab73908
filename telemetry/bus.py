"""What several hubs that share rooms say to each other: who keeps a room, and bytes on named channels.

One hub keeps a room: it has the `Room`, numbers its events and stores them. The others pass on what their clients say
and hear. `LocalBus` is for hubs in one process, most often one; `telemetry.redis_bus.RedisBus` for several.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from .errors import TelemetryError

CLAIM_S = 6.0
"""So long a room's keeper is missed after it has died. A keeper renews its claims three times in it."""

Receive = Callable[[bytes], None]
"""Takes what was published. It is called on the event loop, must not block, and must not raise."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Which hub keeps a room: it alone numbers the room's events."""

    room: str
    hub: str
    epoch: int
    """Grows with every new keeper, so that what an earlier one still says can be told apart."""


class BusError(TelemetryError):
    """What the hubs share does not answer. A keeper goes on keeping: the store refuses two who number a room."""


class Bus(Protocol):
    """At most once, and in order from each publisher on each channel. What is lost, the numbers of events show."""

    hub: str
    """This hub's name among the others."""

    on_interrupted: Callable[[], None]
    """Set by the hub. Called when the bus is back after something may have been lost: ask for what is missing."""

    @property
    def connected(self) -> bool:
        """Whether messages get through at the moment, as far as is known."""

    async def start(self) -> None:
        """Connect. Raises BusError when there is nobody to connect to."""

    def publish(self, channel: str, data: bytes) -> None:
        """Send to all hubs that have subscribed to the channel, this one too. Never waits."""

    async def subscribe(self, channel: str, receive: Receive) -> None:
        """Hear a channel from when this returns. One receiver for each channel of a hub."""

    async def unsubscribe(self, channel: str) -> None:
        """Hear a channel no more."""

    async def claim(self, room: str) -> Claim:
        """Keep a room if nobody does, or go on keeping it; the answer says who keeps it now. Raises BusError.

        A claim holds for `CLAIM_S`; to claim again renews it.
        """

    async def release(self, room: str) -> None:
        """Stop keeping a room, if this hub does."""

    async def close(self) -> None:
        """Disconnect. Claims are not released: `release` them where others shall take over at once."""


@dataclass(slots=True)
class Exchange:
    """What hubs in one process share."""

    receivers: dict[str, dict[str, Receive]] = field(default_factory=dict)
    """Channel, then hub."""
    claims: dict[str, tuple[Claim, float]] = field(default_factory=dict)
    """Room: who keeps it, and until when if it is not claimed again."""
    epoch: int = 0


class LocalBus:
    """A `Bus` between hubs in one process."""

    def __init__(self, hub: str, exchange: Exchange | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.hub = hub
        self.on_interrupted: Callable[[], None] = lambda: None
        self._exchange = exchange or Exchange()
        self._clock = clock
        self._subscribed: set[str] = set()

    @property
    def connected(self) -> bool:
        """Always."""
        return True

    async def start(self) -> None:
        """Nothing to connect to."""

    def publish(self, channel: str, data: bytes) -> None:
        """Send, in the loop's next round, as a bus between processes would."""
        loop = asyncio.get_running_loop()
        for hub in self._exchange.receivers.get(channel, ()):
            loop.call_soon(self._deliver, channel, hub, data)

    async def subscribe(self, channel: str, receive: Receive) -> None:
        """Hear a channel."""
        self._exchange.receivers.setdefault(channel, {})[self.hub] = receive
        self._subscribed.add(channel)

    async def unsubscribe(self, channel: str) -> None:
        """Hear it no more."""
        self._subscribed.discard(channel)
        receivers = self._exchange.receivers.get(channel, {})
        receivers.pop(self.hub, None)
        if not receivers:
            self._exchange.receivers.pop(channel, None)

    async def claim(self, room: str) -> Claim:
        """Keep a room if nobody does."""
        now = self._clock()
        claim, until = self._exchange.claims.get(room, (None, now))
        if claim is None or (claim.hub != self.hub and until <= now):
            self._exchange.epoch += 1
            claim = Claim(room, self.hub, self._exchange.epoch)
        if claim.hub == self.hub:
            self._exchange.claims[room] = (claim, now + CLAIM_S)
        return claim

    async def release(self, room: str) -> None:
        """Stop keeping it."""
        claim, _ = self._exchange.claims.get(room, (None, 0.0))
        if claim is not None and claim.hub == self.hub:
            del self._exchange.claims[room]

    async def close(self) -> None:
        """Hear nothing any more."""
        for channel in tuple(self._subscribed):
            await self.unsubscribe(channel)

    def _deliver(self, channel: str, hub: str, data: bytes) -> None:
        receive = self._exchange.receivers.get(channel, {}).get(hub)
        if receive is not None:
            receive(data)
