"""What the store keeps besides what a room hands it (`telemetry.room.outgoing`). Times are the hub's own.

``*_unix_ms`` are milliseconds since 1970 UTC.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredRoom:
    """A room: open until it is ended; then nobody joins it and its code is free again."""

    id: str
    code: str | None
    """What people read out (`telemetry.auth.codes`); None once the room has ended."""
    opened_unix_ms: int
    ended_unix_ms: int | None = None


@dataclass(frozen=True, slots=True)
class StoredSeat:
    """Who was in a room, as a `Seat` was kept."""

    room: str
    member: int
    participant: str
    """The same over all rooms: who this is. The hub gives it out, so it says nothing about a person by itself."""
    name: str
    """As the person gave it; empty once erased."""
    role: str
    joined_ms: int
    """Since the room was opened."""
    left_ms: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """A score card that an operator's trainer has signed."""

    id: str
    room: str
    participant: str
    scenario: str
    mode: str
    points: float
    passed: bool
    signed: bytes
    """The signed card, whole (`telemetry.signing`)."""
    key: str
    """Identity of the trainer's key."""
    trusted: bool
    """Whether that key is one that the hub was told to trust."""
    run: str | None
    """SHA-256 of the run file that it was made from."""
    at_unix_ms: int
    assisted: bool = False
    rescored_unix_ms: int | None = None
    """When it was scored again from the recording; None if it has not been."""
    differs: bool | None = None
    """Whether that gave another card; None if it could not be done."""
    note: str = ""
    """What differs, or why it could not be scored again."""


@dataclass(frozen=True, slots=True)
class RunFile:
    """A recorded run that lies in the hub's folder, whole and checked."""

    room: str
    digest: str
    """SHA-256 of its bytes, 64 hexadecimal digits: also its name on the disk."""
    size: int
    participant: str
    at_unix_ms: int
