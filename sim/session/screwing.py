"""Screws on their way: from the rack to the driver, into the bone, off the driver."""

from __future__ import annotations

import math

import numpy as np

from ..core.events import EventKind
from ..core.measurements import ScrewResult
from ..core.model import PlateHoleTarget
from ..core.pose import Pose, Vec3, angle_between, distance, dot, scale, subtract
from ..tissue.axis import AxisProfile
from ..tissue.contact import feel
from ..tissue.thread import LEVEL_M, Engagement, engagement
from .goals import head_pose
from .handling import Handling
from .plan import SIGHT_M
from .stage import Stage
from .tool import Screw, Tool
from .turning import HOLDS_M
from .world import Hold

PICK_M = 0.004
PICK_RAD = math.radians(30.0)
LEAVE_M = 0.02
PULL_OFF_N = 6.0
"""A self-holding driver lets go of an engaged screw at this pull (ours)."""
HEAD_SINKS_SHARE = 0.05
"""A head is widest at the screw's nominal length, and sits almost flush with the plate's top."""
AWAY_FROM_RACK_M = 0.05
RIM_M = 0.0004
"""A head bears a little inside its widest ring."""


def take_from_rack(stage: Stage, driver: Tool) -> None:
    """An empty driver pressed into a screw's head lifts it out of the rack."""
    family_id = driver.spec.screw_family
    if driver.screw is not None or family_id is None:
        return
    family = stage.scenario.family(family_id)
    nearest = min(
        family.lengths_m, key=lambda length: distance(head_pose(family, length).position, driver.pose.position)
    )
    head = head_pose(family, nearest)
    lean = angle_between(head.turn((0.0, 0.0, 1.0)), driver.pose.turn((0.0, 0.0, 1.0)))
    if distance(head.position, driver.pose.position) > PICK_M or lean > PICK_RAD:
        return
    stage.screws_taken += 1
    screw = Screw(f"{family.id}_{round(nearest * 1000)}_{stage.screws_taken}", family, nearest)
    driver.take_screw(screw)
    stage.screws.append(screw)
    stage.tell(EventKind.SCREW_TAKEN, screw.id, driver.spec.id, nearest)


def over_rack(stage: Stage, driver: Tool) -> bool:
    """Whether a driver is still at its rack."""
    if driver.spec.screw_family is None:
        return False
    family = stage.scenario.family(driver.spec.screw_family)
    local = family.rack.inverse().apply(driver.pose.position)
    length = (len(family.lengths_m) - 1) * family.slot_spacing_m
    return -0.03 < local[0] < length + 0.03 and abs(local[1]) < 0.04 and local[2] < AWAY_FROM_RACK_M


def give_back(stage: Stage, driver: Tool, trigger: float) -> None:
    """A pull of the trigger over the rack puts the screw back."""
    screw = driver.screw
    if trigger < 0.1:
        driver.trigger_free = True
    if (
        screw is None
        or trigger < 0.5
        or not driver.trigger_free
        or screw.turned_rad > 0.0
        or not over_rack(stage, driver)
    ):
        return
    driver.trigger_free = False
    drop_screw(stage, driver)
    driver.must_leave = True


def drop_screw(stage: Stage, driver: Tool) -> None:
    """The screw that a driver carries goes back to the rack."""
    screw = driver.screw
    if screw is None:
        return
    stage.screws.remove(screw)
    driver.take_screw(None)
    stage.tell(EventKind.SCREW_RETURNED, screw.id, driver.spec.id, screw.length_m)


def take_from_bone(stage: Stage, driver: Tool) -> None:
    """An empty driver pressed into the head of a screw in the bone holds it again."""
    tip = stage.world_from_bone.inverse().apply(driver.pose.position)
    for screw in stage.screws:
        if screw.bone_from_screw is None:
            continue
        head = screw.bone_from_screw.apply((0.0, 0.0, screw.length_m + 0.6 * screw.family.head_height_m))
        gap = distance(head, tip)
        if driver.must_leave:
            driver.must_leave = gap < LEAVE_M
            return
        axis = stage.world_from_bone.turn(screw.bone_from_screw.turn((0.0, 0.0, 1.0)))
        if gap < PICK_M and angle_between(axis, driver.pose.turn((0.0, 0.0, 1.0))) < PICK_RAD:
            _hold_again(stage, driver, screw)
            return
    driver.must_leave = False


def _hold_again(stage: Stage, driver: Tool, screw: Screw) -> None:
    """Set a driver squarely into the head of a screw: the screw does not move, the driver does."""
    if screw.bone_from_screw is None:
        return
    pose = stage.world_from_bone @ screw.bone_from_screw
    screw.bone_from_screw = None
    driver.take_screw(screw)
    stage.carry(driver, Hold.HELD, pose @ Pose((0.0, 0.0, driver.screw_offset_m)))


