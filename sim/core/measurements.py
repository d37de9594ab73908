"""What the simulator measures while it runs; the scoring reads these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .instruments import InstrumentKind
from .pose import Pose, Vec3

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hole:
    """All that was done at a target with one cutting instrument. Bone frame; see `sim.session` for how."""

    target: str
    instrument: str
    kind: InstrumentKind
    diameter_m: float
    entry_m: Vec3
    direction: Vec3
    """Unit vector into the bone."""
    entry_error_m: float
    angle_error_rad: float
    depth_m: float
    """Deepest the tip has been below the surface at the entry."""
    near_passed: bool
    far_passed: bool
    plunge_m: float
    """Farthest the tip has been past the far cortex's outer surface; 0 before break-through."""
    skive_m: float
    """How far the tip slid over the surface before it bit."""
    peak_force_n: float
    peak_temperature_c: float
    heat_dose_s: float
    """Seconds at 47 C that would do the same harm as the hottest millimetre of bone suffered."""
    cutting_time_s: float
    guided: bool
    """The bit ran in a seated sleeve."""


@dataclass(frozen=True, slots=True)
class DepthReading:
    """What a depth gauge showed, along the hole that was drilled."""

    target: str
    instrument: str
    depth_m: float


@dataclass(frozen=True, slots=True)
class ScrewResult:
    """A screw in the bone."""

    id: str
    target: str
    family: str
    length_m: float
    pose: Pose
    """bone_from_screw; origin at the tip, z to the head."""
    torque_nm: float
    peak_torque_nm: float
    stripping_torque_nm: float
    stripped: bool
    seated: bool
    past_far_cortex_m: float
    """Tip past the far cortex's outer surface; negative when it does not reach it."""
    near_engagement: float
    """Share of the near cortex's thread circle that holds the thread, 0 to 1: a lag screw wants 0."""
    far_engagement: float
    angle_error_rad: float


@dataclass(frozen=True, slots=True)
class Reduction:
    """How the fragments lie against each other."""

    shift_m: float
    """Distance of the distal fragment's fracture centre from its reduced place."""
    rotation_rad: float
    clamped: bool
    clamp_angle_rad: float
    """Between the line of the jaws and the fracture's normal; pi/2 before the first closing."""


@dataclass(frozen=True, slots=True)
class PlatePlacement:
    """Where a plate lies against its planned place."""

    plate: str
    offset_m: float
    angle_rad: float
    gap_m: float
    """Largest distance of its underside from the bone under its end holes."""
    held: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """Samples at every control frame of a step, all arrays n long."""

    time_s: Floats
    left_m: Floats
    """(n, 3) world position of the left hand where it truly is."""
    right_m: Floats
    left_tip_m: Floats
    """(n, 3) world position of the tip of what the left hand holds; of the hand when it holds nothing."""
    right_tip_m: Floats
    force_n: Floats
    """Thrust on the tissue."""
    depth_m: Floats
    torque_nm: Floats
    temperature_c: Floats


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What happened in one step."""

    step: str
    target: str | None
    started_s: float
    ended_s: float
    finished: bool
    trace: Trace
    holes: tuple[Hole, ...]
    """Holes cut in this step (as they stood at its end), at any target."""
    readings: tuple[DepthReading, ...]
    screws: tuple[ScrewResult, ...]
    """Screws turned in this step."""
    placement: PlatePlacement | None
    reduction: Reduction
    answers: dict[str, str]
    correct_answers: int
    wrong_answers: int
    instrument_errors: int
    """Wrong instrument picked up or used, or used where it should not."""
    order_errors: int
    """Things done that belong to a later step or to none."""
    sterility_errors: int
    hints_used: int
    extra: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A whole run, for scoring."""

    scenario: str
    mode: str
    steps: tuple[StepRecord, ...]
    finished: bool
    duration_s: float
