"""A made-up run of a scenario: plausible curves for every step, holes and screws in the bone, a few mistakes."""

import math

import numpy as np

from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_HZ
from sim.core.measurements import (
    DepthReading,
    Hole,
    PlatePlacement,
    Reduction,
    RunRecord,
    ScrewResult,
    StepRecord,
    Trace,
)
from sim.core.model import AxisTarget, DrillTask, DriveTask, InstrumentKind, MeasureTask, PlaceTask, Scenario
from sim.core.pose import IDENTITY, Pose, add, quat_between, quat_from_axes, scale
from sim.imaging import PlateOnBone, ScrewInBone
from sim.report import ReportContent
from sim.scoring.card import score_run
from sim.tissue.anatomy import build_bone, fracture_normal
from sim.tissue.bone import Bone, fill_from_distance
from sim.tissue.rays import intervals, surface_point


class SyntheticRun:
    """Plays a scenario on paper."""

    def __init__(self, scenario: Scenario, seed: int = 1) -> None:
        self.scenario = scenario
        self.random = np.random.default_rng(seed)
        patient = scenario.patient
        self.bone = build_bone(patient.bone, patient.quality, patient.fracture)
        self.metal = []
        self.plate_pose = IDENTITY
        self.steps, self.events = [], []
        self.clock = 0.0

    def play(self, steps: int | None = None) -> ReportContent:
        for step in self.scenario.steps[:steps]:
            self._play_step(step)
        finished = steps is None
        record = RunRecord(self.scenario.name, "assess", tuple(self.steps), finished, self.clock)
        card = score_run(record, self.scenario)
        return ReportContent(
            card, record, self.scenario, tuple(self.events), self.bone, tuple(self.metal), player="expert"
        )

    def _play_step(self, step) -> None:
        task, started = step.task, self.clock
        seconds = float(self.random.uniform(8.0, 26.0))
        trace = self._trace(started, seconds)
        holes, screws, readings, placement = (), (), (), None
        self._note(started, EventKind.STEP_STARTED, step.id)
        if isinstance(task, DrillTask):
            holes = (self._drill(task, trace, started),)
        elif isinstance(task, DriveTask):
            screws = (self._drive(task, trace, started),)
        elif isinstance(task, MeasureTask):
            readings = (DepthReading(task.target, task.gauge, 0.026),)
        elif isinstance(task, PlaceTask):
            placement = self._place(task)
        wrong = int(self.random.random() < 0.15)
        if wrong:
            self._note(started + 2.0, EventKind.WRONG_INSTRUMENT, self.scenario.instruments[3].id)
        self.clock += seconds
        self._note(self.clock - 0.02, EventKind.STEP_FINISHED, step.id)
        self.steps.append(
            StepRecord(
                step=step.id,
                target=getattr(task, "target", None),
                started_s=started,
                ended_s=self.clock,
                finished=True,
                trace=trace,
                holes=holes,
                readings=readings,
                screws=screws,
                placement=placement,
                reduction=Reduction(0.0006, math.radians(1.0), clamped=True, clamp_angle_rad=math.radians(12.0)),
                answers={},
                correct_answers=3,
                wrong_answers=int(self.random.random() < 0.1),
                instrument_errors=wrong,
                order_errors=0,
                sterility_errors=0,
                hints_used=0,
                extra={"hole_length_m": 0.0268},
            )
        )

    def _note(self, time_s, kind, subject="", value=0.0) -> None:
        self.events.append(Event(round(time_s * FRAME_HZ), kind, subject, value=value))

    # --- curves ---

    def _trace(self, started, seconds) -> Trace:
        n = round(seconds * FRAME_HZ)
        right = self._hand(n, (0.42, -0.1, 1.0), (0.02, -0.02, 1.12))
        left = self._hand(n, (-0.25, -0.3, 1.05), (-0.03, -0.06, 1.10))
        zeros = [np.zeros(n) for _ in range(3)]
        time_s = started + np.arange(n) / FRAME_HZ
        tip = np.array([0.0, 0.0, -0.09])
        return Trace(time_s, left, right, left + tip, right + tip, *zeros, np.full(n, 37.0))

    def _hand(self, n, far, near) -> np.ndarray:
        """From the tray to the bone, work there, and back."""
        s = np.clip(np.concatenate([np.linspace(-0.2, 1.6, n // 3), np.full(n - 2 * (n // 3), 1.0)]), 0.0, 1.0)
        s = np.concatenate([s, np.linspace(1.0, -0.2, n // 3).clip(0.0, 1.0)])
        smooth = (10 * s**3 - 15 * s**4 + 6 * s**5)[:, None]
        arch = 0.06 * np.sin(np.pi * smooth) * np.array([0.0, 0.2, 1.0])
        far = np.array(far) + self.random.normal(0.0, 0.05, 3) * np.array([1.0, 1.0, 0.1])
        return far + (np.array(near) - far) * smooth + arch

    def _drill(self, task, trace, started) -> Hole:
        entry, direction, length = self._axis(task.target)
        instrument = self.scenario.instrument(task.drill)
        through = task.through.value == "far"
        depth = length + 0.004 if through else 0.006
        plunge = 0.004 * float(self.random.uniform(0.4, 1.6)) if through else 0.0
        if not through:
            bore(self.bone, entry, direction, 0.003, 0.0015)
        bore(self.bone, entry, direction, instrument.diameter_m / 2, depth)
        n = len(trace.time_s)
        share = np.clip((np.arange(n) - n * 0.38) / (n * 0.24), 0.0, 1.0)
        trace.depth_m[:] = (depth - 0.004 + plunge) * share if through else depth * share
        contact = (share > 0.0) & (share < 1.0)
        wave = 34 + 6 * np.sin(np.arange(n) * 0.05) + self.random.normal(0, 1.5, n)
        canal = 1.0 - 0.75 * ((share > 0.32) & (share < 0.68)) * through
        trace.force_n[:] = np.convolve(wave * contact * canal, np.ones(9) / 9, mode="same")
        trace.temperature_c[:] = 37.0 + 6.5 * share * np.exp(-np.clip(np.arange(n) / n - 0.62, 0, 1) * 9)
        self._note(started + 0.46 * n / FRAME_HZ, EventKind.NEAR_CORTEX_PASSED, task.target)
        if through:
            self._note(started + 0.60 * n / FRAME_HZ, EventKind.FAR_CORTEX_PASSED, task.target)
        if plunge > 0.005:
            self._note(started + 0.62 * n / FRAME_HZ, EventKind.PLUNGED, task.target, plunge)
        return Hole(
            target=task.target,
            instrument=task.drill,
            kind=InstrumentKind.DRILL,
            diameter_m=instrument.diameter_m,
            entry_m=entry,
            direction=direction,
            entry_error_m=0.0008,
            angle_error_rad=math.radians(float(self.random.uniform(1.0, 8.0))),
            depth_m=depth - 0.004 + plunge if through else depth,
            near_passed=True,
            far_passed=through,
            plunge_m=plunge,
            skive_m=0.0003,
            peak_force_n=float(trace.force_n.max()),
            peak_temperature_c=float(trace.temperature_c.max()),
            heat_dose_s=0.4,
            cutting_time_s=6.0,
            guided=task.guide is not None,
        )

    def _drive(self, task, trace, started) -> ScrewResult:
        entry, direction, length = self._axis(task.target)
        family = self.scenario.screws[0]
        seat = 0.003 if task.target.startswith("plate") else 0.0
        wanted = length + seat + 0.002
        screw_m = min((size for size in family.lengths_m if size >= wanted), default=family.lengths_m[-1])
        n = len(trace.time_s)
        turning = np.clip((np.arange(n) - n * 0.4) / (n * 0.25), 0.0, 1.0)
        share = float(self.random.uniform(0.66, 0.86))
        trace.torque_nm[:] = 2.4 * share * (0.35 * turning + 0.65 * turning**14) * (turning < 1.0)
        pose = Pose(add(entry, scale(direction, screw_m - seat)), quat_between((0.0, 0.0, 1.0), scale(direction, -1.0)))
        self.metal.append(ScrewInBone(family, screw_m, pose))
        self._note(started + 0.64 * n / FRAME_HZ, EventKind.SCREW_SEATED, task.target, share)
        return ScrewResult(
            id=f"screw_{task.target}",
            target=task.target,
            family=family.id,
            length_m=screw_m,
            pose=pose,
            torque_nm=2.4 * share,
            peak_torque_nm=2.4 * share,
            stripping_torque_nm=2.4,
            stripped=False,
            seated=True,
            past_far_cortex_m=screw_m - seat - length,
            near_engagement=0.0,
            far_engagement=0.95,
            angle_error_rad=0.02,
        )

    # --- geometry ---

    def _place(self, task) -> PlatePlacement:
        point, normal = surface_point(self.bone, task.at.along_m, task.at.azimuth_rad)
        rotation = quat_from_axes((1.0, 0.0, 0.0), normal)
        self.plate_pose = Pose(add(point, scale(normal, 0.0004)), rotation)
        self.metal.append(PlateOnBone(self.scenario.instrument(task.plate).plate, self.plate_pose))
        return PlatePlacement(task.plate, 0.0012, math.radians(1.5), 0.0007, held=True)

    def _axis(self, target_id):
        """Entry, direction into the bone and length between its outer surfaces."""
        target = self.scenario.target(target_id)
        if isinstance(target, AxisTarget):
            start = scale(fracture_normal(self.scenario.patient.fracture), 0.05)
            direction = scale(fracture_normal(self.scenario.patient.fracture), -1.0)
        else:
            shape = self.scenario.instrument(target.plate).plate
            place = Pose((shape.hole_along_m[target.hole - 1], 0.0, 0.02))
            start = (self.plate_pose @ place).position
            direction = self.plate_pose.turn((0.0, 0.0, -1.0))
        found = intervals(self.bone, start, direction, 0.1, intact=True)
        return add(start, scale(direction, found[0][0])), direction, found[-1][1] - found[0][0]


def bore(bone: Bone, entry, direction, radius_m, depth_m) -> None:
    """Take a cylinder out of the bone."""
    axes = [first + np.arange(count) * bone.voxel_m for first, count in zip(bone.origin_m, bone.shape, strict=True)]
    x, y, z = (axis - at for axis, at in zip(np.ix_(*axes), entry, strict=True))
    along = x * direction[0] + y * direction[1] + z * direction[2]
    radial = np.sqrt(np.maximum(x * x + y * y + z * z - along * along, 0.0))
    outside = np.maximum(radial - radius_m, np.maximum(along - depth_m, -0.004 - along))
    np.minimum(bone.fill, fill_from_distance(-outside), out=bone.fill)
