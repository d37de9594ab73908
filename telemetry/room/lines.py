"""Lines: a member's connection as the room sees it, and how far it has been served."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from ..auth.limits import TokenBucket
from ..protocol.codec import Form
from ..protocol.streams import STREAMS
from ..roles import ALLOWANCES, MAY, Allowance, Role
from .limits import RoomLimits
from .members import Member
from .outgoing import Link
from .snapshots import Assembly

_STREAMS_OF: dict[Role, frozenset[type]] = {
    role: frozenset(kind for kind in STREAMS if getattr(kind, "needs", None) in MAY[role]) for role in Role
}


@dataclass(slots=True)
class Line:
    """One connection."""

    link: Link
    member: Member
    form: Form
    allowance: Allowance
    streams: frozenset[type]
    """Kinds that its role may say."""
    bytes_left: TokenBucket
    events_left: TokenBucket
    faults_left: TokenBucket
    welcomed: bool = False
    """The welcome has gone out: now it is told things, and its streams are listened to."""
    sent: int = 0
    """The last event that it was sent."""
    parts: deque[bytes] = field(default_factory=deque)
    """Of a snapshot, that go out before any event."""
    full_since_s: float | None = None
    """Since when its socket takes no more."""
    late_since_s: float | None = None
    """Since when it lacks something."""
    gap_told: bool = False
    """It was asked to tell its events again; until it does there is no use in asking again."""
    complained_s: float = -1e9
    leaving: bool = False
    """It said goodbye."""
    faulty: bool = False
    """It said too much that was wrong."""
    assembly: Assembly = field(default_factory=Assembly)


def new_line(link: Link, member: Member, form: Form, limits: RoomLimits, now_s: float) -> Line:
    """A connection that has said hello."""
    allowance = ALLOWANCES[member.role]
    return Line(
        link=link,
        member=member,
        form=form,
        allowance=allowance,
        streams=_STREAMS_OF[member.role],
        bytes_left=TokenBucket.full(allowance.bytes_per_s, allowance.burst_bytes, now_s),
        events_left=TokenBucket.full(allowance.events_per_s, allowance.burst_events, now_s),
        faults_left=TokenBucket.full(limits.faults_per_s, limits.burst_faults, now_s),
    )
