"""What the parts of a session share: the tools, the bone, the clock and the list of what happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..core.events import Event, EventKind
from ..core.intents import FRAME_S, Hand
from ..core.model import Instrument, InstrumentKind, PlateHoleTarget, Scenario
from ..core.pose import Pose
from ..tissue.bone import Bone
from .bores import Bores
from .fragments import Fragments
from .plan import Plan, PlannedAxis
from .tool import Screw, Tool
from .world import Hold, World


@dataclass(slots=True)
class Stage:
    """The operating field while a run goes on."""

    scenario: Scenario
    bone: Bone
    world: World
    fragments: Fragments
    plan: Plan
    bores: Bores
    tools: dict[str, Tool]
    screws: list[Screw] = field(default_factory=list)
    """Screws outside the rack: on a driver or in the bone."""
    screws_taken: int = 0
    readings: dict[str, float] = field(default_factory=dict)
    """Last depth measured at each target, metres."""
    frame: int = 0
    paused_frames: int = 0
    events: list[Event] = field(default_factory=list)
    """Of the current control frame."""

    @property
    def clock_frames(self) -> int:
        """Control frames in which the clock ran: a pause stops it."""
        return self.frame - self.paused_frames

    @property
    def time_s(self) -> float:
        """Simulation time."""
        return self.clock_frames * FRAME_S

    @property
    def world_from_bone(self) -> Pose:
        """Where the proximal fragment lies."""
        return self.fragments.patient.world_from_bone

    def tell(self, kind: EventKind, subject: str = "", detail: str = "", value: float = 0.0) -> None:
        """Note that something happened in this frame."""
        self.events.append(Event(self.frame, kind, subject, detail, value))

    def happened(self, kind: EventKind) -> tuple[Event, ...]:
        """Events of a kind in this frame."""
        return tuple(event for event in self.events if event.kind is kind)

    def in_hand(self, hand: Hand) -> Tool | None:
        """What a hand holds."""
        for tool in self.tools.values():
            if tool.held and tool.hand is hand:
                return tool
        return None

    def carry(self, tool: Tool, hold: Hold, pose: Pose | None = None) -> None:
        """Fix, drop or take a tool, in the physics too."""
        tool.hold = hold
        tool.pose = pose or tool.pose
        tool.linear = tool.angular = (0.0, 0.0, 0.0)
        tool.thrust_n = tool.load = tool.speed_rad_s = 0.0
        tool.wrench_from_guest.clear()
        tool.clear = False
        tool.running = False
        if hold is not Hold.HELD:
            tool.hand = None
            tool.guide = None
        self.world.change(tool.spec.id, hold, tool.pose)

    def axis(self, target: str) -> PlannedAxis:
        """A planned hole: through a plate's hole where the plate is fixed, else as planned."""
        for planned in self.scenario.targets:
            if planned.id == target and isinstance(planned, PlateHoleTarget):
                plate = self.tools[planned.plate]
                if plate.attached:
                    return self.plan.through_plate(planned, self.world_from_bone.inverse() @ plate.pose)
        return self.plan.axes[target]

    def drilled_axis(self, target: str) -> PlannedAxis:
        """The hole that was really drilled at a target (the widest through the near cortex), else the planned one."""
        drilled = [bore for (name, _), bore in self.bores.all.items() if name == target and bore.near_passed]
        drills = [bore for bore in drilled if bore.instrument.kind is InstrumentKind.DRILL]
        if not drills:
            return self.axis(target)
        bore = max(drills, key=lambda b: b.instrument.diameter_m)
        return self.plan.planned(target, bore.entry_m, bore.direction)

    def plate_thickness_m(self, target: str) -> float:
        """Thickness of the plate a target's hole goes through; 0 for a hole straight into bone."""
        for planned in self.scenario.targets:
            if planned.id == target and isinstance(planned, PlateHoleTarget):
                shape = self.tools[planned.plate].spec.plate
                return shape.thickness_m if shape and self.tools[planned.plate].attached else 0.0
        return 0.0

    def screw_at(self, target: str) -> Screw | None:
        """The screw that stands in the bone at a target."""
        for screw in self.screws:
            if screw.target == target:
                return screw
        return None


def starting_tools(instruments: tuple[Instrument, ...], world: World) -> dict[str, Tool]:
    """All instruments on their places on the tray, in the physics too."""
    tools = {}
    for spec in instruments:
        world.add(spec, spec.rest)
        tools[spec.id] = Tool(spec, spec.rest)
    return tools


def plates(stage: Stage) -> list[Tool]:
    """The plates of the set."""
    return [tool for tool in stage.tools.values() if tool.spec.kind is InstrumentKind.PLATE]
