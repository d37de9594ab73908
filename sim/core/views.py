"""Where the wound can be looked at from, and where the surgeon stands. Room coordinates, metres."""

from __future__ import annotations

from dataclasses import dataclass

from .pose import UP, Pose, Vec3, add, cross, quat_from_axes, subtract, unit

TRAY_MIDDLE: Vec3 = (0.42, -0.27, 0.95)
"""Middle of the tray's inner floor; `assets.room.layout` says the same, and a test holds the two together."""
STANDING_PLACE: Vec3 = (0.05, -0.62, 0.0)
"""On the floor below the surgeon's head: wound and tray are both within an arm's reach."""
STANDING_EYES_M = 1.60
"""Height of a standing surgeon's eyes for which the table is set."""
OWN_VIEW = "surgeon"
"""What the surgeon sees from their own place."""


@dataclass(frozen=True, slots=True)
class View:
    """An eye and what it looks at; ``up`` is roughly upwards in the picture."""

    eye: Vec3
    middle: Vec3
    up: Vec3 = UP

    @property
    def pose(self) -> Pose:
        """world_from_camera: +y into the picture, +z up in it."""
        forward = unit(subtract(self.middle, self.eye))
        right = unit(cross(forward, self.up))
        return Pose(self.eye, quat_from_axes(right, cross(right, forward)))


def views(world_from_bone: Pose) -> dict[str, View]:
    """Every view by name, in the order in which a desk walks through them."""
    wound = world_from_bone.position
    along = world_from_bone.turn((1.0, 0.0, 0.0))
    across = world_from_bone.turn((0.0, 1.0, 0.0))
    out = world_from_bone.turn(UP)
    return {
        OWN_VIEW: View(add(wound, (0.15, -0.80, 0.63)), add(wound, (0.15, -0.06, 0.02))),
        "close": View(add(wound, (0.0, -0.15, 0.19)), wound),
        "bone_side": View(_point(wound, across, 0.42, out, 0.07), wound, out),
        "bone_end": View(_point(wound, along, -0.40, out, 0.11), wound, out),
        "tray": View(add(TRAY_MIDDLE, (-0.02, -0.34, 0.56)), TRAY_MIDDLE),
        "assistant": View(add(wound, (0.0, 0.56, 0.46)), wound),
        "overview": View(add(wound, (0.25, -2.26, 0.94)), add(wound, (0.095, 0.1, 0.188))),
    }


def _point(start: Vec3, first: Vec3, first_m: float, second: Vec3, second_m: float) -> Vec3:
    offset = tuple(a * first_m + b * second_m for a, b in zip(first, second, strict=True))
    return add(start, (offset[0], offset[1], offset[2]))


VIEW_NAMES: tuple[str, ...] = tuple(views(Pose()))
"""Names of the views, in the order in which a desk walks through them."""
