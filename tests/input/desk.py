"""A small kinematic session: hands follow their targets, instruments follow hands, one wall may stop them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from sim.core.intents import Command, Hand, HandInput, InputFrame
from sim.core.model import (
    BoneQuality,
    Fracture,
    Instrument,
    InstrumentKind,
    Label,
    Mode,
    Option,
    PassMark,
    Patient,
    Question,
    Scenario,
    Source,
)
from sim.core.pose import IDENTITY, Pose, distance, quat_from_axis_angle
from sim.core.snapshot import Gauges, HandState, InstrumentState, Phase, Snapshot, StepView

REACH_M = 0.09

DRILL = Instrument(
    id="drill",
    kind=InstrumentKind.DRILL,
    part_number="D",
    mass_kg=1.0,
    rest=Pose((0.3, -0.1, 0.95), quat_from_axis_angle((1.0, 0.0, 0.0), math.pi / 2)),
    grip=Pose((0.0, -0.06, 0.175), quat_from_axis_angle((1.0, 0.0, 0.0), -math.pi / 2)),
)
DRIVER = Instrument(
    id="driver",
    kind=InstrumentKind.DRIVER,
    part_number="S",
    mass_kg=0.1,
    rest=Pose((0.45, -0.1, 0.95), quat_from_axis_angle((1.0, 0.0, 0.0), math.pi / 2)),
    grip=Pose((0.0, 0.0, 0.14)),
)
CLAMP = Instrument(
    id="clamp",
    kind=InstrumentKind.CLAMP,
    part_number="C",
    mass_kg=0.2,
    rest=Pose((-0.2, 0.0, 1.0), quat_from_axis_angle((0.3, 1.0, 0.2), 1.1)),
    grip=Pose((0.0, 0.0, 0.18)),
)
QUESTION = Question("side", "side.text", (Option("left", "l", False), Option("right", "r", True)))


def scenario() -> Scenario:
    return Scenario(
        name="desk",
        format_version=1,
        content_hash="",
        patient=Patient("tibia_shaft", "right", BoneQuality.NORMAL, Fracture(0.5, 0.0), Pose((0.0, 0.0, 1.0))),
        targets=(),
        instruments=(DRILL, DRIVER, CLAMP),
        screws=(),
        steps=(),
        metrics=(),
        pass_mark=PassMark(80.0, Source(Label.OURS, "test")),
    )


@dataclass
class Desk:
    """Takes input frames and shows what came of them. The closed clamp stands in the bone from the start."""

    wall_z_m: float = -10.0
    """No tip goes below this height."""
    phase: Phase = Phase.RUNNING
    question: Question | None = None
    poses: dict[str, Pose] = field(default_factory=lambda: {i.id: i.rest for i in (DRILL, DRIVER, CLAMP)})
    holders: dict[str, Hand] = field(default_factory=dict)
    frame: InputFrame = field(default_factory=lambda: InputFrame(-1, HandInput(), HandInput()))
    commands: list[Command] = field(default_factory=list)

    def take(self, frame: InputFrame) -> None:
        for hand in Hand:
            now, before = frame.hand(hand), self.frame.hand(hand)
            held = self.held(hand)
            if held is not None and not now.grasp:
                del self.holders[held.id]
            elif held is None and now.grasp and not before.grasp:
                self._grasp(hand, now.target)
            held = self.held(hand)
            if held is not None:
                wanted = now.target @ held.grip.inverse()
                x, y, z = wanted.position
                self.poses[held.id] = Pose((x, y, max(z, self.wall_z_m)), wanted.rotation)
        self.commands += frame.commands
        self.frame = frame

    def held(self, hand: Hand) -> Instrument | None:
        return next((each for each in (DRILL, DRIVER, CLAMP) if self.holders.get(each.id) is hand), None)

    def _grasp(self, hand: Hand, target: Pose) -> None:
        reach = self._reach(target)
        if reach is not None:
            self.holders[reach] = hand

    def _reach(self, target: Pose) -> str | None:
        for each in (DRILL, DRIVER, CLAMP):
            palm = (self.poses[each.id] @ each.grip).position
            if each.id not in self.holders and distance(palm, target.position) < REACH_M:
                return each.id
        return None

    def _hand(self, hand: Hand) -> HandState:
        held, target = self.held(hand), self.frame.hand(hand).target
        pose = self.poses[held.id] @ held.grip if held is not None else target
        return HandState(hand, pose, target, held.id if held is not None else None, self._reach(target))

    @property
    def snapshot(self) -> Snapshot:
        step = StepView("step", 0, 1, "", 0.0, (), (), 0, 1, self.question, (), None)
        return Snapshot(
            frame=self.frame.index,
            time_s=0.0,
            mode=Mode.ASSESS,
            phase=self.phase,
            step=step,
            hands=(self._hand(Hand.LEFT), self._hand(Hand.RIGHT)),
            instruments=tuple(
                InstrumentState(id, pose, self.holders.get(id), 0.0, 0.0, True, fixed=id == "clamp")
                for id, pose in self.poses.items()
            ),
            screws=(),
            fragments=(IDENTITY, IDENTITY),
            targets=(),
            gauges=Gauges(),
            irrigating=self.frame.irrigate,
            bone_revision=0,
            hints_used=0,
            errors=0,
        )

    def with_phase(self, phase: Phase) -> Snapshot:
        return replace(self.snapshot, phase=phase)
