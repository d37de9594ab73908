"""Every metric there is: one entry each, with its unit, formula, source and label.

A metric is measured on a step (``of_step``); asked of the run, the steps' values are put together by ``over_run``.
The norm it is held against (best, worst, points) stands in the scenario, with a source of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from ..core.model import Label
from . import measures as m

OverRun = Callable[[Sequence[float]], float]


def _middle(values: Sequence[float]) -> float:
    return median(values)


def _total(values: Sequence[float]) -> float:
    return math.fsum(values)


def _of_sums(values: Sequence[float]) -> float:
    """The run's r / sum(p) from the steps' r / p."""
    return 1.0 / math.fsum(1.0 / value for value in values)


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that is measured."""

    id: str
    unit: str
    """As people read it; empty for a bare number."""
    formula: str
    label: Label
    """How far the way of measuring may be trusted; the scenario's norm has a label of its own."""
    source: str
    lower_is_better: bool
    of_step: m.Measure
    over_run: OverRun = max
    unreached: float | None = None
    """The value of a step that never began; None leaves it out."""
    reference_unit: str | None = None
    """What ``MetricUse.reference`` means here; None when the metric takes none."""
    needs_reference: bool = False


MOVEMENT = "Balasubramanian et al., IEEE TBME 2012 and J NeuroEng Rehabil 2015; validated for discrete movements"
DRILLING = "PMID 22391404 (plunge of experienced and inexperienced surgeons)"
HEAT = "47 C for 60 s as the limit of necrosis; 10.1007/s00402-007-0427-3 on irrigation"
TORQUE = "Fletcher 2019; 10.1186/s13018-021-02800-z"
LAG_SCREW = "procedure C, lag screw and neutralisation plate; ours"

