"""What a room asks of those around it: to send, to end a connection, to keep something on disk."""

from __future__ import annotations

from dataclasses import dataclass

from ..protocol.codec import Wire
from ..protocol.errors import CloseCode
from ..protocol.messages import RunPart
from ..roles import Role

Link = int
"""One connection, as whoever has the sockets numbers them: never used twice, also not by another room."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who comes in: what a verified join token says."""

    participant: str
    role: Role
    token: str
    """Goes back in the welcome, to come back with."""


@dataclass(frozen=True, slots=True)
class Send:
    """One websocket message, the same for all of these connections."""

    to: tuple[Link, ...]
    data: Wire


@dataclass(frozen=True, slots=True)
class Close:
    """End a connection. The room has forgotten it already: `Room.dropped` need not be called, and may be."""

    link: Link
    code: CloseCode
    reason: str


@dataclass(frozen=True, slots=True)
class Upload:
    """Keep part of a run file, then tell `Room.uploaded` how much of it is on disk."""

    link: Link
    participant: str
    part: RunPart


Outgoing = Send | Close | Upload


@dataclass(frozen=True, slots=True)
class Seat:
    """A member, for the store's list of who was there. The room itself needs no more than its events."""

    member: int
    participant: str
    name: str
    role: Role
    joined_ms: int
    left_ms: int | None


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event to be kept. ``data`` is a packed `Recorded` and all that a room needs; the rest is for columns."""

    number: int
    participant: str
    """The sender; empty: the hub."""
    event_id: int
    """The sender's own number of it; where the hub is the sender, `number`."""
    at_ms: int
    """Since the room was opened."""
    kind: str
    """The body's tag."""
    data: bytes
    subject: str = ""
    """The participant that it is about."""


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """The true state right after an event; only the newest needs to be kept."""

    after: int
    """0: before any event."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What must be on disk before `Room.kept` is told so."""

    events: tuple[KeptEvent, ...]
    """They follow on those of the batch before."""
    seats: tuple[Seat, ...]
    """Those that are new or have changed."""
    snapshot: KeptSnapshot | None
    """Of use only with the events up to it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store has of a room: what it is made from again after a hub has ended."""

    events: tuple[bytes, ...]
    """All packed `Recorded` from number 1."""
    snapshot: KeptSnapshot | None = None
