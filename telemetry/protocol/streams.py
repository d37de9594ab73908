"""Streams: what only counts while it is new. Of each kind and each thing the latest wins; nothing is kept.

A client says all of its streams of one moment in one `Streams`; the hub tells everybody's of one tick in one `Frame`.
Both are arrays on the wire, because size counts here, and are told from other messages by that.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from ..roles import Act
from . import limits
from .fields import Byte, Id, Milliseconds, Number, PoseBytes, Real, SomeId


class Pose(Struct, array_like=True, tag="pose", frozen=True):
    """Somebody's head and hands."""

    needs: ClassVar[Act] = Act.APPEAR
    posture: Annotated[bytes, Meta(max_length=128)]
    """A `telemetry.quantised.Posture`, packed; the hub looks at its length and flags only."""


class Thing(Struct, array_like=True, tag="thing", frozen=True):
    """Where an instrument, a plate, a screw or a fragment of bone is."""

    needs: ClassVar[Act] = Act.OPERATE
    id: SomeId
    pose: PoseBytes
    """world_from_thing."""
    state: Annotated[bytes, Meta(max_length=limits.MAX_STATE_BYTES)] = b""
    """Speed, opening, what holds it: the trainer's own packing."""


class Gone(Struct, array_like=True, tag="gone", frozen=True):
    """A thing is no longer there; takes the place of its `Thing`."""

    needs: ClassVar[Act] = Act.OPERATE
    id: SomeId


class Gauges(Struct, array_like=True, tag="gauges", frozen=True):
    """Live measurements at the active tip; zero or None where they do not apply."""

    needs: ClassVar[Act] = Act.OPERATE
    time_s: Real
    """Of the simulation."""
    instrument: Id = ""
    target: Id = ""
    force_n: Real = 0.0
    feed_m_s: Real = 0.0
    depth_m: Real = 0.0
    angle_error_rad: Real | None = None
    offset_m: Real | None = None
    past_far_cortex_m: Real = 0.0
    torque_nm: Real = 0.0
    torque_share: Real | None = None
    temperature_c: Real = 37.0
    drill_load: Real = 0.0


class Pointing(Struct, array_like=True, tag="pointing", frozen=True):
    """A laser pointer."""

    needs: ClassVar[Act] = Act.POINT
    on: bool
    ray: PoseBytes
    """world_from_ray: from the origin along +y."""
    length_mm: Annotated[int, Meta(ge=0, le=100_000)] = 0
    """To what it meets; 0: nothing is met."""


class Speaking(Struct, array_like=True, tag="speaking", frozen=True):
    """How loud somebody speaks now, for the sign at the avatar and the caption."""

    needs: ClassVar[Act] = Act.SPEAK
    level: Byte


class Voice(Struct, array_like=True, tag="voice", frozen=True):
    """One Opus packet. Not the latest but all of the last `VOICE_AGE_MS` are told, in order."""

    needs: ClassVar[Act] = Act.SPEAK
    sequence: Number
    packet: Annotated[bytes, Meta(max_length=limits.MAX_VOICE_BYTES)]


Stream = Pose | Thing | Gone | Gauges | Pointing | Speaking | Voice
STREAMS: tuple[type[Struct], ...] = (Pose, Thing, Gone, Gauges, Pointing, Speaking, Voice)

VOICE_AGE_MS = 400
"""So long a packet waits for a receiver that is slow: later it is of no use."""


class Streams(Struct, array_like=True, tag="streams", frozen=True):
    """Client to hub: its streams of one moment."""

    entries: Annotated[list[Stream], Meta(max_length=limits.MAX_STREAM_ENTRIES)]
    seen: Number = 0
    """The last event that has come, as in `messages.Seen`; 0: not said."""


class Told(Struct, array_like=True, frozen=True):
    """A stream's value, from whom and when the hub had it."""

    member: Number
    at_ms: Milliseconds
    """The hub's clock since the room opened, when it came in."""
    value: Stream


class Frame(Struct, array_like=True, tag="frame", frozen=True):
    """Hub to client: what is new in everybody's streams since the frame before. May hold one's own; leave them out."""

    at_ms: Milliseconds
    """The hub's clock when it was sent."""
    told: list[Told]