_METRICS = (
    # movement
    Metric(
        "time_s",
        "s",
        "end - start of the step; run: sum of the steps",
        Label.VALIDATED,
        "PMID 27085361 (time and path length were the valid metrics of 12)",
        True,
        m.duration,
        _total,
    ),
    Metric(
        "path_length_m",
        "m",
        "sum |p(i+1) - p(i)| of the left and the right hand; run: sum of the steps",
        Label.VALIDATED,
        "PMID 27085361 (time and path length were the valid metrics of 12)",
        True,
        m.hands_path,
        _total,
    ),
    Metric(
        "economy",
        "",
        "expert's path / own path; run: expert's path of the run / sum of the own paths",
        Label.VALIDATED,
        "10.1007/s00464-007-9526-z",
        False,
        m.economy,
        _of_sums,
        reference_unit="m",
        needs_reference=True,
    ),
    Metric(
        "sparc",
        "",
        "-sum sqrt((df / (f_end - f_0))^2 + dM^2), M: spectrum of hand speed over its peak, f <= 10 Hz, M >= 0.05; "
        "median over the reaches of the hand that moved most; run: median of the steps",
        Label.VALIDATED,
        MOVEMENT,
        False,
        m.sparc_of_step,
        _middle,
    ),
    Metric(
        "ldlj",
        "",
        "-ln(T^3 / v_peak^2 * sum((d2v/dt2)^2) * dt) of hand speed v; "
        "median over the reaches of the hand that moved most; run: median of the steps",
        Label.VALIDATED,
        MOVEMENT + "; separates skill levels: Sensors 2023;23:3146",
        False,
        m.ldlj_of_step,
        _middle,
    ),
    Metric(
        "peak_force_n",
        "N",
        "max of the thrust on the tissue; run: largest of the steps",
        Label.PUBLISHED_NORM,
        "10.1002/jor.25377 (experts drop the feed force before the far cortex)",
        True,
        m.peak_force,
    ),
    # holes
    Metric(
        "angle_error_deg",
        "deg",
        "angle between the hole's and the planned axis; largest of the holes",
        Label.PUBLISHED_NORM,
        "PMC4964160 (84.5 % of holes within 4 deg of 90 deg)",
        True,
        m.worst_hole(lambda hole: math.degrees(hole.angle_error_rad)),
    ),
    Metric(
        "entry_error_mm",
        "mm",
        "distance of the hole's entry from the planned entry; largest of the holes",
        Label.OURS,
        LAG_SCREW,
        True,
        m.worst_hole(lambda hole: hole.entry_error_m * m.MM),
    ),
    Metric(
        "plunge_mm",
        "mm",
        "farthest the tip was past the far cortex's outer surface; largest of the holes",
        Label.VALIDATED,
        DRILLING,
        True,
        m.worst_hole(lambda hole: hole.plunge_m * m.MM),
    ),
    Metric(
        "skive_mm",
        "mm",
        "how far the tip slid over the surface before it bit; largest of the holes",
        Label.PUBLISHED_NORM,
        "UNM J Orth 7/1/23 (skiving fell from 22 to 6 % in a course)",
        True,
        m.worst_hole(lambda hole: hole.skive_m * m.MM),
    ),
    Metric(
        "heat_dose_s",
        "s",
        "seconds at 47 C that harm like the hottest bone's course of temperature; largest of the holes",
        Label.PUBLISHED_NORM,
        HEAT,
        True,
        m.worst_hole(lambda hole: hole.heat_dose_s),
    ),
    Metric(
        "peak_temperature_c",
        "C",
        "highest temperature of the bone; largest of the holes",
        Label.PUBLISHED_NORM,
        HEAT,
        True,
        m.worst_hole(lambda hole: hole.peak_temperature_c),
    ),
    Metric(
        "depth_reading_error_mm",
        "mm",
        "|last gauge reading - true length of the hole|; largest of the steps",
        Label.OURS,
        LAG_SCREW,
        True,
        m.depth_reading_error,
    ),
    # screws
    Metric(
        "screw_past_cortex_mm",
        "mm",
        "screw tip past the far cortex's outer surface (negative: short of it); largest of the screws",
        Label.PUBLISHED_NORM,
        "10.1186/s12891-016-0972-4 (26 % protruded)",
        True,
        m.worst_screw(lambda screw: screw.past_far_cortex_m * m.MM),
    ),
    Metric(
        "screw_length_error_mm",
        "mm",
        "|screw tip past the far cortex - planned (2 mm)|; largest of the screws",
        Label.PUBLISHED_NORM,
        "10.1186/s12891-016-0972-4; 2 mm: procedure C",
        True,
        m.screw_length_error,
        reference_unit="mm",
    ),
    Metric(
        "torque_share",
        "",
        "highest tightening torque / stripping torque; largest of the screws",
        Label.PUBLISHED_NORM,
        TORQUE,
        False,
        m.worst_screw(m.torque_share),
    ),
    Metric(
        "torque_share_error",
        "",
        "distance of the torque share from 0.70 to 0.80; largest of the screws",
        Label.PUBLISHED_NORM,
        TORQUE,
        True,
        m.worst_screw(m.torque_share_error),
    ),
    Metric(
        "screw_stripped",
        "",
        "1 when a screw was stripped, else 0; run: number of steps with one",
        Label.PUBLISHED_NORM,
        "10.1186/s13018-021-02800-z (872 of 1800 screws were stripped)",
        True,
        m.worst_screw(lambda screw: float(screw.stripped)),
        _total,
    ),
    Metric(
        "near_engagement",
        "",
        "share of the near cortex's thread circle that holds the thread (a lag screw wants 0); largest of the screws",
        Label.OURS,
        LAG_SCREW,
        True,
        m.worst_screw(lambda screw: screw.near_engagement),
    ),
    # fragments and plate
    Metric(
        "reduction_shift_mm",
        "mm",
        "distance of the distal fragment from its reduced place at the step's end; largest of the steps",
        Label.OURS,
        LAG_SCREW,
        True,
        lambda step, _: step.reduction.shift_m * m.MM,
    ),
    Metric(
        "reduction_angle_deg",
        "deg",
        "rotation of the distal fragment from its reduced place at the step's end; largest of the steps",
        Label.OURS,
        LAG_SCREW,
        True,
        lambda step, _: math.degrees(step.reduction.rotation_rad),
    ),
    Metric(
        "clamp_angle_deg",
        "deg",
        "angle between the line of the jaws and the fracture's normal; largest of the steps",
        Label.OURS,
        LAG_SCREW,
        True,
        m.clamp_angle,
    ),
    Metric(
        "plate_offset_mm",
        "mm",
        "distance of the plate's middle from its planned place; largest of the steps",
        Label.OURS,
        LAG_SCREW,
        True,
        m.placed(lambda placement: placement.offset_m * m.MM),
    ),
    Metric(
        "plate_angle_deg",
        "deg",
        "angle between the plate and the shaft; largest of the steps",
        Label.OURS,
        LAG_SCREW,
        True,
        m.placed(lambda placement: math.degrees(placement.angle_rad)),
    ),
    Metric(
        "plate_gap_mm",
        "mm",
        "largest distance of the plate's underside from the bone under its end holes; largest of the steps",
        Label.OURS,
        LAG_SCREW,
        True,
        m.placed(lambda placement: placement.gap_m * m.MM),
    ),
    # conduct
    Metric(
        "instrument_errors",
        "",
        "wrong instruments picked up or used; run: sum of the steps",
        Label.OURS,
        "ours",
        True,
        lambda step, _: float(step.instrument_errors),
        _total,
    ),
    Metric(
        "order_errors",
        "",
        "things done that belong to a later step or to none; run: sum of the steps",
        Label.OURS,
        "ours",
        True,
        lambda step, _: float(step.order_errors),
        _total,
    ),
    Metric(
        "sterility_errors",
        "",
        "sterile things dropped or made unsterile; run: sum of the steps",
        Label.OURS,
        "ours",
        True,
        lambda step, _: float(step.sterility_errors),
        _total,
    ),
    Metric(
        "hints_used",
        "",
        "hints shown; run: sum of the steps",
        Label.OURS,
        "ours",
        True,
        lambda step, _: float(step.hints_used),
        _total,
    ),
    Metric(
        "wrong_answers",
        "",
        "wrong answers to questions; run: sum of the steps",
        Label.OURS,
        "ours",
        True,
        lambda step, _: float(step.wrong_answers),
        _total,
    ),
    Metric(
        "steps_unfinished",
        "",
        "1 for a step that was not finished or never begun; run: sum of the steps",
        Label.OURS,
        "ours",
        True,
        lambda step, _: 0.0 if step.finished else 1.0,
        _total,
        unreached=1.0,
    ),
    Metric(
        "restarts",
        "",
        "times the step was begun again; run: sum of the steps",
        Label.OURS,
        "ours",
        True,
        lambda step, _: step.extra.get("restarts", 0.0),
        _total,
    ),
)

REGISTRY: dict[str, Metric] = {metric.id: metric for metric in _METRICS}
"""Metric id -> metric."""
