"""The run's facts as the conditions ask for them."""

from __future__ import annotations

import math

from ..core import model
from ..core.intents import FRAME_S
from ..core.measurements import Hole, PlatePlacement, Reduction, ScrewResult
from ..core.pose import angle_between, distance, dot, scale, subtract
from . import clamping, screwing
from .stage import Stage
from .tally import Tally
from .tool import Tool

SEATED_DEPTH_M = 0.002
SEATED_ASIDE_M = 0.0015
SEATED_LEAN_RAD = math.radians(8.0)
NEAR_BONE_M = 0.02


class SessionFacts:
    """Answers `core.conditions.Facts` from the stage and the step's tally."""

    def __init__(self, stage: Stage, tally: Tally) -> None:
        self._stage = stage
        self.tally = tally

    def held(self, instrument: str) -> bool:
        """Whether an instrument is in a hand."""
        return self._stage.tools[instrument].held

    def clamp_closed(self, clamp: str) -> bool:
        """Whether a clamp is locked on something."""
        return self._stage.tools[clamp].closed

    def answer(self, question: str) -> str | None:
        """The right answer to a question, once given."""
        return self.tally.answers.get(question)

    def view_taken(self, view: str) -> bool:
        """Whether the person has looked from a view in this step."""
        return view in self.tally.views

    def reduction(self) -> Reduction:
        """How the fragments lie."""
        return self._stage.fragments.reduction()

    def holes(self, target: str) -> tuple[Hole, ...]:
        """All holes cut at a target."""
        return self._stage.bores.at(target)

    def instrument_inside(self, target: str) -> bool:
        """Whether a cutting instrument stands in the bone at a target."""
        return self._stage.bores.inside(target)

    def sleeve_seated(self, sleeve: str, target: str) -> bool:
        """Whether a sleeve sits in the hole at a target."""
        return seated_in_hole(self._stage, self._stage.tools[sleeve], target)

    def measured(self, target: str) -> bool:
        """Whether a depth gauge has been read at a target."""
        return target in self._stage.readings

    def screw_on_driver(self, driver: str) -> str | None:
        """The family of the screw that a driver carries away from the rack."""
        tool = self._stage.tools[driver]
        if tool.screw is None or screwing.over_rack(self._stage, tool):
            return None
        return tool.screw.family.id

    def screw(self, target: str) -> ScrewResult | None:
        """The screw that a driver has left at a target; while one holds it, it may still be turned."""
        screw = self._stage.screw_at(target)
        if screw is None or screw.bone_from_screw is None:
            return None
        pose = screwing.world_pose(self._stage, screw)
        return screwing.result(self._stage, screw, pose) if pose else None

    def placement(self, plate: str, at: model.Landmark) -> PlatePlacement | None:
        """Where a plate lies against its place."""
        return plate_placement(self._stage, self._stage.tools[plate], at)

    def step_time_s(self) -> float:
        """Time since the step began."""
        return (self._stage.clock_frames - self.tally.started_frame) * FRAME_S


def seated_in_hole(stage: Stage, sleeve: Tool, target: str) -> bool:
    """Whether a sleeve's tip stands in the hole at a target, along its line."""
    holes = [hole for hole in stage.bores.at(target) if hole.near_passed]
    if not holes:
        return False
    hole = max(holes, key=lambda h: h.diameter_m)
    tip = stage.world_from_bone.inverse().apply(sleeve.pose.position)
    off = subtract(tip, hole.entry_m)
    depth = dot(off, hole.direction)
    aside = distance(off, scale(hole.direction, depth))
    lean = angle_between(stage.world_from_bone.inverse().turn(sleeve.axis), hole.direction)
    return depth > SEATED_DEPTH_M and aside < SEATED_ASIDE_M and lean < SEATED_LEAN_RAD


def plate_placement(stage: Stage, plate: Tool, at: model.Landmark) -> PlatePlacement | None:
    """Where a plate lies against its planned place; None away from the bone."""
    shape = plate.spec.plate
    if shape is None:
        return None
    goal = stage.plan.plate_pose(at)
    local = stage.world_from_bone.inverse() @ plate.pose
    if distance(local.position, goal.position) > 0.06:
        return None
    lean = angle_between(local.turn((1.0, 0.0, 0.0)), goal.turn((1.0, 0.0, 0.0)))
    tilt = angle_between(local.turn((0.0, 0.0, 1.0)), goal.turn((0.0, 0.0, 1.0)))
    inward = scale(local.turn((0.0, 0.0, 1.0)), -1.0)
    gaps = []
    for hole in (shape.hole_along_m[0], shape.hole_along_m[-1]):
        point = local.apply((hole, 0.0, 0.0))
        axis = stage.plan.planned("", point, inward)
        gaps.append(dot(subtract(axis.entry_m, point), inward) if axis.through_m > 0.0 else 0.05)
    aside = subtract(local.position, goal.position)
    flat = distance(aside, scale(goal.turn((0.0, 0.0, 1.0)), dot(aside, goal.turn((0.0, 0.0, 1.0)))))
    held = plate.attached or clamping.held_by_screw(stage, plate)
    return PlatePlacement(plate.spec.id, flat, max(lean, tilt), max(0.0, *gaps), held)
