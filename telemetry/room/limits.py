"""How many, how much and how long in one room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoomLimits:
    """Bounds that keep a room from harming the hub. The numbers are our own."""

    members: int = 100
    """In the room, away or not."""
    known: int = 2000
    """Ever, in one room's life."""
    resume_s: float = 60.0
    """So long the seat of somebody who dropped out is kept; an operator's is kept as long as the room."""
    full_bytes: int = 48 * 1024
    """With more than this in its socket a receiver gets nothing until it has read on."""
    chunk_bytes: int = 96 * 1024
    """Of events and snapshot parts for one receiver in one tick."""
    stuck_s: float = 15.0
    """So long a socket may stay full before its receiver is let go."""
    late_s: float = 60.0
    """So long a receiver may lack events, though it reads."""
    behind_bytes: int = 16 * 1024 * 1024
    """Of events that somebody who comes back is told, where a snapshot would do."""
    unkept_bytes: int = 16 * 1024 * 1024
    """Of events that wait for the disk; then no more are taken."""
    log_bytes: int = 64 * 1024 * 1024
    """Of events without a snapshot; then no more are taken until the operator sends one."""
    stale_bytes: int = 256 * 1024
    """Of events since the snapshot: a newer one is asked for when somebody comes."""
    large_bytes: int = 8 * 1024 * 1024
    """Of events since the snapshot: a newer one is asked for in any case."""
    ask_s: float = 5.0
    """At most so often."""
    faults_per_s: float = 1.0
    burst_faults: float = 30.0
    """Wrong or forbidden messages before somebody is let go."""
    flood_fault: float = 0.05
    """What a message too many counts as."""
    complaint_s: float = 1.0
    """At most so often is somebody told that messages come too fast."""


DEFAULT_LIMITS = RoomLimits()
