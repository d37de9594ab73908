"""Where those in the room look from: over the surgeon's shoulder, calmer than the surgeon's own head."""

from __future__ import annotations

import math

from ..core.pose import UP, Pose, Vec3, add, cross, quat_from_axes, scale, subtract, unit

CALM_S = 0.5
"""In so long the view has gone most of the way (63 %) to where the head is."""
GAZE_M = 0.80
"""How far ahead of the eyes the surgeon's work is taken to be: standing at the table, about where the hands are."""
BESIDE_M, BEHIND_M, ABOVE_M = 0.36, 0.30, 0.14
"""From the eyes to the place that is looked from (ours): hands and wound are seen, and no head is in the way."""
LEAST_M = 0.05
"""A gaze that goes ahead less than this says nothing about where the person faces."""


class Spectator:
    """A level view that follows a head softly."""

    def __init__(self) -> None:
        self._head: Vec3 | None = None
        self._gaze: Vec3 = (0.0, 0.0, 0.0)
        self._ahead: Vec3 = (0.0, 1.0, 0.0)

    def follow(self, head: Pose, seconds: float) -> Pose:
        """world_from_camera some time later, with a head at world_from_head now: +y into the picture, +z up in it."""
        gaze = head.apply((0.0, GAZE_M, 0.0))
        share = 1.0 if self._head is None else 1.0 - math.exp(-max(0.0, seconds) / CALM_S)
        self._gaze = gaze if self._head is None else _towards(self._gaze, gaze, share)
        self._head = head.position if self._head is None else _towards(self._head, head.position, share)
        return self._pose(self._head)

    def _pose(self, head: Vec3) -> Pose:
        level = subtract(self._gaze, head)
        level = (level[0], level[1], 0.0)
        if math.hypot(level[0], level[1]) > LEAST_M:
            self._ahead = unit(level)
        beside = cross(self._ahead, UP)
        eye = add(head, add(scale(beside, BESIDE_M), add(scale(self._ahead, -BEHIND_M), scale(UP, ABOVE_M))))
        forward = unit(subtract(self._gaze, eye))
        right = unit(cross(forward, UP))
        return Pose(eye, quat_from_axes(right, cross(right, forward)))


def _towards(a: Vec3, b: Vec3, share: float) -> Vec3:
    return add(a, scale(subtract(b, a), share))
