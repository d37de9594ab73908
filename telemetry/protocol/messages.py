"""Everything else that is said: hello and welcome, an event and its acknowledgement, snapshots, run files, errors."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from ..roles import Act, Role
from . import limits
from .errors import ErrorCode
from .events import Assisted, ClientEvent, Person, RunStarted, StepChanged
from .fields import Count, Detail, Id, Milliseconds, Name, Number, PartBytes, SomeId

# Client to hub


class Hello(Struct, tag="hello", frozen=True, kw_only=True):
    """The first message. Binary: the hub answers in MessagePack; text: in JSON."""

    needs: ClassVar[Act] = Act.WATCH
    version: Number
    """The protocol's version that the client speaks."""
    token: Annotated[str, Meta(max_length=limits.MAX_TOKEN)] = ""
    """A signed join token: participant, room, role, expiry. Who comes again with the same one is the same member."""
    code: Id = ""
    """Without a token: the code of a room, or ``NEW`` to open one."""
    role: Role = Role.WATCHER
    """Without a token: what to be."""
    name: Name = ""
    """What to be called; the hub cleans it and makes it the only one."""
    seen: Number = 0
    """The last event that came to this client; 0: nothing is known of the room."""
    next_event: Number = 0
    """The id of its oldest event that is not acknowledged, or of its next one; 0: not known, nothing was told yet."""
    program: Name = ""


class Tell(Struct, tag="tell", frozen=True):
    """An event of this client. Ids run 1, 2, 3 ...; one that comes again is acknowledged again and changes nothing."""

    needs: ClassVar[Act] = Act.WATCH
    id: Annotated[int, Meta(ge=1, le=limits.MAX_NUMBER)]
    body: ClientEvent


class Seen(Struct, tag="seen", frozen=True):
    """All events up to this number have come."""

    needs: ClassVar[Act] = Act.WATCH
    number: Number


class Ping(Struct, tag="ping", frozen=True):
    """Answer at once."""

    needs: ClassVar[Act] = Act.WATCH
    nonce: Number


class Leave(Struct, tag="leave", frozen=True):
    """Goodbye: the seat need not be kept."""

    needs: ClassVar[Act] = Act.WATCH


class SnapshotPart(Struct, tag="snapshot", frozen=True):
    """Part of the true state: compressed by the trainer, opaque to the hub. Parts come in order, 0 to parts - 1."""

    needs: ClassVar[Act] = Act.OPERATE
    at_event: Number
    """The sender's last event that is in it; 0: none."""
    part: Count
    parts: Annotated[int, Meta(ge=1, le=limits.MAX_SNAPSHOT_BYTES // 1024)]
    data: PartBytes


class RunPart(Struct, tag="run_part", frozen=True):
    """Part of a run file. `RunKept` says from where to go on."""

    needs: ClassVar[Act] = Act.OPERATE
    run: SomeId
    """The file's SHA-256 in hexadecimal digits."""
    offset: Annotated[int, Meta(ge=0, le=limits.MAX_RUN_FILE_BYTES)]
    total: Annotated[int, Meta(ge=1, le=limits.MAX_RUN_FILE_BYTES)]
    data: PartBytes
    """Empty with offset 0: only ask how much is kept."""


FromClient = Hello | Tell | Seen | Ping | Leave | SnapshotPart | RunPart
FROM_CLIENT: tuple[type[Struct], ...] = (Hello, Tell, Seen, Ping, Leave, SnapshotPart, RunPart)

# Hub to client


class RoomState(Struct, frozen=True, kw_only=True):
    """What the hub itself knows of the room."""

    run: RunStarted | None = None
    """The run that is on."""
    step: StepChanged | None = None
    paused: bool = False
    holders: dict[str, int] = {}
    """Instruments that somebody other than the operator holds: thing to member."""
    assisted: tuple[Assisted, ...] = ()
    """In the run that is on, or that was on last."""


class Refused(Struct, tag="refused", frozen=True):
    """The event will not happen; do not send it again."""

    id: Number
    code: ErrorCode
    text: Detail


class Welcome(Struct, tag="welcome", frozen=True, kw_only=True):
    """You are in. A snapshot, if there is one, and all events after it or after the last one seen come next."""

    version: Number
    room: Id
    member: Number
    token: str
    """Secret: who says hello with it is this member again."""
    resumed: bool
    """True: only what was missed comes. False: forget what was known; everything comes."""
    last_event: Number
    """The last of this client's own events that the hub has; the next id to tell is one more."""
    refused: tuple[Refused, ...] = ()
    """Those among them, from `Hello.next_event` on, that will not happen."""
    number: Number
    """`roster` and `state` are as of this event; earlier ones that come are history."""
    at_ms: Milliseconds
    """The hub's clock since the room opened."""
    opened_unix_ms: Milliseconds
    snapshot: Number | None = None
    """The event after which the snapshot that follows is true; None: none follows."""
    roster: tuple[Person, ...]
    state: RoomState


class SnapshotTold(Struct, tag="snapshot_told", frozen=True):
    """Part of the true state after event `number`."""

    number: Number
    part: Count
    parts: Count
    data: bytes


class Acknowledged(Struct, tag="acknowledged", frozen=True):
    """All of this client's events up to this id are kept, on disk, or were refused."""

    up_to: Number


class Resend(Struct, tag="resend", frozen=True):
    """The event and all after it were not taken: tell them again after a while."""

    from_id: Number
    after_ms: Milliseconds
    code: ErrorCode


class Error(Struct, tag="error", frozen=True):
    """Something else was wrong; it had no effect."""

    code: ErrorCode
    text: Detail


class Pong(Struct, tag="pong", frozen=True):
    """The answer to a ping."""

    nonce: Number
    at_ms: Milliseconds


class SnapshotWanted(Struct, tag="snapshot_wanted", frozen=True):
    """To the operator: somebody came late, and the last snapshot is old."""


class SnapshotKept(Struct, tag="snapshot_kept", frozen=True):
    """To the operator: a snapshot is kept, on disk."""

    number: Number
    """The room's event after which it is true."""


class RunKept(Struct, tag="run_kept", frozen=True):
    """To the operator: so much of the run file is kept, on disk; go on from there."""

    run: SomeId
    kept: Number
    total: Number


FromHub = (
    Welcome | SnapshotTold | Acknowledged | Refused | Resend | Error | Pong | SnapshotWanted | SnapshotKept | RunKept
)
FROM_HUB: tuple[type[Struct], ...] = (
    Welcome, SnapshotTold, Acknowledged, Refused, Resend, Error, Pong, SnapshotWanted, SnapshotKept, RunKept,
)  # fmt: skip
