"""Bare hands made of joints, as XR_EXT_hand_tracking describes them, in our axes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.core.intents import Hand
from sim.core.pose import Pose, Vec3, quat_from_axis_angle
from sim.xr.gestures import INDEX, LITTLE, MIDDLE, RING

BONES_M = (0.065, 0.040, 0.025, 0.020)
"""From the metacarpal's base to the knuckle, and the three bones of a finger."""
SIDEWAYS_M = {INDEX: -0.02, MIDDLE: 0.0, RING: 0.02, LITTLE: 0.04}
"""Of a right hand with its palm down: the thumb is to the left."""


def finger(x: float, bend_rad: float) -> list[Pose]:
    """Five joints, each of the three knuckles bent by a third of ``bend_rad`` towards the palm."""
    joints = [Pose((x, 0.01, 0.0))]
    for number, length in enumerate(BONES_M):
        step = joints[-1] @ Pose((0.0, length, 0.0))
        bend = bend_rad / 3.0 if number < 3 else 0.0
        joints.append(
            Pose(step.position, (step @ Pose(rotation=quat_from_axis_angle((-1.0, 0.0, 0.0), bend))).rotation)
        )
    return joints


def skeleton(
    hand: Hand = Hand.RIGHT,
    bends_rad: Mapping[int, float] | float = 0.0,
    thumb_to_index_m: float = 0.08,
    palm: Pose = Pose(),  # noqa: B008 (frozen)
) -> tuple[Pose, ...]:
    """A hand with its palm down and fingers ahead where ``palm`` is the identity. ``bends_rad``: by finger."""
    mirror = 1.0 if hand is Hand.RIGHT else -1.0
    joints = [Pose((0.0, 0.045, 0.0)), Pose((0.0, 0.0, 0.0))]
    fingers = []
    for first, x in SIDEWAYS_M.items():
        bend = bends_rad if isinstance(bends_rad, float) else bends_rad.get(first, 0.0)
        fingers += finger(mirror * x, bend)
    tip = fingers[4].position
    thumb: list[Vec3] = [(-0.02 * mirror, 0.02, 0.0), (-0.03 * mirror, 0.04, 0.0), (-0.035 * mirror, 0.06, 0.0)]
    thumb.append((tip[0] - mirror * thumb_to_index_m, tip[1], tip[2]))
    joints += [Pose(point) for point in thumb]
    back = joints[0].inverse()
    return tuple(palm @ back @ joint for joint in joints + fingers)


FIST_RAD = math.radians(240.0)
REST_RAD = math.radians(95.0)
