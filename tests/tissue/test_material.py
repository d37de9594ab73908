from __future__ import annotations

import math

import pytest

from sim.core.model import Sharpness
from sim.tissue.material import REFERENCE_SPEED_RAD_S, STUCK_N_S_M, Edge, hardness

SHARP = Edge(0.0035, Sharpness.SHARP, REFERENCE_SPEED_RAD_S)


def test_thirty_newtons_feed_a_sharp_bit_by_two_millimetres_a_second() -> None:
    assert (30.0 - SHARP.threshold_n) / SHARP.damping_n_s_m == pytest.approx(0.002, rel=0.02)


def test_a_blunt_bit_needs_three_times_the_thrust_for_the_same_feed() -> None:
    blunt = Edge(0.0035, Sharpness.BLUNT, REFERENCE_SPEED_RAD_S)
    for feed in (0.0005, 0.001, 0.003):
        thrust = [edge.threshold_n + edge.damping_n_s_m * feed for edge in (SHARP, blunt)]
        assert thrust[1] == pytest.approx(3.0 * thrust[0])


def test_thicker_bits_need_more_thrust_and_faster_ones_less() -> None:
    by_diameter = [Edge(d, Sharpness.SHARP, 94.0).damping_n_s_m for d in (0.002, 0.0025, 0.0035, 0.0045)]
    assert by_diameter == sorted(by_diameter)
    assert by_diameter[0] < by_diameter[-1]
    by_speed = [Edge(0.0035, Sharpness.SHARP, speed).damping_n_s_m for speed in (20.0, 60.0, 94.0, 150.0)]
    assert by_speed == sorted(by_speed, reverse=True)
    assert by_speed[1] / by_speed[2] == pytest.approx(94.0 / 60.0)


def test_a_bit_that_hardly_turns_does_not_cut_and_is_no_stiffer_than_a_rod() -> None:
    still = Edge(0.0035, Sharpness.BLUNT, 0.0)
    assert not still.cuts
    assert SHARP.cuts
    assert still.damping_n_s_m <= STUCK_N_S_M


def test_a_countersink_cuts_as_many_times_more_easily_as_it_says() -> None:
    easy = Edge(0.006, Sharpness.SHARP, 6.0, ease=14.0)
    plain = Edge(0.006, Sharpness.SHARP, 6.0)
    assert plain.damping_n_s_m == pytest.approx(14.0 * easy.damping_n_s_m)
    assert plain.threshold_n == pytest.approx(14.0 * easy.threshold_n)


def test_turning_moment_grows_with_thrust_and_diameter() -> None:
    assert SHARP.torque_nm(40.0) == pytest.approx(2.0 * SHARP.torque_nm(20.0))
    assert SHARP.torque_nm(40.0) == pytest.approx(0.021)
    assert math.isclose(Edge(0.007, Sharpness.SHARP, 94.0).torque_nm(40.0), 2.0 * SHARP.torque_nm(40.0))


def test_hardness_goes_with_density_squared() -> None:
    assert hardness(0.0) == 0.0
    assert hardness(1.9) == pytest.approx(1.0)
    assert hardness(0.95) == pytest.approx(0.25)
