"""Clamps: their jaws close until something is between them, then squeeze, then the ratchet locks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..core.events import EventKind
from ..core.model import InstrumentKind
from ..core.pose import Pose, Vec3, dot, norm, scale, subtract, unit
from ..tissue.axis import profile
from .stage import Stage, plates
from .tool import Tool
from .world import Hold

LOCK_FRAMES = 22
"""A full squeeze for a quarter of a second locks the ratchet; one more on a locked clamp opens it."""
FULL_TRIGGER = 0.93
OFF_CENTRE_M = 0.012
"""The jaws must be open around the bone: its middle along their line this near to the clamp's."""


@dataclass(frozen=True, slots=True)
class Bite:
    """What lies between a clamp's jaws."""

    opening_m: float
    """Distance of the tips when they touch on both sides."""
    plate: Tool | None
    across: bool
    """Whether its ends lie on different fragments."""
    line: Vec3
    """Direction of the jaws in the bone frame."""
    middle: Vec3
    """Middle of the jaws in the bone frame."""


def bite_of(stage: Stage, clamp: Tool) -> Bite | None:
    """What a clamp would close on where it is; None when nothing is between its jaws."""
    local = stage.world_from_bone.inverse() @ clamp.pose
    line = unit(local.turn((1.0, 0.0, 0.0)))
    half = clamp.spec.jaw_m / 2.0 + 0.004
    start = subtract(local.position, scale(line, half))
    lines = profile(stage.bone, np.array(start), np.array(line), 2.0 * half)
    if lines is None or lines.near_m < 0.002 or lines.far_m > 2.0 * half - 0.002:
        return None
    middle = (lines.near_m + lines.far_m) / 2.0 - half
    if abs(middle) > OFF_CENTRE_M:
        return None
    ends = [_fragment_at(stage, start, line, at) for at in (lines.near_m + 0.001, lines.far_m - 0.001)]
    plate = _plate_between(stage, clamp)
    thickness = plate.spec.plate.thickness_m if plate and plate.spec.plate else 0.0
    centre = subtract(local.position, scale(line, -middle))
    return Bite(lines.far_m - lines.near_m + thickness, plate, ends[0] != ends[1], line, centre)


def _fragment_at(stage: Stage, start: Vec3, line: Vec3, at_m: float) -> int:
    point = tuple(s + at_m * d for s, d in zip(start, line, strict=True))
    index = np.clip(
        np.rint((np.array(point) - stage.bone.origin_m) / stage.bone.voxel_m).astype(int),
        0,
        np.array(stage.bone.shape) - 1,
    )
    return int(stage.bone.fragment[tuple(index)])


def _plate_between(stage: Stage, clamp: Tool) -> Tool | None:
    """A plate that the jaws' line goes through near the bone."""
    for plate in plates(stage):
        shape = plate.spec.plate
        if shape is None or plate.attached:
            continue
        local: Pose = plate.pose.inverse() @ clamp.pose
        line = local.turn((1.0, 0.0, 0.0))
        if abs(line[2]) < 0.5:
            continue
        along = -local.position[2] / line[2]
        x, y = (local.position[i] + along * line[i] for i in (0, 1))
        _, y_m, z_m = stage.world_from_bone.inverse().apply(plate.pose.position)
        near = math.hypot(y_m, z_m) < 0.03
        if near and abs(x) < shape.length_m / 2.0 and abs(y) < shape.width_m / 2.0 + 0.004:
            return plate
    return None


def close(stage: Stage, clamp: Tool, trigger: float) -> None:
    """Close a held clamp by its trigger for one control frame."""
    if trigger < 0.1:
        clamp.trigger_free = True
        clamp.squeezed_frames = 0
    if clamp.closed:
        _unlock(stage, clamp, trigger)
        return
    wanted = clamp.spec.jaw_m * (1.0 - trigger)
    bite = bite_of(stage, clamp)
    if bite is None:
        clamp.jaw_m, clamp.squeeze = wanted, 0.0
        return
    clamp.jaw_m = max(wanted, bite.opening_m)
    touch = 1.0 - bite.opening_m / clamp.spec.jaw_m
    clamp.squeeze = max(0.0, (trigger - touch) / max(1e-6, FULL_TRIGGER - touch))
    if clamp.squeeze > 0.0 and clamp.trigger_free and bite.across and not stage.fragments.bound_by:
        stage.fragments.squeeze(bite.line, bite.middle, min(1.0, clamp.squeeze))
    clamp.squeezed_frames = clamp.squeezed_frames + 1 if trigger >= FULL_TRIGGER and clamp.trigger_free else 0
    if clamp.squeezed_frames >= LOCK_FRAMES:
        _lock(stage, clamp, bite)


def _lock(stage: Stage, clamp: Tool, bite: Bite) -> None:
    clamp.closed = True
    clamp.trigger_free = False
    clamp.squeezed_frames = 0
    if bite.across:
        stage.fragments.bind(clamp.spec.id)
    if bite.plate is not None:
        _fix_plate(stage, bite.plate)
    stage.tell(EventKind.CLAMPED, clamp.spec.id, bite.plate.spec.id if bite.plate else "")


def _fix_plate(stage: Stage, plate: Tool) -> None:
    plate.attached = True
    stage.carry(plate, Hold.FIXED)
    stage.tell(EventKind.PLATE_PLACED, plate.spec.id)


def _unlock(stage: Stage, clamp: Tool, trigger: float) -> None:
    held_full = trigger >= FULL_TRIGGER and clamp.trigger_free
    clamp.squeezed_frames = clamp.squeezed_frames + 1 if held_full else 0
    if clamp.squeezed_frames < LOCK_FRAMES:
        return
    clamp.closed = False
    clamp.trigger_free = False
    clamp.squeezed_frames = 0
    clamp.jaw_m = clamp.spec.jaw_m
    stage.fragments.unbind(clamp.spec.id)
    free_plates(stage)
    stage.tell(EventKind.UNCLAMPED, clamp.spec.id)


def free_plates(stage: Stage) -> None:
    """Let plates fall that neither a clamp nor a screw holds any more."""
    clamps = [t for t in stage.tools.values() if t.spec.kind is InstrumentKind.CLAMP and t.closed]
    for plate in plates(stage):
        if not plate.attached or held_by_screw(stage, plate):
            continue
        if any(
            abs(dot(clamp.pose.turn((1.0, 0.0, 0.0)), plate.pose.turn((0.0, 0.0, 1.0)))) > 0.5
            and norm(subtract(clamp.pose.position, plate.pose.position)) < 0.06
            for clamp in clamps
        ):
            continue
        plate.attached = False
        stage.carry(plate, Hold.LOOSE)


def held_by_screw(stage: Stage, plate: Tool) -> bool:
    """Whether a seated screw goes through a plate."""
    names = {t.id for t in stage.scenario.targets if getattr(t, "plate", None) == plate.spec.id}
    return any(screw.target in names and screw.seated and not screw.stripped for screw in stage.screws)
