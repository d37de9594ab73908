"""The surgical plan: where every planned hole, clamp, sleeve and plate goes, read from the intact bone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..core import model
from ..core.pose import (
    Pose,
    Vec3,
    add,
    cross,
    dot,
    norm,
    quat_from_axes,
    scale,
    subtract,
    unit,
)
from ..tissue.anatomy import fracture_normal
from ..tissue.axis import AxisProfile, profile
from ..tissue.bone import Bone

SIGHT_M = 0.06
"""How far outside the shaft's axis a line of sight begins."""


@dataclass(frozen=True, slots=True)
class PlannedAxis:
    """A planned hole in the bone frame."""

    id: str
    entry_m: Vec3
    direction: Vec3
    """Unit vector into the bone."""
    through_m: float
    """From the near to the far surface."""
    wall_m: float = 0.0
    """Thickness of the near cortex."""
    far_inner_m: float = 0.0
    """From the near surface to the far cortex's inner wall."""


def radial(azimuth_rad: float) -> Vec3:
    """Unit vector out of the shaft at an azimuth."""
    return (0.0, math.sin(azimuth_rad), math.cos(azimuth_rad))


class Plan:
    """Planned places in the bone frame of a reduced fracture."""

    def __init__(self, scenario: model.Scenario, bone: Bone) -> None:
        self._scenario = scenario
        self._bone = bone
        self.axes = {t.id: self._axis(t) for t in scenario.targets if isinstance(t, model.AxisTarget)}
        for target in scenario.targets:
            if isinstance(target, model.PlateHoleTarget):
                self.axes[target.id] = self._plate_axis(target)

    def line(self, point: Vec3, direction: Vec3) -> AxisProfile | None:
        """What lies along a line of the intact bone that starts `SIGHT_M` before ``point``."""
        start = subtract(point, scale(direction, SIGHT_M))
        return profile(self._bone, np.array(start), np.array(direction), 2.0 * SIGHT_M)

    def planned(self, name: str, point: Vec3, direction: Vec3) -> PlannedAxis:
        """The hole along a line through ``point``."""
        lines = self.line(point, direction)
        if lines is None:
            return PlannedAxis(name, point, direction, 0.0)
        entry = add(point, scale(direction, lines.near_m - SIGHT_M))
        return PlannedAxis(
            name,
            entry,
            direction,
            lines.far_m - lines.near_m,
            lines.near_inner_m - lines.near_m,
            lines.far_inner_m - lines.near_m,
        )

    def surface(self, at: model.Landmark) -> Vec3:
        """The point of the bone's surface at a landmark."""
        inward = scale(radial(at.azimuth_rad), -1.0)
        return self.planned("", (at.along_m, 0.0, 0.0), inward).entry_m

    def _axis(self, target: model.AxisTarget) -> PlannedAxis:
        if target.direction is model.Direction.FRACTURE_NORMAL:
            normal = fracture_normal(self._scenario.patient.fracture)
            inward = scale(normal, -1.0 if dot(normal, radial(target.at.azimuth_rad)) > 0.0 else 1.0)
            return self.planned(target.id, (0.0, 0.0, 0.0), inward)
        inward = scale(radial(target.at.azimuth_rad), -1.0)
        return self.planned(target.id, (target.at.along_m, 0.0, 0.0), inward)

    def _plate_axis(self, target: model.PlateHoleTarget) -> PlannedAxis:
        place = self._place_task(target.plate)
        if place is None:
            return PlannedAxis(target.id, (0.0, 0.0, 0.0), (0.0, 0.0, -1.0), 0.0)
        return self.through_plate(target, self.plate_pose(place.at))

    def through_plate(self, target: model.PlateHoleTarget, bone_from_plate: Pose) -> PlannedAxis:
        """The hole square through a plate's hole where the plate lies."""
        shape = self._scenario.instrument(target.plate).plate
        along = shape.hole_along_m[target.hole] if shape else 0.0
        inward = scale(bone_from_plate.turn((0.0, 0.0, 1.0)), -1.0)
        return self.planned(target.id, bone_from_plate.apply((along, 0.0, 0.0)), inward)

    def _place_task(self, plate: str) -> model.PlaceTask | None:
        for step in self._scenario.steps:
            if isinstance(step.task, model.PlaceTask) and step.task.plate == plate:
                return step.task
        return None

    def plate_pose(self, at: model.Landmark) -> Pose:
        """bone_from_plate with the plate lying on the bone at a landmark."""
        outward = radial(at.azimuth_rad)
        return Pose(self.surface(at), quat_from_axes((1.0, 0.0, 0.0), outward))

    def clamp_pose(self, fixed: model.Landmark, moving: model.Landmark) -> Pose:
        """bone_from_clamp with its jaws at two landmarks, its handle up and to the surgeon."""
        return _clamp_between(self.surface(fixed), self.surface(moving))

    def plate_clamp_pose(self, task: model.PlaceTask) -> Pose:
        """bone_from_clamp across plate and bone, between two holes away from those that will be drilled."""
        shape = self._scenario.instrument(task.plate).plate
        holes = shape.hole_along_m if shape else (0.0,)
        planned = [axis.entry_m[0] - task.at.along_m for axis in self.axes.values()]
        between = [(a + b) / 2.0 for a, b in pairwise(holes)] or [0.0]
        free = max(between, key=lambda x: min((abs(x - p) for p in planned), default=1.0))
        at = model.Landmark(task.at.along_m + free, task.at.azimuth_rad)
        below = self.planned("", (at.along_m, 0.0, 0.0), scale(radial(at.azimuth_rad), -1.0))
        top = add(below.entry_m, scale(radial(at.azimuth_rad), shape.thickness_m if shape else 0.0))
        return _clamp_between(top, add(below.entry_m, scale(below.direction, below.through_m)))


def _clamp_between(fixed: Vec3, moving: Vec3) -> Pose:
    line = unit(subtract(moving, fixed))
    middle = scale(add(fixed, moving), 0.5)
    to_surgeon = (0.0, -1.0, 0.5)
    handle = subtract(to_surgeon, scale(line, dot(to_surgeon, line)))
    return Pose(middle, quat_from_axes(line, handle))


def tool_pose(entry_m: Vec3, direction: Vec3, depth_m: float = 0.0, side: Vec3 = (1.0, 0.0, 0.0)) -> Pose:
    """A tool's pose with its tip ``depth_m`` past an entry, its x axis as near ``side`` as it can be."""
    back = scale(direction, -1.0)
    if norm(cross(back, side)) < 1e-6:
        side = (0.0, 1.0, 0.0)
    return Pose(add(entry_m, scale(direction, depth_m)), quat_from_axes(side, back))
