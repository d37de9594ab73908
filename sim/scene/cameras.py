"""The smooth way from one view of the wound to the next."""

from __future__ import annotations

from panda3d.core import NodePath

from ..core.pose import Pose, Vec3, interpolate
from ..core.views import VIEW_NAMES, View, views
from .poses import place

__all__ = ["TRAVEL_S", "VIEW_NAMES", "Cameras", "View", "views"]

TRAVEL_S = 0.7
"""How long the camera takes from one view to the next (ours)."""


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
