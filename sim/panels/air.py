"""Where panels hang in the air: a fan that stands behind the wound, and what is chosen from within reach beside it.

A panel's frame has its origin in the middle, x to the reader's right, z up in its plane and y away from the reader.
Directions are angles from the line of sight to the wound. Every panel faces the eyes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from ..core.pose import Pose, Vec3, add, cross, quat_from_axes, scale, subtract
from .lessons import EYES_M

DESIGN_DMM = 1.55
"""How long a design pixel looks: it makes the smallest type, 13 of them, the smallest that may be (`readable`)."""

FAR_M = 1.0
"""From the eyes to what is only read: beyond the hands, so that they are seen before it."""
NEAR_M = 0.6
"""From the eyes to what is poked: within the reach of a bent arm."""

CLOSEST_M = 0.45
"""Eyes that are nearer to the wound than this lean over it; panels are not placed for them."""


class Stand(StrEnum):
    """Which part of what a sheet shows stands still when it grows."""

    BOTTOM = "bottom"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One panel: the size of what can be drawn on it in design pixels, and where it hangs."""

    name: str
    width: float
    height: float
    distance_m: float
    aside_rad: float
    """Its middle, to the right of the wound positive."""
    above_rad: float
    """The part that stands still, above the wound."""
    stand: Stand
    touchable: bool = False

    @property
    def pixel_m(self) -> float:
        """Length of a design pixel in metres."""
        return DESIGN_DMM * self.distance_m / 1000.0

    @property
    def size_m(self) -> tuple[float, float]:
        """Width and height in metres."""
        return self.width * self.pixel_m, self.height * self.pixel_m

    def pose(self, eyes: Vec3, wound: Vec3) -> Pose:
        """world_from_panel for a surgeon whose eyes are there."""
        sight = subtract(wound, eyes)
        ahead = math.atan2(sight[0], sight[1]) + self.aside_rad
        up = math.atan2(sight[2], math.hypot(sight[0], sight[1])) + self.above_rad
        if self.stand is Stand.BOTTOM:
            up += math.atan2(self.size_m[1] / 2.0, self.distance_m)
        away = (math.sin(ahead) * math.cos(up), math.cos(ahead) * math.cos(up), math.sin(up))
        right = (math.cos(ahead), -math.sin(ahead), 0.0)
        return Pose(add(eyes, scale(away, self.distance_m)), quat_from_axes(right, cross(right, away)))


def _deg(degrees: float) -> float:
    return math.radians(degrees)


STEP = Sheet("step", 380.0, 520.0, FAR_M, _deg(-28.5), _deg(12.0), Stand.BOTTOM)
GAUGES = Sheet("gauges", 312.0, 520.0, FAR_M, _deg(25.5), _deg(12.0), Stand.BOTTOM)
NOTES = Sheet("notes", 276.0, 330.0, FAR_M, _deg(0.0), _deg(15.0), Stand.BOTTOM)
TOOLS = Sheet("tools", 210.0, 240.0, NEAR_M, _deg(-65.0), _deg(24.0), Stand.MIDDLE, touchable=True)
DIALOG = Sheet("dialog", 420.0, 520.0, NEAR_M, _deg(-33.0), _deg(2.0), Stand.BOTTOM, touchable=True)
DEBRIEF = Sheet("debrief", 680.0, 520.0, NEAR_M, _deg(0.0), _deg(28.0), Stand.MIDDLE, touchable=True)
SHEETS: tuple[Sheet, ...] = (STEP, GAUGES, NOTES, TOOLS, DIALOG, DEBRIEF)
"""All of them; later ones lie nearer."""


def standing_eyes(eyes: Vec3, wound: Vec3, before: Vec3 = EYES_M) -> Vec3:
    """The eyes for which panels are placed: those given, or those of before while they lean over the wound."""
    sight = subtract(wound, eyes)
    upright = math.hypot(sight[0], sight[1]) >= CLOSEST_M and sight[2] < 0.0
    return eyes if upright else before
