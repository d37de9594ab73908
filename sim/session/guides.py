"""Bores that guide what runs in them: a sleeve's, and the holes of a plate that is fixed to the bone."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..core.model import InstrumentKind
from ..core.pose import Vec3, angle_between, norm
from .tool import Tool

Floats = NDArray[np.float64]

GUIDE_LEAN_RAD = math.radians(20.0)
"""More than this and a tool does not find its way into a bore."""
GUIDE_STIFFNESS_N_M = 4.0e4
GUIDE_DAMPING_N_S_M = 400.0
GUIDE_FORCE_LIMIT_N = 80.0


def moment(arm: Floats, force: Floats) -> Floats:
    """Vector product of two (3,) arrays; numpy's own takes ten times as long for one pair."""
    (a, b, c), (x, y, z) = arm.tolist(), force.tolist()
    return np.array((b * z - c * y, c * x - a * z, a * y - b * x))


def guide_rows(tool: Tool, guide: Tool, tip: Floats, axis: Floats, centre: Floats) -> tuple[Floats, Floats]:
    """Rows and bias that keep a tool's axis within a bore: two directions at each end of it."""
    bore = guide_bore(tool, guide)
    rows, bias = [], []
    for end in bore.ends:
        along = float((end - tip) @ axis)
        point = tip + axis * along
        off = point - end
        off = off - axis * float(off @ axis)
        size = float(np.linalg.norm(off))
        beyond = max(0.0, size - bore.play_m)
        pull = min(GUIDE_FORCE_LIMIT_N, GUIDE_STIFFNESS_N_M * beyond)
        for direction in _across(axis):
            rows.append(np.concatenate((direction, moment(point - centre, direction))))
            bias.append(-pull * float(off @ direction) / size if size > 1e-9 else 0.0)
    return np.array(rows), np.array(bias)


def _across(axis: Floats) -> tuple[Floats, Floats]:
    helper = np.array((1.0, 0.0, 0.0)) if abs(axis[0]) < 0.9 else np.array((0.0, 1.0, 0.0))
    first = moment(axis, helper)
    first /= np.linalg.norm(first)
    return first, moment(axis, first)


class _Bore:
    __slots__ = ("ends", "play_m")

    def __init__(self, ends: tuple[Floats, ...], play_m: float) -> None:
        self.ends = ends
        self.play_m = play_m


def guide_bore(tool: Tool, guide: Tool) -> _Bore:
    """The hole of a sleeve, or the hole of a plate nearest the tool, in world coordinates."""
    width = tool.width_m
    if guide.spec.kind is InstrumentKind.PLATE and guide.spec.plate is not None:
        plate = guide.spec.plate
        x = nearest_plate_hole_m(tool, guide)
        ends = tuple(np.array(guide.pose.apply((x, 0.0, z))) for z in (0.0, plate.thickness_m))
        return _Bore(ends, max(0.0, (plate.hole_diameter_m - width) / 2.0))
    ends = tuple(np.array(guide.pose.apply((0.0, 0.0, z))) for z in (0.002, guide.spec.length_m))
    return _Bore(ends, max(0.00005, (guide.spec.inner_diameter_m - width) / 2.0))


def nearest_plate_hole_m(tool: Tool, guide: Tool) -> float:
    """Place along a plate of its hole nearest the tool's tip."""
    if guide.spec.plate is None:
        raise ValueError(f"{guide.spec.id} is no plate")
    x = guide.pose.inverse().apply(tool.working_pose.position)[0]
    return min(guide.spec.plate.hole_along_m, key=lambda hole: abs(hole - x))


def guide_of(tool: Tool, tools: dict[str, Tool]) -> str | None:
    """The sleeve or plate whose hole a bit or a screw runs in."""
    for other in tools.values():
        if other is not tool and _can_guide(other, tool) and _in_bore(tool, other):
            return other.spec.id
    return None


def _can_guide(other: Tool, tool: Tool) -> bool:
    if other.spec.kind is InstrumentKind.SLEEVE:
        return (other.held or other.attached) and other.spec.inner_diameter_m >= tool.width_m - 1e-6
    return other.spec.kind is InstrumentKind.PLATE and other.attached


def _in_bore(tool: Tool, guide: Tool) -> bool:
    if angle_between(tool.axis, guide.axis) > GUIDE_LEAN_RAD:
        return False
    local = guide.pose.inverse() @ tool.working_pose
    tip, axis = local.position, local.turn((0.0, 0.0, 1.0))
    if guide.spec.plate is not None:
        shape = guide.spec.plate
        hole = min(shape.hole_along_m, key=lambda x: abs(x - tip[0]))
        aside = _aside((tip[0] - hole, tip[1], tip[2]), axis, shape.thickness_m)
        return tip[2] < shape.thickness_m + 0.0005 and aside < shape.hole_diameter_m / 2.0
    aside = _aside(tip, axis, guide.spec.length_m)
    return tip[2] < guide.spec.length_m + 0.001 and aside < guide.spec.inner_diameter_m / 2.0 + 0.0015


def _aside(tip: Vec3, axis: Vec3, height: float) -> float:
    """How far a tool's line passes from a bore's middle at the bore's upper end (bore frame)."""
    along = (height - tip[2]) / axis[2] if abs(axis[2]) > 1e-6 else 0.0
    return norm((tip[0] + along * axis[0], tip[1] + along * axis[1], 0.0))
