import math

import pytest

from sim.core.pose import Pose, quat_from_axis_angle
from sim.panels.readable import arc_minutes, dmm, farther, least_arc_minutes

EYE = (0.0, 0.0, 0.0)


def test_a_millimetre_at_a_metre_is_one_dmm_and_so_are_three_at_three():
    assert dmm(0.001, 1.0) == pytest.approx(1.0)
    assert dmm(0.003, 3.0) == pytest.approx(1.0)


def test_an_upright_length_seen_squarely_has_its_plain_angle():
    expected = math.degrees(math.atan2(0.01, 2.0)) * 60.0
    assert arc_minutes(0.01, (0.0, 2.0, 0.0), (0.0, 0.0, 1.0), EYE) == pytest.approx(expected)


def test_a_length_that_points_at_the_eye_is_not_seen():
    assert arc_minutes(0.01, (0.0, 2.0, 0.0), (0.0, 1.0, 0.0), EYE) == pytest.approx(0.0, abs=1e-9)


def test_type_in_a_corner_looks_smaller_than_in_the_middle_and_smallest_on_a_leaning_panel():
    square = Pose((0.0, 1.0, 0.0))
    leaning = Pose((0.0, 1.0, 0.0), quat_from_axis_angle((1.0, 0.0, 0.0), math.radians(50.0)))
    middle = arc_minutes(0.01, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), EYE)
    assert least_arc_minutes(0.01, leaning, (1.0, 0.5), EYE) < least_arc_minutes(0.01, square, (1.0, 0.5), EYE) < middle


def test_leaning_back_takes_the_eye_straight_away_from_the_panel():
    assert farther(EYE, Pose((0.0, 2.0, 0.0)), 0.5) == pytest.approx((0.0, -0.5, 0.0))
