"""Where the arms are of which only head and hands are known."""

from __future__ import annotations

import math

from ..core.intents import Hand
from ..core.pose import (
    UP,
    Pose,
    Quat,
    Vec3,
    add,
    angle_between,
    any_perpendicular,
    cross,
    dot,
    norm,
    quat_between,
    quat_from_axis_angle,
    scale,
    subtract,
    unit,
)

SHOULDER_BESIDE_M, SHOULDER_BEHIND_M, SHOULDER_BELOW_M = 0.19, 0.10, 0.27
"""From midway between the eyes of a grown person (ours)."""
UPPER_ARM_M, FOREARM_M = 0.30, 0.27
HANGING: Vec3 = (0.45, -0.30, -1.0)
"""Where an elbow goes that has a choice: outwards, a little back, down."""
MOST_LEAN_RAD = math.radians(60.0)
"""How far a wrist bends."""


def elbow(hand: Hand, head: Pose, wrist: Vec3) -> Vec3:
    """About where the elbow of an arm is, in the room."""
    side = 1.0 if hand is Hand.RIGHT else -1.0
    right = _level_right(head)
    ahead = cross(UP, right)
    out = scale(right, side)
    shoulder = _from(head.position, out, ahead, (SHOULDER_BESIDE_M, -SHOULDER_BEHIND_M, -SHOULDER_BELOW_M))
    reach = subtract(wrist, shoulder)
    distance_m = min(max(norm(reach), 0.05), UPPER_ARM_M + FOREARM_M - 1e-3)
    towards = unit(reach)
    along_m = (UPPER_ARM_M**2 - FOREARM_M**2 + distance_m**2) / (2.0 * distance_m)
    along_m = max(-UPPER_ARM_M, min(UPPER_ARM_M, along_m))
    hanging = _from((0.0, 0.0, 0.0), out, ahead, HANGING)
    aside = unit(subtract(hanging, scale(towards, dot(hanging, towards))))
    height_m = math.sqrt(max(0.0, UPPER_ARM_M**2 - along_m**2))
    return add(shoulder, add(scale(towards, along_m), scale(aside, height_m)))


def towards_elbow(hand: Hand, head: Pose, world_from_hand: Pose, wrist: Vec3) -> Vec3:
    """From the wrist (a place in the hand's frame) to the elbow, as a direction in the hand's frame."""
    away = subtract(elbow(hand, head, world_from_hand.apply(wrist)), world_from_hand.apply(wrist))
    return world_from_hand.inverse().turn(unit(away))


def lean(made: Vec3, wanted: Vec3, most_rad: float = MOST_LEAN_RAD) -> Quat:
    """The turn that takes a forearm from the direction in which it was made towards one that is wanted."""
    angle = angle_between(made, wanted)
    if angle <= most_rad:
        return quat_between(made, wanted)
    axis = cross(made, wanted)
    return quat_from_axis_angle(axis if norm(axis) > 1e-6 else any_perpendicular(made), most_rad)


def _level_right(head: Pose) -> Vec3:
    x, y, _ = head.turn((1.0, 0.0, 0.0))
    return unit((x, y, 0.0)) if math.hypot(x, y) > 1e-3 else (1.0, 0.0, 0.0)


def _from(start: Vec3, out: Vec3, ahead: Vec3, offset: Vec3) -> Vec3:
    x, y, z = offset
    return add(start, add(add(scale(out, x), scale(ahead, y)), scale(UP, z)))
