"""What a hand must know of the session: what it holds, what it could take, whether bone is near."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ...core.intents import Hand
from ...core.model import Instrument
from ...core.pose import IDENTITY, Pose, Vec3
from ...core.snapshot import Phase, Snapshot

ALONG_BONE_M = 0.20
ASIDE_OF_BONE_M = 0.06
"""What has its tip this near to the bone's axis may stand in it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """For one hand, in one control frame. Poses are world_from_hand."""

    running: bool
    holding: Instrument | None = None
    held_at: Pose = IDENTITY
    """Where the hand truly is on what it holds."""
    stays: bool = False
    """What it holds is fixed, or stands in the bone or near it: it must not be pulled about."""
    near_bone: bool = False
    torque_share: float | None = None
    """Of what would strip the screw that it turns."""
    reach: Instrument | None = None
    """What a grasp would take."""
    reach_at: Pose = IDENTITY
    """Where the hand would lie on that."""


def sight_of(hand: Hand, snapshot: Snapshot, instruments: Mapping[str, Instrument], world_from_bone: Pose) -> Sight:
    """What a hand sees of a snapshot."""
    running = snapshot.phase is Phase.RUNNING
    state = snapshot.hand(hand)
    if state.holding is not None:
        held = snapshot.instrument(state.holding)
        tips = [held.pose.position, *(s.pose.position for s in snapshot.screws if s.driver == held.id)]
        near = any(_near_bone(world_from_bone.inverse().apply(tip)) for tip in tips)
        share = snapshot.gauges.torque_share if snapshot.gauges.instrument == held.id else None
        return Sight(running, instruments[held.id], state.pose, held.fixed or near, near, share)
    if state.reach is None:
        return Sight(running)
    there = instruments[state.reach]
    return Sight(running, reach=there, reach_at=snapshot.instrument(there.id).pose @ there.grip)


def _near_bone(tip: Vec3) -> bool:
    return abs(tip[0]) < ALONG_BONE_M and math.hypot(tip[1], tip[2]) < ASIDE_OF_BONE_M
