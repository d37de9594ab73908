from __future__ import annotations

import math

import numpy as np
import pytest
from blocks import UPRIGHT, tube
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.tissue.axis import STEP_M, profile, sample
from sim.tissue.cutting import carve
from sim.tissue.tool_shape import drill_bit, tool_shape

TUBE = tube()
"""Shared: outer radius 8 mm, inner 4 mm, along x. Tests must not change it."""
START = np.array((0.0, 0.0, 0.0095))
DOWN = np.array((0.0, 0.0, -1.0))


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 2.0 * math.pi))
def test_a_line_through_the_axis_meets_both_cortices_wherever_it_comes_from(azimuth: float) -> None:
    out = np.array((0.0, math.sin(azimuth), math.cos(azimuth)))
    lines = profile(TUBE, 0.0095 * out, -out, 0.02)
    assert lines is not None
    assert lines.near_m == pytest.approx(0.0015, abs=0.00015)
    assert lines.near_inner_m == pytest.approx(0.0055, abs=0.0003)
    assert lines.far_inner_m == pytest.approx(0.0135, abs=0.0003)
    assert lines.far_m == pytest.approx(0.0175, abs=0.00015)


def test_a_line_beside_the_canal_has_its_walls_meet_in_the_middle() -> None:
    lines = profile(TUBE, START + np.array((0.0, 0.006, 0.0)), DOWN, 0.02)
    assert lines is not None
    assert lines.near_inner_m == lines.far_inner_m == pytest.approx((lines.near_m + lines.far_m) / 2.0, abs=STEP_M)


def test_a_line_that_misses_the_bone_has_no_profile() -> None:
    assert profile(TUBE, START + np.array((0.0, 0.009, 0.0)), DOWN, 0.02) is None
    assert profile(TUBE, np.array((0.0, 0.0, 0.5)), DOWN, 0.02) is None


def test_the_intact_bone_is_remembered_after_drilling() -> None:
    bone = tube()
    carve(bone, 0, UPRIGHT, np.array((0.0, 0.0, 0.0)), tool_shape(drill_bit(0.0035, 0.12)).profile, 0.06)
    assert profile(bone, START, DOWN, 0.02, intact=True) == profile(TUBE, START, DOWN, 0.02)
    drilled = profile(bone, START, DOWN, 0.02, intact=False)
    assert drilled is not None
    assert drilled.near_m > 0.009


def test_samples_lie_a_step_apart_and_are_empty_outside() -> None:
    samples = sample(TUBE, np.array((0.0, 0.0, 0.1)), DOWN, 0.1, intact=True)
    assert samples.shape == (int(0.1 / STEP_M) + 1, 2)
    assert (samples[:850] == 0.0).all()
    assert samples[950] == pytest.approx((1.0, 1.9), abs=1e-3)
