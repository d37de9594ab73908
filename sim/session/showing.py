"""The snapshot of a session: what displays, peers and bots see."""

from __future__ import annotations

from ..core import model
from ..core.intents import Hand, InputFrame
from ..core.pose import Pose, angle_between, distance, dot, quat_normalise, scale, subtract
from ..core.snapshot import (
    Gauges,
    Ghost,
    HandState,
    InstrumentState,
    ScrewState,
    StepView,
    TargetView,
)
from . import screwing
from .bores import Bore
from .grasping import reachable
from .plan import PlannedAxis, tool_pose
from .stage import Stage
from .tool import CUTTING_KINDS, Tool

NEAR_TARGET_M = 0.025
ASIDE_M = 0.010
IN_HOLE_M = 0.003
"""What is this near to the line of a drilled hole is in it, or about to be."""


def hand_states(stage: Stage, frame: InputFrame) -> tuple[HandState, HandState]:
    """Both hands as they truly are."""
    return (_hand(stage, frame, Hand.LEFT), _hand(stage, frame, Hand.RIGHT))


def _hand(stage: Stage, frame: InputFrame, hand: Hand) -> HandState:
    given = frame.hand(hand)
    target = Pose(given.target.position, quat_normalise(given.target.rotation))
    tool = stage.in_hand(hand)
    if tool is not None:
        return HandState(hand, tool.pose @ tool.spec.grip, target, tool.spec.id, None)
    reach = reachable(stage, hand, target.position)
    return HandState(hand, target, target, None, reach.spec.id if reach else None)


def instrument_states(stage: Stage) -> tuple[InstrumentState, ...]:
    """All instruments and plates."""
    return tuple(
        InstrumentState(
            tool.spec.id,
            tool.pose,
            tool.hand,
            tool.speed_rad_s,
            tool.turn_rad,
            tool.sterile,
            1.0 if tool.closed or tool.hook else tool.squeeze,
            tool.jaw_m,
            tool.closed or tool.attached,
            tool.reading_m,
        )
        for tool in stage.tools.values()
    )


def screw_states(stage: Stage) -> tuple[ScrewState, ...]:
    """Screws outside the rack."""
    states = []
    for screw in stage.screws:
        pose = screwing.world_pose(stage, screw)
        if pose is None:
            continue
        driver = next((t.spec.id for t in stage.tools.values() if t.screw is screw), None)
        states.append(ScrewState(screw.id, screw.family.id, screw.length_m, pose, driver, screw.seated, screw.stripped))
    return tuple(states)


def target_views(stage: Stage) -> tuple[TargetView, ...]:
    """Planned holes in the world."""
    views = []
    for target in stage.scenario.targets:
        axis = stage.axis(target.id)
        views.append(
            TargetView(target.id, stage.world_from_bone @ tool_pose(axis.entry_m, axis.direction), axis.through_m)
        )
    return tuple(views)


def active_tool(stage: Stage, dominant: Hand) -> Tool | None:
    """The held tool that works: the one that pushes, else the dominant hand's, else the other's."""
    held = [tool for tool in (stage.in_hand(dominant), stage.in_hand(dominant.other)) if tool is not None]
    working = [tool for tool in held if tool.spec.kind in CUTTING_KINDS or tool.screw is not None]
    for tool in working:
        if tool.thrust_n > 0.5 or tool.speed_rad_s > 0.5:
            return tool
    return working[0] if working else (held[0] if held else None)


def gauges_of(stage: Stage, tool: Tool | None, frame_s: float) -> Gauges:
    """Live measurements at a tool's tip."""
    if tool is None:
        return Gauges()
    pose = tool.working_pose
    tip = stage.world_from_bone.inverse().apply(pose.position)
    direction = stage.world_from_bone.inverse().turn(tool.axis)
    bore = stage.bores.current.get(tool.spec.id)
    axis = _axis_near(stage, bore, tool)
    along, offset, angle = 0.0, None, None
    if axis is not None:
        off = subtract(tip, axis.entry_m)
        along = dot(off, axis.direction)
        offset = distance(off, scale(axis.direction, along))
        angle = angle_between(direction, axis.direction)
    screw = tool.screw
    share = None
    if screw is not None and screw.stripping_torque_nm > 0.05:
        share = screw.torque_nm / screw.stripping_torque_nm
    return Gauges(
        target=axis.id if axis else None,
        instrument=tool.spec.id,
        force_n=tool.thrust_n,
        feed_m_s=tool.feed_m_s if tool.thrust_n > 0.2 else 0.0,
        depth_m=_depth_m(tool, bore, along),
        angle_error_rad=angle,
        offset_m=offset,
        past_far_cortex_m=max(0.0, bore.depth_m - bore.through_m) if bore else 0.0,
        torque_nm=screw.torque_nm if screw else tool.torque_nm,
        torque_share=share,
        temperature_c=bore.wall.temperature_c if bore else 37.0,
        drill_load=tool.load,
        removed_mm3_s=tool.removed_m3 * 1e9 / frame_s,
    )


def _depth_m(tool: Tool, bore: Bore | None, along_m: float) -> float:
    """How deep the working part is: in the hole it cuts, or along the planned line for what does not cut."""
    if bore is not None:
        return max(0.0, bore.depth_m - bore.nose_m)
    return 0.0 if tool.spec.kind in CUTTING_KINDS else max(0.0, along_m)


def _axis_near(stage: Stage, bore: Bore | None, tool: Tool) -> PlannedAxis | None:
    if bore is not None and bore.target:
        return stage.axis(bore.target)
    if tool.screw is not None and tool.screw.target is not None:
        return stage.axis(tool.screw.target)
    tip = stage.world_from_bone.inverse().apply(tool.working_pose.position)
    drilled = None if tool.spec.kind in CUTTING_KINDS else stage.bores.nearest(tip, IN_HOLE_M)
    if drilled is not None:
        return stage.axis(drilled)
    near = []
    for target in stage.scenario.targets:
        axis = stage.axis(target.id)
        off = subtract(tip, axis.entry_m)
        along = dot(off, axis.direction)
        if -NEAR_TARGET_M < along < axis.through_m + NEAR_TARGET_M:
            near.append((distance(off, scale(axis.direction, along)), target.id))
    near = [item for item in near if item[0] < ASIDE_M]
    return stage.axis(min(near)[1]) if near else None


def step_view(
    step: model.Step,
    index: int,
    count: int,
    elapsed_s: float,
    ghosts: tuple[Ghost, ...],
    goals: tuple[Ghost, ...],
    hints: int,
    question: model.Question | None,
    views: tuple[str, ...],
    target: str | None,
    suggested_m: float | None,
) -> StepView:
    """The step that is on."""
    return StepView(
        id=step.id,
        index=index,
        count=count,
        chapter=step.chapter,
        elapsed_s=elapsed_s,
        instruments=step.instruments,
        ghosts=ghosts,
        hints_shown=hints,
        hint_count=step.hint_count,
        question=question,
        views_wanted=views,
        target=target,
        goals=goals,
        suggested_screw_m=suggested_m,
    )


def needed_length_m(stage: Stage, task: model.Task) -> float:
    """Screw length that a target asks for: as measured with the gauge if it was, else as planned; plus the overhang."""
    if not isinstance(task, model.ChooseScrewTask):
        return 0.0
    axis = stage.axis(task.target)
    reading = stage.readings.get(task.target)
    length = axis.through_m + stage.plate_thickness_m(task.target) if reading is None else reading
    return length + task.past_cortex_m
