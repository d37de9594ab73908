import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from step_records import HOLE, SCREW, minimum_jerk, step_record, trace_of

from sim.core.measurements import DepthReading, PlatePlacement, Reduction
from sim.scoring.registry import REGISTRY


def measure(metric, record, reference=None):
    return REGISTRY[metric].of_step(record, reference)


def full_record():
    return step_record(
        placement=PlatePlacement("plate", 0.003, math.radians(2.0), 0.0008, held=True),
        readings=(DepthReading("lag", "gauge", 0.0262),),
        extra={"hole_length_m": 0.026, "past_cortex_m": 0.002, "restarts": 2.0},
    )


@pytest.mark.parametrize("metric", REGISTRY.values(), ids=lambda metric: metric.id)
def test_every_metric_is_described_and_measures_a_full_record(metric):
    assert metric.id
    assert metric.formula
    assert metric.source
    value = metric.of_step(full_record(), 0.5)
    assert isinstance(value, float)
    assert math.isfinite(value)


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("time_s", 10.0),
        ("path_length_m", 0.3),
        ("angle_error_deg", 3.0),
        ("entry_error_mm", 1.0),
        ("plunge_mm", 4.0),
        ("skive_mm", 0.5),
        ("heat_dose_s", 0.1),
        ("peak_temperature_c", 41.0),
        ("depth_reading_error_mm", 0.2),
        ("screw_past_cortex_mm", 2.5),
        ("screw_length_error_mm", 0.5),
        ("torque_share", 0.75),
        ("torque_share_error", 0.0),
        ("screw_stripped", 0.0),
        ("clamp_angle_deg", math.degrees(0.1)),
        ("plate_offset_mm", 3.0),
        ("plate_angle_deg", 2.0),
        ("plate_gap_mm", 0.8),
        ("steps_unfinished", 0.0),
        ("restarts", 2.0),
    ],
)
def test_known_values(metric, value):
    assert measure(metric, full_record()) == pytest.approx(value)


@pytest.mark.parametrize(("share", "error"), [(0.60, 0.10), (0.70, 0.0), (0.80, 0.0), (0.95, 0.15), (1.0, 0.2)])
def test_torque_between_70_and_80_percent_is_free_of_error(share, error):
    record = step_record(screws=(replace(SCREW, peak_torque_nm=share, stripping_torque_nm=1.0),))
    assert measure("torque_share_error", record) == pytest.approx(error)


def test_a_screw_without_hold_counts_as_stripped_torque():
    record = step_record(screws=(replace(SCREW, stripping_torque_nm=0.0),))
    assert measure("torque_share", record) == 1.0


def test_holes_and_screws_of_other_targets_do_not_count():
    elsewhere = step_record(holes=(replace(HOLE, target="plate_1"),), screws=(replace(SCREW, target="plate_1"),))
    assert measure("plunge_mm", elsewhere) is None
    assert measure("torque_share", elsewhere) is None
    assert measure("plunge_mm", replace(elsewhere, target=None)) == pytest.approx(4.0)


def test_the_worst_hole_counts():
    record = step_record(holes=(HOLE, replace(HOLE, plunge_m=0.009)))
    assert measure("plunge_mm", record) == pytest.approx(9.0)


def test_the_planned_stand_of_a_screw_comes_from_the_scenario_then_the_step_then_two_millimetres():
    assert measure("screw_length_error_mm", step_record()) == pytest.approx(0.5)
    assert measure("screw_length_error_mm", step_record(extra={"past_cortex_m": 0.001})) == pytest.approx(1.5)
    assert measure("screw_length_error_mm", step_record(extra={"past_cortex_m": 0.001}), 2.5) == pytest.approx(0.0)


def test_nothing_to_measure_is_none():
    bare = step_record(holes=(), screws=(), reduction=Reduction(0.0, 0.0, clamped=False, clamp_angle_rad=1.57))
    bare = replace(bare, trace=trace_of(np.zeros((0, 3))))
    for metric in ("plunge_mm", "torque_share", "plate_gap_mm", "clamp_angle_deg", "sparc", "ldlj", "peak_force_n"):
        assert measure(metric, bare) is None, metric
    assert measure("economy", bare, 0.3) is None
    assert measure("depth_reading_error_mm", bare) is None


@given(st.floats(0.05, 5.0))
def test_economy_is_the_expert_path_over_the_own(reference):
    record = step_record(trace=trace_of(minimum_jerk((0, 0, 0), (0, 0.4, 0), 1.0)))
    assert measure("economy", record, reference) == pytest.approx(reference / 0.4)
    assert measure("economy", record, None) is None


def test_both_hands_make_the_path():
    right, left = minimum_jerk((0, 0, 0), (0.3, 0, 0), 1.0), minimum_jerk((0, 0, 0), (0, 0.1, 0), 1.0)
    assert measure("path_length_m", step_record(trace=trace_of(right, left))) == pytest.approx(0.4)


def test_smoothness_is_that_of_the_hand_that_moved_most():
    smooth = minimum_jerk((0, 0, 0), (0.4, 0, 0), 1.0)
    shaky = minimum_jerk((0, 0, 0), (0.1, 0, 0), 1.0)
    shaky[:, 0] += 0.002 * np.sin(np.arange(len(shaky)) * 0.35)
    for metric in ("sparc", "ldlj"):
        only_smooth = measure(metric, step_record(trace=trace_of(smooth)))
        assert measure(metric, step_record(trace=trace_of(smooth, shaky))) == only_smooth
        assert measure(metric, step_record(trace=trace_of(shaky, smooth))) == only_smooth
        assert measure(metric, step_record(trace=trace_of(shaky))) < only_smooth


@pytest.mark.parametrize("metric", REGISTRY.values(), ids=lambda metric: metric.id)
def test_the_documentation_says_what_the_registry_says(metric):
    lines = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith(f"| `{metric.id}` |"))
    for said in (metric.formula.replace("|", "\\|"), metric.over_run, metric.source, metric.label):
        assert f"| {said} |" in row
