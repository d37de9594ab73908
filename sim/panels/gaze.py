"""Where the person's eyes are, and whether they look at the wound."""

from __future__ import annotations

import math

from ..core.pose import Pose, Vec3, subtract
from .air import standing_eyes
from .deeds import Deed
from .lessons import EYES_M

ASIDE_RAD = math.radians(25.0)
"""A head that is turned so far from the wound looks aside: the tray is half a right angle to the right of it."""
AHEAD_RAD = math.radians(12.0)
DOWN_RAD = math.radians(15.0)
"""Least pitch of a head whose eyes look at the wound, 43 degrees below them."""


class Gaze:
    """Follows a head."""

    def __init__(self, wound: Vec3) -> None:
        self.wound = wound
        self.eyes: Vec3 = EYES_M
        """Of a surgeon who stands upright, as they were last."""
        self.known = False
        self._deed: Deed | None = None

    def follow(self, world_from_head: Pose) -> Deed | None:
        """Take over where the head is; what the person has just begun to look at."""
        self.known = True
        self.eyes = standing_eyes(world_from_head.position, self.wound, self.eyes)
        before, self._deed = self._deed, self._look(world_from_head)
        return self._deed if self._deed is not before else None

    def _look(self, world_from_head: Pose) -> Deed | None:
        sight = subtract(self.wound, world_from_head.position)
        ahead = world_from_head.turn((0.0, 1.0, 0.0))
        aside = abs(_wrapped(math.atan2(ahead[0], ahead[1]) - math.atan2(sight[0], sight[1])))
        if aside > ASIDE_RAD:
            return Deed.LOOKED_ASIDE
        down = -math.asin(max(-1.0, min(1.0, ahead[2])))
        return Deed.LOOKED_AT_WOUND if aside < AHEAD_RAD and down > DOWN_RAD else None


def _wrapped(angle_rad: float) -> float:
    return math.atan2(math.sin(angle_rad), math.cos(angle_rad))