def release_into_bone(stage: Stage, driver: Tool) -> None:
    """An engaged screw stays in the bone when the driver is pulled away."""
    screw = driver.screw
    if screw is None or (screw.engaged_m < HOLDS_M and not screw.stripped):
        return
    pull = -dot(driver.coupling_n, driver.axis)
    if pull < PULL_OFF_N:
        return
    screw.bone_from_screw = stage.world_from_bone.inverse() @ driver.working_pose
    driver.take_screw(None)
    driver.must_leave = True


def feel_thread(
    stage: Stage, handling: Handling, pose: Pose, minor_m: float, major_m: float, length_m: float
) -> Engagement:
    """How the bone holds a thread at a world pose of its tip."""
    return engagement(stage.bone, handling.placements(pose), minor_m, major_m, length_m)


def note_engagement(stage: Stage, screw: Screw, pose: Pose, felt: Engagement) -> None:
    """Split a screw's hold into near and far cortex (shares of each cortex's wall)."""
    screw.engaged_m = felt.length_m
    if screw.target is None:
        return
    axis = stage.axis(screw.target)
    tip = stage.world_from_bone.inverse().apply(pose.position)
    tip_depth = dot(subtract(tip, axis.entry_m), axis.direction)
    depths = tip_depth - (np.arange(len(felt.levels)) + 0.5) * LEVEL_M
    near = (depths > 0.0) & (depths < axis.wall_m)
    far = (depths > axis.far_inner_m) & (depths < axis.through_m)
    screw.near_engagement = float(felt.levels[near].sum()) * LEVEL_M / max(axis.wall_m, 1e-4)
    screw.far_engagement = float(felt.levels[far].sum()) * LEVEL_M / max(axis.through_m - axis.far_inner_m, 1e-4)


def head_bears(stage: Stage, handling: Handling, screw: Screw, pose: Pose) -> bool:
    """Whether a screw's head rests: on the plate around its hole, or on the bone."""
    if screw.target is not None and stage.plate_thickness_m(screw.target) > 0.0:
        return _bears_on_plate(stage, screw, pose)
    radius = 0.5 * screw.family.head_diameter_m - RIM_M
    ring = np.array([(radius * math.cos(a), radius * math.sin(a), screw.length_m) for a in np.linspace(0.0, 5.8, 12)])
    felt = np.zeros(len(ring))
    for number, rotation, tip in handling.placements(pose):
        feel(stage.bone, number, rotation, tip, ring, np.zeros_like(ring), felt, 0.0)
    return bool((felt > 0.7).sum() >= 5)


def _bears_on_plate(stage: Stage, screw: Screw, pose: Pose) -> bool:
    planned = stage.scenario.target(screw.target or "")
    if not isinstance(planned, PlateHoleTarget):
        return False
    plate = stage.tools[planned.plate]
    thickness = plate.spec.plate.thickness_m if plate.spec.plate else 0.0
    seat = plate.pose.inverse().apply(pose.apply((0.0, 0.0, screw.length_m)))
    return seat[2] <= thickness * (1.0 - HEAD_SINKS_SHARE)


def nearest_target(stage: Stage, tip: Vec3, direction: Vec3) -> str | None:
    """The planned hole whose line a screw's tip is on (bone frame)."""
    best: tuple[float, str] | None = None
    for planned in stage.scenario.targets:
        axis = stage.axis(planned.id)
        off = subtract(tip, axis.entry_m)
        aside = distance(off, scale(axis.direction, dot(off, axis.direction)))
        if aside < 0.008 and angle_between(direction, axis.direction) < math.radians(40.0):
            best = min(best or (aside, planned.id), (aside, planned.id))
    return best[1] if best else None


def result(stage: Stage, screw: Screw, pose: Pose) -> ScrewResult | None:
    """What the scoring sees of a screw at a world pose; None while it belongs to no hole."""
    if screw.target is None:
        return None
    axis = stage.axis(screw.target)
    local = stage.world_from_bone.inverse() @ pose
    up = local.turn((0.0, 0.0, 1.0))
    direction = scale(up, -1.0)
    lines = stage.plan.line(local.apply((0.0, 0.0, screw.length_m / 2.0)), direction)
    far = _past_far(screw, lines)
    return ScrewResult(
        screw.id,
        screw.target,
        screw.family.id,
        screw.length_m,
        local,
        screw.torque_nm,
        screw.peak_torque_nm,
        screw.stripping_torque_nm,
        screw.stripped,
        screw.seated,
        far,
        screw.near_engagement,
        screw.far_engagement,
        angle_between(direction, axis.direction),
    )


def _past_far(screw: Screw, lines: AxisProfile | None) -> float:
    """Tip past the far surface along the screw's own line, which is seen from its middle."""
    if lines is None:
        return 0.0
    tip_at = SIGHT_M + screw.length_m / 2.0
    return float(tip_at - lines.far_m)


def world_pose(stage: Stage, screw: Screw) -> Pose | None:
    """Where a screw outside the rack is."""
    if screw.bone_from_screw is not None:
        return stage.world_from_bone @ screw.bone_from_screw
    for tool in stage.tools.values():
        if tool.screw is screw:
            return tool.working_pose
    return None
