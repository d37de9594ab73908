"""Turning a handle with the wrist, for hands that have no stick: the farther rolled, the faster it turns.

The roll is about the rod in the fist (the hand's z) and counts from where the tool's part was pressed. It gives a rate
and not an angle, because a screw takes some twenty turns and a wrist half a one.
"""

from __future__ import annotations

import math

from ..core.pose import Pose, quat_inverse, quat_multiply

HELD, FREE = 0.6, 0.4
"""The tool's part is held from here, and let go below there."""
SLACK_RAD = math.radians(8.0)
"""A wrist that only holds rolls by so much (ours)."""
FULL_RAD = math.radians(45.0)
"""Comfortable to reach and to keep either way (ours)."""


class WristTurn:
    """One wrist."""

    def __init__(self) -> None:
        self._start: Pose | None = None

    def read(self, grip: Pose, trigger: float, tracked: bool) -> float:
        """-1 to 1, clockwise positive as seen from the thumb's side, where an instrument's handle is."""
        held = trigger > (HELD if self._start is None else FREE)
        if not held or not tracked:
            self._start = None
            return 0.0
        if self._start is None:
            self._start = grip
        roll = -_about_z(self._start, grip)
        beyond = max(0.0, abs(roll) - SLACK_RAD) / (FULL_RAD - SLACK_RAD)
        return math.copysign(min(1.0, beyond), roll)


def _about_z(before: Pose, after: Pose) -> float:
    """How far the hand has turned about its own z (radians, -pi to pi), whatever else it did."""
    _, _, z, w = quat_multiply(quat_inverse(before.rotation), after.rotation)
    return math.remainder(2.0 * math.atan2(z, w), 2.0 * math.pi)
