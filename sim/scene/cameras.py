"""Where the wound can be looked at from, and the smooth way from one place to the next."""

from __future__ import annotations

from dataclasses import dataclass

from panda3d.core import NodePath

from assets.room.layout import TRAY_CENTRE

from ..core.pose import UP, Pose, Vec3, add, interpolate, quat_from_axes, subtract, unit
from ..core.pose import cross as cross_product
from .poses import place

TRAVEL_S = 0.7
"""How long the camera takes from one view to the next (ours)."""


@dataclass(frozen=True, slots=True)
class View:
    """An eye and what it looks at, in room coordinates; ``up`` is roughly upwards in the picture."""

    eye: Vec3
    middle: Vec3
    up: Vec3 = UP

    @property
    def pose(self) -> Pose:
        """world_from_camera: +y into the picture, +z up in it."""
        forward = unit(subtract(self.middle, self.eye))
        right = unit(cross_product(forward, self.up))
        return Pose(self.eye, quat_from_axes(right, cross_product(right, forward)))


def views(world_from_bone: Pose) -> dict[str, View]:
    """Every view by name, in the order in which `Cameras.next` walks through them."""
    wound = world_from_bone.position
    along = world_from_bone.turn((1.0, 0.0, 0.0))
    across = world_from_bone.turn((0.0, 1.0, 0.0))
    out = world_from_bone.turn(UP)
    return {
        "surgeon": View(add(wound, (0.15, -0.80, 0.63)), add(wound, (0.15, -0.06, 0.02))),
        "close": View(add(wound, (0.0, -0.15, 0.19)), wound),
        "bone_side": View(_point(wound, across, 0.42, out, 0.07), wound, out),
        "bone_end": View(_point(wound, along, -0.40, out, 0.11), wound, out),
        "tray": View(add(TRAY_CENTRE, (-0.02, -0.34, 0.56)), TRAY_CENTRE),
        "assistant": View(add(wound, (0.0, 0.56, 0.46)), wound),
        "overview": View(add(wound, (0.25, -2.26, 0.94)), add(wound, (0.095, 0.1, 0.188))),
    }


def _point(start: Vec3, first: Vec3, first_m: float, second: Vec3, second_m: float) -> Vec3:
    offset = tuple(a * first_m + b * second_m for a, b in zip(first, second, strict=True))
    return add(start, (offset[0], offset[1], offset[2]))


VIEW_NAMES: tuple[str, ...] = tuple(views(Pose()))
"""Names of the views, in the order of `Cameras.next`."""


class Cameras:
    """Moves the camera between the views."""

    def __init__(self, camera: NodePath, world_from_bone: Pose) -> None:
        self._camera = camera
        self._poses = {name: view.pose for name, view in views(world_from_bone).items()}
        self.name = VIEW_NAMES[0]
        self._from = self._to = self._now = self._poses[self.name]
        self._share = 1.0
        place(camera, self._now)

    @property
    def eye(self) -> Vec3:
        """Where the camera is now, in room coordinates."""
        return self._now.position

    def go(self, name: str) -> None:
        """Start towards a view; KeyError when there is none of that name."""
        self._to = self._poses[name]
        self._from = self._now
        self._share = 0.0
        self.name = name

    def next(self) -> str:
        """Start towards the next view and name it."""
        index = VIEW_NAMES.index(self.name)
        self.go(VIEW_NAMES[(index + 1) % len(VIEW_NAMES)])
        return self.name

    def jump(self, name: str) -> None:
        """Be at a view at once."""
        self.go(name)
        self.advance(TRAVEL_S)

    def advance(self, seconds: float) -> None:
        """Move on for as long as a frame lasted."""
        if self._share >= 1.0:
            return
        self._share = min(1.0, self._share + seconds / TRAVEL_S)
        eased = self._share * self._share * (3.0 - 2.0 * self._share)
        self._now = interpolate(self._from, self._to, eased)
        place(self._camera, self._now)
