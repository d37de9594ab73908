"""What the store keeps, as it goes in and comes out. All times are the hub's, in microseconds since 1970 UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HUB = ""
"""The sender of events that the hub itself makes."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room: open until ``ended_us`` is set; then nobody joins it and its code is free again."""

    id: str
    code: str | None
    """What people read out; None once the room has ended."""
    scenario: str
    mode: str
    opened_us: int
    ended_us: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """One who has been in a room. Back after a dropped connection it is the same one."""

    id: str
    room: str
    role: str
    name: str
    """As the person gave it; empty once erased."""
    joined_us: int
    left_us: int | None = None
    person: str | None = None
    """Who this is, where a sign-in or the trainer's own identity says so: the same over all rooms."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a room, in the hub's order."""

    number: int
    """1, 2, 3 ... in each room, without a gap."""
    sender: str
    """Participant, or `HUB`."""
    sender_number: int
    """The sender's own number of it: 1 or more, growing; no two of a sender are the same."""
    kind: str
    at_us: int
    data: bytes
    """The message as it is passed on; the store does not look into it."""
    subject: str = ""
    """The participant that it is about, so that it goes when that person's data goes."""


@dataclass(frozen=True, slots=True)
class RoomState:
    """What a hub must know to go on numbering a room that another hub, or its own last life, numbered."""

    last_number: int = 0
    sender_numbers: Mapping[str, int] = field(default_factory=dict)
    """Highest number of each sender. As a sender's events are kept in order, all below it are there too."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A room's true state right after an event, compressed by the trainer."""

    room: str
    after: int
    """Number of the last event that is in it; 0 for none."""
    at_us: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Score:
    """A score card as the operator's trainer signed it."""

    id: str
    room: str
    participant: str
    scenario: str
    points: float
    passed: bool
    signed: bytes
    """The signed card, whole (`telemetry.signing`)."""
    key: str
    """Identity of the trainer's key."""
    run: str | None
    """Digest of the run file that it was made from."""
    at_us: int
    assisted: bool = False
    rescored_us: int | None = None
    """When it was scored again from the recording; None if it has not been."""
    differs: bool | None = None
    """Whether that gave another card."""
    note: str = ""
    """What differs, or why it could not be scored again."""


@dataclass(frozen=True, slots=True)
class RunFile:
    """A recorded run that lies in the hub's folder, whole and checked."""

    digest: str
    """SHA-256 of its bytes, 64 hexadecimal digits: also its name on the disk."""
    size: int
    room: str
    participant: str
    at_us: int
