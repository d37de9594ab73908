"""What a metric reads out of one step's record; None when the step has nothing to measure.

Lengths come out in millimetres where people read millimetres, angles in degrees. ``reference`` is the
``MetricUse.reference`` of the scenario, in the unit that the metric's entry in `sim.scoring.registry` names.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import median

from ..core.intents import FRAME_HZ
from ..core.measurements import Floats, Hole, PlatePlacement, ScrewResult, StepRecord
from .movement import ldlj, path_length, reaches, sparc, speed_of

Measure = Callable[[StepRecord, float | None], float | None]

MM = 1000.0
TORQUE_SHARE_RANGE = (0.70, 0.80)
"""Share of the stripping torque: design target of procedure C; no benefit above 0.80 (Fletcher 2019)."""
USUAL_PAST_CORTEX_MM = 2.0
"""Planned stand of the screw's tip past the far cortex where the scenario names none (procedure C)."""


# --- movement ---


def duration(step: StepRecord, _: float | None) -> float | None:
    """Seconds from the step's start to its end."""
    return step.ended_s - step.started_s


def hands_path(step: StepRecord, _: float | None = None) -> float | None:
    """Metres that both hands moved, summed: a second hand that wanders is not free."""
    return path_length(step.trace.left_m) + path_length(step.trace.right_m)


def economy(step: StepRecord, reference: float | None) -> float | None:
    """Expert's path over own path; None without an expert's path (m) or without a movement."""
    path = hands_path(step)
    return reference / path if reference is not None and path else None


def smoothness(measure: Callable[[Floats, float], float | None]) -> Measure:
    """Median of ``measure`` over the reaches of the hand that moved most in the step."""

    def of_step(step: StepRecord, _: float | None) -> float | None:
        left, right = step.trace.left_m, step.trace.right_m
        working = left if path_length(left) > path_length(right) else right
        found = [measure(reach, FRAME_HZ) for reach in reaches(speed_of(working))]
        values = [value for value in found if value is not None]
        return median(values) if values else None

    return of_step


sparc_of_step = smoothness(sparc)
ldlj_of_step = smoothness(ldlj)


def peak_force(step: StepRecord, _: float | None) -> float | None:
    """Largest thrust on the tissue in newtons."""
    return float(step.trace.force_n.max()) if len(step.trace.force_n) else None


# --- holes and screws ---


def worst_hole(read: Callable[[Hole], float]) -> Measure:
    """Largest of a value over the holes cut at the step's target (at any, in a step without a target)."""

    def of_step(step: StepRecord, _: float | None) -> float | None:
        return max((read(hole) for hole in step.holes if step.target in (None, hole.target)), default=None)

    return of_step


def worst_screw(read: Callable[[ScrewResult], float]) -> Measure:
    """Largest of a value over the screws turned at the step's target (at any, in a step without a target)."""

    def of_step(step: StepRecord, _: float | None) -> float | None:
        return max((read(screw) for screw in _screws(step)), default=None)

    return of_step


def _screws(step: StepRecord) -> tuple[ScrewResult, ...]:
    return tuple(screw for screw in step.screws if step.target in (None, screw.target))


def torque_share(screw: ScrewResult) -> float:
    """Highest tightening torque as a share of the stripping torque; 1 for a screw that has no hold at all."""
    return screw.peak_torque_nm / screw.stripping_torque_nm if screw.stripping_torque_nm > 0.0 else 1.0


def torque_share_error(screw: ScrewResult) -> float:
    """Distance of the torque share from the range 0.70 to 0.80."""
    low, high = TORQUE_SHARE_RANGE
    share = torque_share(screw)
    return max(low - share, share - high, 0.0)


def screw_length_error(step: StepRecord, reference: float | None) -> float | None:
    """Millimetres between where the screw's tip stands and where it was planned past the far cortex."""
    planned = step.extra.get("past_cortex_m")
    planned_mm = reference if reference is not None else USUAL_PAST_CORTEX_MM if planned is None else planned * MM
    return max((abs(screw.past_far_cortex_m * MM - planned_mm) for screw in _screws(step)), default=None)


def depth_reading_error(step: StepRecord, _: float | None) -> float | None:
    """Millimetres between the last gauge reading and the hole's true length, which the session measures."""
    readings = [reading for reading in step.readings if step.target in (None, reading.target)]
    true_m = step.extra.get("hole_length_m")
    return abs(readings[-1].depth_m - true_m) * MM if readings and true_m is not None else None


# --- fragments and plate ---


def clamp_angle(step: StepRecord, _: float | None) -> float | None:
    """Degrees between the line of the jaws and the fracture's normal; None while nothing is clamped."""
    return math.degrees(step.reduction.clamp_angle_rad) if step.reduction.clamped else None


def placed(read: Callable[[PlatePlacement], float]) -> Measure:
    """A value of where the plate lies; None when it was not placed."""

    def of_step(step: StepRecord, _: float | None) -> float | None:
        return None if step.placement is None else read(step.placement)

    return of_step
