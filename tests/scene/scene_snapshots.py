"""Snapshots made by hand."""

from __future__ import annotations

from dataclasses import replace

from sim.core.intents import FRAME_S, Hand
from sim.core.model import InstrumentKind, Mode, Scenario
from sim.core.pose import Pose, quat_from_axes
from sim.core.snapshot import Gauges, HandState, InstrumentState, Phase, Snapshot, StepView, TargetView

DRILL = "drill_35"


def resting(scenario: Scenario, frame: int = 0, mode: Mode = Mode.ASSESS) -> Snapshot:
    """Everything on the tray, both hands empty; the third step, whose target is the lag screw's."""
    wound = scenario.patient.world_from_bone
    step = next(step for step in scenario.steps if step.instruments[:1] == (DRILL,))
    entry = wound @ Pose((0.01, 0.0, 0.012), quat_from_axes((1.0, 0.0, 0.0), (0.3, -0.2, 1.0)))
    return Snapshot(
        frame=frame,
        time_s=frame * FRAME_S,
        mode=mode,
        phase=Phase.RUNNING,
        step=StepView(
            id=step.id,
            index=2,
            count=len(scenario.steps),
            chapter=step.chapter,
            elapsed_s=1.0,
            instruments=step.instruments,
            ghosts=(),
            hints_shown=0,
            hint_count=step.hint_count,
            question=None,
            views_wanted=(),
            target="lag_screw",
        ),
        hands=(_empty(Hand.LEFT, -0.2), _empty(Hand.RIGHT, 0.2)),
        instruments=tuple(
            InstrumentState(spec.id, spec.rest, None, 0.0, 0.0, True, jaw_m=_jaw_m(spec.kind))
            for spec in scenario.instruments
        ),
        screws=(),
        fragments=(wound, wound),
        targets=(TargetView("lag_screw", entry, 0.03),),
        gauges=Gauges(),
        irrigating=False,
        bone_revision=0,
        hints_used=0,
        errors=0,
    )


def drilling(scenario: Scenario, frame: int, push_m: float = 0.0) -> Snapshot:
    """The first drill 4 mm in the bone at the lag screw's place, the hand ``push_m`` ahead of it."""
    snapshot = resting(scenario, frame)
    pose = snapshot.targets[0].entry @ Pose((0.0, 0.0, -0.004))
    grip = pose @ scenario.instrument(DRILL).grip
    hand = HandState(Hand.RIGHT, grip, grip.moved((0.0, 0.0, -push_m)), DRILL, None)
    instruments = tuple(
        replace(state, pose=pose, held_by=Hand.RIGHT, speed_rad_s=94.0) if state.id == DRILL else state
        for state in snapshot.instruments
    )
    gauges = Gauges("lag_screw", DRILL, force_n=25.0, depth_m=0.004, drill_load=0.4, removed_mm3_s=25.0)
    return replace(snapshot, hands=(snapshot.hands[0], hand), instruments=instruments, gauges=gauges)


def _empty(hand: Hand, x: float) -> HandState:
    pose = Pose((x, -0.3, 1.12))
    return HandState(hand, pose, pose, None, None)


def _jaw_m(kind: InstrumentKind) -> float:
    return 0.03 if kind is InstrumentKind.CLAMP else 0.0
