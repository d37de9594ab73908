"""What a room asks of those around it: to send, to end a connection, to keep something on disk."""

from __future__ import annotations

from dataclasses import dataclass

from ..protocol.codec import Wire
from ..protocol.errors import CloseCode
from ..protocol.messages import RoomState
from ..roles import Role

Link = int
"""One connection, as whoever has the sockets numbers them: never used twice, also not by another room."""


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


Outgoing = Send | Close


@dataclass(frozen=True, slots=True)
class Grant:
    """What a verified join token says."""

    role: Role
    name: str = ""
    """Goes before the name that the client gives, where the token has one."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A member as it is kept on disk."""

    member: int
    name: str
    role: Role
    secret_hash: bytes
    """SHA-256 of the secret to resume with."""
    joined_ms: int
    last_event: int
    """Its last event that is kept."""
    left: bool


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event to be kept. ``data`` is a packed `Recorded`; the other fields are for the store's columns."""

    number: int
    sender: int
    event_id: int
    at_ms: int
    kind: str
    """The body's tag."""
    data: bytes


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """The true state after an event; only the newest needs to be kept."""

    number: int
    """0: before any event."""
    data: bytes


@dataclass(frozen=True, slots=True)
class KeptRunPart:
    """Part of a run file, at its offset; never a gap before it."""

    run: str
    member: int
    offset: int
    total: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What must be on disk, all of it in one transaction, before `Room.kept` is told so."""

    events: tuple[KeptEvent, ...]
    seats: tuple[Seat, ...]
    """Those that are new or have changed; insert or replace by (room, member)."""
    snapshot: KeptSnapshot | None
    run_parts: tuple[KeptRunPart, ...]
    state: RoomState | None
    """Where it has changed."""
    up_to: int
    """The number of the last event that is kept with this."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything of a room that the store has: what a room is made from again after the hub has ended."""

    events: tuple[bytes, ...]
    """Packed `Recorded`, in order and without a gap up to the last one."""
    seats: tuple[Seat, ...]
    snapshot: KeptSnapshot | None
    state: RoomState
    runs: tuple[tuple[str, int, int], ...] = ()
    """Run files: id, bytes that are kept, total."""
