"""What a bare hand does, from its joints alone: how closed it is, whether its finger pulls, where it holds and points.

Joints are those of XR_EXT_hand_tracking in its order, as `HeadsetHand.fingers` has them: +y to the finger tips, +z out
of the back of the hand.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from ..core.intents import Hand
from ..core.pose import Pose, Vec3, angle_between, distance, quat_from_axis_angle, subtract

JOINTS = 26
PALM, THUMB_TIP = 0, 5
INDEX, MIDDLE, RING, LITTLE = 6, 11, 16, 21
"""Each finger's five joints begin here: metacarpal, proximal, intermediate, distal, tip."""
HOLDING = (MIDDLE, RING, LITTLE)
"""The fingers that hold a handle; the index finger is left for the trigger."""

PINCHED_M, APART_M = 0.015, 0.035
"""Between the tips of thumb and index finger: pads that touch (joints lie within them), and a hand at rest (ours)."""

STRAIGHT_RAD, CURLED_RAD = math.radians(100.0), math.radians(200.0)
"""Bends of a finger's three joints together. A hand at rest has about 45, 40 and 15 degrees, a fist up to 90, 100 and
70 (the usual ranges of motion); a trainee has nothing in the hand and closes it (ours)."""

CLOSED, OPEN = 0.6, 0.4
"""From here a hand or a pinch counts as closed, and below there as open again (ours)."""
FREE = 0.3
"""A finger that bends less has let go of a trigger (ours)."""

PALM_DEPTH_M = 0.028
"""From the palm joint, which lies in the bone, to the axis of a rod in the fist: half of palm and handle (ours)."""

_GRIP_TURN = {
    Hand.LEFT: quat_from_axis_angle((0.0, 1.0, 0.0), math.pi / 2.0),
    Hand.RIGHT: quat_from_axis_angle((0.0, 1.0, 0.0), -math.pi / 2.0),
}


def pinch(fingers: tuple[Pose, ...]) -> float:
    """0 thumb and index finger apart, 1 tips together."""
    gap = distance(fingers[THUMB_TIP].position, fingers[INDEX + 4].position)
    return _share((APART_M - gap) / (APART_M - PINCHED_M))


def curl(fingers: tuple[Pose, ...], finger: int) -> float:
    """0 straight, 1 rolled up: a finger by its first joint (`INDEX`, ...)."""
    points = [fingers[finger + joint].position for joint in range(5)]
    bones: list[Vec3] = [subtract(after, before) for before, after in pairwise(points)]
    bent = sum(angle_between(before, after) for before, after in pairwise(bones))
    return _share((bent - STRAIGHT_RAD) / (CURLED_RAD - STRAIGHT_RAD))


def grasp(fingers: tuple[Pose, ...]) -> float:
    """0 open, 1 a fist, by the fingers that hold."""
    return sum(curl(fingers, finger) for finger in HOLDING) / len(HOLDING)


def hand_from_joints(fingers: tuple[Pose, ...], hand: Hand) -> Pose:
    """play_from_hand where a fist would hold a rod, in the hand frame of docs/conventions.md."""
    palm = fingers[PALM]
    return palm @ Pose((0.0, 0.0, -PALM_DEPTH_M), _GRIP_TURN[hand])


def aim_from_joints(fingers: tuple[Pose, ...]) -> Pose:
    """play_from_aim: from the knuckle of the index finger, as the palm points, so that a pinch does not move it."""
    return Pose(fingers[INDEX + 1].position, fingers[PALM].rotation)


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a bare hand means."""

    squeeze: float
    trigger: float
    """The index finger in a closed hand, else the pinch."""
    select: bool
    """A pinch of an open hand."""


class BareHand:
    """Follows one hand, because a finger pulls only after it was straight: closing a fist starts no drill."""

    def __init__(self) -> None:
        self._closed = False
        self._free = False
        self._selecting = False

    def read(self, fingers: tuple[Pose, ...]) -> Gesture:
        """What the hand means now."""
        squeeze, pull = grasp(fingers), max(pinch(fingers), curl(fingers, INDEX))
        closed = squeeze > (OPEN if self._closed else CLOSED)
        if closed and not self._closed:
            self._free = False
        self._closed = closed
        if not closed:
            pull = pinch(fingers)
            self._selecting = pull > (OPEN if self._selecting else CLOSED)
            return Gesture(squeeze, pull, self._selecting)
        self._selecting = False
        self._free = self._free or pull < FREE
        return Gesture(squeeze, pull if self._free else 0.0, select=False)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
