"""The depth gauge: its hook catches the far side of the hole that was drilled, its sleeve rests on the near side."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..core.events import EventKind
from ..core.measurements import DepthReading
from ..core.pose import Pose
from ..tissue.axis import STEP_M, sample
from .plan import tool_pose
from .stage import Stage
from .tool import Tool

HOOK_M = 0.0022
"""How far the hook reaches to the side of the gauge's axis."""
REST_M = 0.0029
"""Radius of the sliding sleeve's end."""
RANGE_M = 0.07
PAST_M = 0.004
"""How far a gauge is pushed past the far cortex before its hook is set."""
AROUND = 8


def read(stage: Stage, gauge: Tool, trigger: float, target: str | None) -> DepthReading | None:
    """Set the hook while the trigger is pulled; the reading when it catches."""
    if trigger < 0.5:
        gauge.hook = False
        gauge.trigger_free = True
        return None
    if gauge.hook or not gauge.trigger_free:
        return None
    depth = hooked_depth_m(stage, gauge)
    if depth is None:
        return None
    thickness = stage.plate_thickness_m(target) if target else 0.0
    gauge.hook = True
    gauge.reading_m = round((depth + thickness) * 2000.0) / 2000.0
    stage.tell(EventKind.MEASURED, gauge.spec.id, target or "", gauge.reading_m)
    return DepthReading(target or "", gauge.spec.id, gauge.reading_m)


def hooked_depth_m(stage: Stage, gauge: Tool) -> float | None:
    """From where the hook catches up to the near surface, along the gauge; None when it catches nothing."""
    local = stage.world_from_bone.inverse() @ gauge.pose
    return _depth_beside(stage, local, 0.0)


def hole_length_m(stage: Stage, target: str) -> float:
    """What gauges would read on the average, hooked all around the hole at a target, its plate included."""
    axis = stage.drilled_axis(target)
    through = tool_pose(axis.entry_m, axis.direction, axis.through_m + PAST_M)
    around = [_depth_beside(stage, through, 2.0 * math.pi * k / AROUND) for k in range(AROUND)]
    found = [depth for depth in around if depth is not None]
    length = sum(found) / len(found) if found else axis.through_m
    return length + stage.plate_thickness_m(target)


def _depth_beside(stage: Stage, bone_from_gauge: Pose, turned_rad: float) -> float | None:
    """From the bone that the hook meets on its way up to where the sliding sleeve rests, on the same side.

    The sleeve is wider than the hook: it rests on the rim of a countersunk hole, not in it.
    """
    hooked = _bone_along(stage, bone_from_gauge, turned_rad, HOOK_M)
    resting = _bone_along(stage, bone_from_gauge, turned_rad, REST_M)
    if hooked.size == 0 or hooked[0] < 2 or resting.size == 0:
        return None
    return float(resting[-1] - hooked[0]) * STEP_M


def _bone_along(stage: Stage, bone_from_gauge: Pose, turned_rad: float, aside_m: float) -> NDArray[np.intp]:
    """Steps of `STEP_M` up from the tip at which there is bone, on a line beside the gauge's axis."""
    beside = (aside_m * math.cos(turned_rad), aside_m * math.sin(turned_rad), 0.0)
    up = bone_from_gauge.turn((0.0, 0.0, 1.0))
    samples = sample(stage.bone, np.array(bone_from_gauge.apply(beside)), np.array(up), RANGE_M, intact=False)
    return np.flatnonzero((samples[:, 0] > 0.5) & (samples[:, 1] > 0.6))
