"""Where the instruments of a step should go: for ghosts, for bots, for measuring."""

from __future__ import annotations

from ..core import model
from ..core.pose import Pose, scale
from ..core.snapshot import Ghost
from .plan import Plan, PlannedAxis, tool_pose
from .tool import Tool

HANDLE_TO_LEFT = (1.0, 0.0, 0.0)
"""x axis of a sleeve whose side handle (local -x) shall point to the left, out of the drill's way."""

HOOK_ACROSS = (0.0, 1.0, 0.0)
"""x axis of a depth gauge whose hook catches across the shaft, where an oblique hole is as long as in its middle."""

SLEEVE_DEPTH_M = 0.008


def task_target(task: model.Task) -> str | None:
    """The planned hole that a task is about."""
    return getattr(task, "target", None)


def right_length_m(family: model.ScrewFamily, needed_m: float) -> float:
    """The offered length nearest to what is needed."""
    return min(family.lengths_m, key=lambda length: (abs(length - needed_m), length))


class Goals:
    """Goal poses in the world."""

    def __init__(self, scenario: model.Scenario, plan: Plan, world_from_bone: Pose) -> None:
        self._scenario = scenario
        self._plan = plan
        self._world = world_from_bone

    def of(
        self, task: model.Task, axis: PlannedAxis | None, tools: dict[str, Tool], needed_m: float
    ) -> tuple[Ghost, ...]:
        """Instruments and where they go, in the order in which they are needed."""
        match task:
            case model.ReduceTask(clamp, fixed, moving):
                return (Ghost(clamp, self._world @ self._plan.clamp_pose(fixed, moving)),)
            case model.PlaceTask(plate, at, clamp):
                goal = Ghost(plate, self._world @ self._plan.plate_pose(at))
                return (goal, Ghost(clamp, self._world @ self._plan.plate_clamp_pose(task)))
            case model.RemoveTask(clamp):
                return (Ghost(clamp, self._scenario.instrument(clamp).rest),)
            case model.ChooseScrewTask(driver, family, _, _):
                return (self._rack_goal(driver, family, needed_m),)
        if axis is None:
            return ()
        return self._axis_goals(task, axis, tools)

    def _axis_goals(self, task: model.Task, axis: PlannedAxis, tools: dict[str, Tool]) -> tuple[Ghost, ...]:
        match task:
            case model.SleeveTask(sleeve, _):
                depth = min(SLEEVE_DEPTH_M, max(0.003, axis.wall_m))
                return (Ghost(sleeve, self._world @ tool_pose(axis.entry_m, axis.direction, depth, HANDLE_TO_LEFT)),)
            case model.DrillTask(drill, _, _, _):
                return (Ghost(drill, self._at(axis)),)
            case model.CountersinkTask(countersink, _, _):
                return (Ghost(countersink, self._at(axis)),)
            case model.MeasureTask(gauge, _):
                through = axis.through_m + 0.002
                return (Ghost(gauge, self._world @ tool_pose(axis.entry_m, axis.direction, through, HOOK_ACROSS)),)
            case model.TapTask(tap, _):
                return (Ghost(tap, self._at(axis)),)
            case model.DriveTask(driver, _, _):
                tool = tools[driver]
                return (Ghost(driver, self._world @ tool_pose(axis.entry_m, axis.direction, -tool.screw_offset_m)),)
        return ()

    def _at(self, axis: PlannedAxis) -> Pose:
        return self._world @ tool_pose(axis.entry_m, axis.direction)

    def _rack_goal(self, driver: str, family_id: str, needed_m: float) -> Ghost:
        family = self._scenario.family(family_id)
        length = right_length_m(family, needed_m)
        head = head_pose(family, length)
        return Ghost(driver, head)


def head_pose(family: model.ScrewFamily, length_m: float) -> Pose:
    """world_from_driver with the driver in the head of the screw of that length in the rack."""
    slot = family.slot(family.lengths_m.index(length_m))
    up = slot.turn((0.0, 0.0, 1.0))
    return slot.moved(scale(up, length_m + 0.6 * family.head_height_m))
