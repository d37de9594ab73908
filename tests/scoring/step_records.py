"""Small, exact records to score."""

from dataclasses import replace

import numpy as np

from sim.core.intents import FRAME_HZ
from sim.core.measurements import Hole, Reduction, RunRecord, ScrewResult, StepRecord, Trace
from sim.core.model import (
    AskTask,
    BoneQuality,
    Fracture,
    InstrumentKind,
    Label,
    MetricUse,
    PassMark,
    Patient,
    Scenario,
    Source,
    Step,
    StepTime,
)
from sim.core.pose import IDENTITY

OURS = Source(Label.OURS, "ours")

HOLE = Hole(
    target="lag",
    instrument="drill_2_5",
    kind=InstrumentKind.DRILL,
    diameter_m=0.0025,
    entry_m=(0.0, 0.0, 0.01),
    direction=(0.0, 0.0, -1.0),
    entry_error_m=0.001,
    angle_error_rad=np.deg2rad(3.0),
    depth_m=0.026,
    near_passed=True,
    far_passed=True,
    plunge_m=0.004,
    skive_m=0.0005,
    peak_force_n=40.0,
    peak_temperature_c=41.0,
    heat_dose_s=0.1,
    cutting_time_s=6.0,
    guided=True,
)

SCREW = ScrewResult(
    id="screw_1",
    target="lag",
    family="cortex_3_5",
    length_m=0.026,
    pose=IDENTITY,
    torque_nm=1.5,
    peak_torque_nm=1.5,
    stripping_torque_nm=2.0,
    stripped=False,
    seated=True,
    past_far_cortex_m=0.0025,
    near_engagement=0.0,
    far_engagement=0.9,
    angle_error_rad=0.0,
)


def minimum_jerk(start, end, seconds, hz=FRAME_HZ):
    """(n, 3) positions of one smooth reach."""
    s = np.linspace(0.0, 1.0, round(seconds * hz))[:, None]
    return np.asarray(start) + (np.asarray(end) - np.asarray(start)) * (10 * s**3 - 15 * s**4 + 6 * s**5)


def trace_of(right_m, left_m=None):
    n = len(right_m)
    left_m = np.zeros((n, 3)) if left_m is None else left_m
    zeros = np.zeros(n)
    return Trace(np.arange(n) / FRAME_HZ, left_m, right_m, left_m, right_m, zeros, zeros, zeros, zeros + 37.0)


def step_record(step="drill", **changes):
    record = StepRecord(
        step=step,
        target="lag",
        started_s=2.0,
        ended_s=12.0,
        finished=True,
        trace=trace_of(minimum_jerk((0, 0, 0), (0.3, 0, 0), 1.0)),
        holes=(HOLE,),
        readings=(),
        screws=(SCREW,),
        placement=None,
        reduction=Reduction(0.0, 0.0, clamped=True, clamp_angle_rad=0.1),
        answers={},
        correct_answers=0,
        wrong_answers=0,
        instrument_errors=0,
        order_errors=0,
        sterility_errors=0,
        hints_used=0,
    )
    return replace(record, **changes)


def use(metric="plunge_mm", best=0.0, worst=10.0, max_points=10.0, **more):
    return MetricUse(metric, best, worst, max_points, OURS, **more)


def scenario_of(steps, run=(), mark=60.0):
    """``steps``: step id -> metric uses."""
    patient = Patient("tibia_shaft", "right", BoneQuality.NORMAL, Fracture(0.5, 0.0), IDENTITY)
    return Scenario(
        name="test",
        format_version=1,
        content_hash="0",
        patient=patient,
        targets=(),
        instruments=(),
        screws=(),
        steps=tuple(Step(id, AskTask(()), StepTime(0.0), (), metrics=tuple(uses)) for id, uses in steps.items()),
        metrics=tuple(run),
        pass_mark=PassMark(mark, OURS),
    )


def run_of(*steps, finished=True):
    return RunRecord("test", "assess", tuple(steps), finished, sum(step.ended_s - step.started_s for step in steps))
