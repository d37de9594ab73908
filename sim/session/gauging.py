"""The depth gauge: its hook catches the far side of the hole that was drilled, its sleeve rests on the near side."""

from __future__ import annotations

import math

import numpy as np

from ..core.events import EventKind
from ..core.measurements import DepthReading
from ..core.pose import Pose
from ..tissue.axis import STEP_M, sample
from .plan import tool_pose
from .stage import Stage
from .tool import Tool

HOOK_M = 0.0022
"""How far the hook reaches to the side of the gauge's axis."""
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
    """Depth along the hook's line, which runs beside the gauge's axis through bone that the drill has left.

    Going up from the tip, the first bone met is what the hook catches; the last is where the sliding sleeve rests.
    """
    hook = (HOOK_M * math.cos(turned_rad), HOOK_M * math.sin(turned_rad), 0.0)
    start = bone_from_gauge.apply(hook)
    up = bone_from_gauge.turn((0.0, 0.0, 1.0))
    samples = sample(stage.bone, np.array(start), np.array(up), RANGE_M, intact=False)
    bone = np.flatnonzero((samples[:, 0] > 0.5) & (samples[:, 1] > 0.6))
    if bone.size == 0 or bone[0] < 2:
        return None
    return float(bone[-1] - bone[0]) * STEP_M
