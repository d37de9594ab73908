from __future__ import annotations

import numpy as np
import pytest
from blocks import UPRIGHT, block

from sim.tissue.bone import Bone
from sim.tissue.cutting import carve
from sim.tissue.thread import Engagement, engagement, insertion_torque_nm, stripping_torque_nm
from sim.tissue.tool_shape import drill_bit, tool_shape

MINOR, MAJOR = 0.0024, 0.0035
TOP = 0.00975
"""Where the block's bone ends, metres above its middle."""


def drilled(diameter_m: float, density: float = 1.9, depth_m: float = 0.03) -> Bone:
    bone = block(density)
    tip = np.array((0.0, 0.0, TOP - depth_m))
    carve(bone, 0, UPRIGHT, tip, tool_shape(drill_bit(diameter_m, 0.12)).profile, 0.06)
    return bone


def screwed(bone: Bone, depth_m: float = 0.012, length_m: float = 0.03) -> Engagement:
    """What bone gives a 3.5 mm thread whose tip is this deep."""
    return engagement(bone, ((0, UPRIGHT, np.array((0.0, 0.0, TOP - depth_m))),), MINOR, MAJOR, length_m)


def test_a_pilot_hole_holds_the_thread_all_along_and_lets_the_core_through() -> None:
    felt = screwed(drilled(0.0025))
    assert felt.length_m == pytest.approx(0.012, rel=0.05)
    assert felt.core == pytest.approx(0.0, abs=0.02)


def test_a_gliding_hole_holds_nothing() -> None:
    assert screwed(drilled(0.0035)).length_m < 0.0004


def test_whole_bone_stops_the_core() -> None:
    assert screwed(block()).core == pytest.approx(1.0, abs=0.05)
    blind = screwed(drilled(0.0025, depth_m=0.010))
    assert blind.core > 0.5


def test_engagement_grows_with_depth_and_density() -> None:
    pilot = drilled(0.0025)
    by_depth = [screwed(pilot, depth).length_m for depth in (0.002, 0.005, 0.010, 0.015)]
    assert by_depth == sorted(by_depth)
    by_density = [screwed(drilled(0.0025, density)).length_m for density in (0.4, 0.9, 1.2, 1.9)]
    assert by_density == sorted(by_density)
    assert by_density[0] < 0.1 * by_density[-1]


def test_levels_add_up_to_the_length() -> None:
    felt = screwed(drilled(0.0025))
    assert felt.levels.sum() * 0.0005 == pytest.approx(felt.length_m)
    assert len(felt.levels) == 60


def test_stripping_torque_goes_with_length_and_with_the_square_of_the_thread() -> None:
    assert stripping_torque_nm(0.018, 0.0035) == pytest.approx(2.0 * stripping_torque_nm(0.009, 0.0035))
    assert stripping_torque_nm(0.009, 0.0070) == pytest.approx(4.0 * stripping_torque_nm(0.009, 0.0035))
    assert stripping_torque_nm(0.009, 0.0035) == pytest.approx(2.61)


def test_a_thread_already_cut_turns_more_easily() -> None:
    shares = [insertion_torque_nm(0.009, share, 0.0, 0.0035) for share in (0.0, 0.5, 1.0)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 3.0 * shares[2]


def test_a_screw_goes_in_well_below_the_torque_that_strips_it_unless_its_core_jams() -> None:
    strip = stripping_torque_nm(0.009, 0.0035)
    assert insertion_torque_nm(0.009, 0.0, 0.0, 0.0035) < 0.3 * strip
    assert insertion_torque_nm(0.009, 0.0, 1.0, 0.0035) > 5.0 * strip
