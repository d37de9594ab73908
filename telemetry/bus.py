"""What several hubs that share rooms say to each other: who keeps a room, and bytes on named channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .errors import TelemetryError

Receive = Callable[[bytes], None]
"""Takes what was published. It is called on the event loop, must not block, and must not raise."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Which hub keeps a room: it alone numbers the room's events."""

    room: str
    hub: str
    epoch: int
    """Grows with every change of the keeper, so that what an earlier keeper still says can be told apart."""


class BusError(TelemetryError):
    """What the hubs share does not answer."""


class Bus(Protocol):
    """At most once, in order for each publisher and channel. What is lost is found by the numbers of events.

    Whatever may have been lost is told to ``on_interrupted``: then every hub asks for the events that it lacks.
    """

    async def start(self) -> None:
        """Connect. Raises `BusError` when there is nobody to connect to."""

    def publish(self, channel: str, data: bytes) -> None:
        """Send to all hubs that have subscribed to the channel, this one too. Never waits."""

    async def subscribe(self, channel: str, receive: Receive) -> None:
        """Hear a channel from now on. One receiver a channel and hub."""

    async def unsubscribe(self, channel: str) -> None:
        """Hear a channel no more."""

    async def claim(self, room: str) -> Claim:
        """Keep a room if nobody does, or go on keeping it; the answer says who keeps it now.

        A claim holds for ``claim_s`` and is renewed by claiming again, best at every third of that.
        """

    async def release(self, room: str) -> None:
        """Stop keeping a room, if this hub does."""

    async def close(self) -> None:
        """Release what is kept and disconnect."""
