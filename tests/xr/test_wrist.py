from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.pose import IDENTITY, Pose, quat_from_axis_angle
from sim.xr.wrist import FULL_RAD, SLACK_RAD, WristTurn

Z = (0.0, 0.0, 1.0)
angles = st.floats(-3.0, 3.0)


def rolled(clockwise_rad: float, start: Pose = IDENTITY) -> Pose:
    """Seen from the thumb's side (from +z) clockwise is negative about z."""
    return start @ Pose(rotation=quat_from_axis_angle(Z, -clockwise_rad))


def pressed(at: Pose = IDENTITY) -> WristTurn:
    wrist = WristTurn()
    assert wrist.read(at, 1.0, tracked=True) == 0.0
    return wrist


def test_a_wrist_turns_only_while_the_part_is_held() -> None:
    wrist = WristTurn()
    assert wrist.read(rolled(0.0), 0.0, tracked=True) == 0.0
    assert wrist.read(rolled(1.0), 0.0, tracked=True) == 0.0
    assert wrist.read(rolled(1.0), 1.0, tracked=True) == 0.0  # counts from here
    assert wrist.read(rolled(2.0), 1.0, tracked=True) == 1.0
    assert wrist.read(rolled(2.0), 0.5, tracked=True) == 1.0  # a lighter pinch still holds
    assert wrist.read(rolled(2.0), 0.2, tracked=True) == 0.0
    assert wrist.read(rolled(2.0), 1.0, tracked=True) == 0.0


@given(angles)
def test_clockwise_is_positive_and_both_ways_are_alike(angle: float) -> None:
    one, other = pressed().read(rolled(angle), 1.0, True), pressed().read(rolled(-angle), 1.0, True)
    assert one == pytest.approx(-other)
    assert one * angle >= 0.0
    assert abs(one) <= 1.0


@given(st.floats(0.0, 3.0), st.floats(0.0, 3.0))
def test_farther_is_faster(less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert pressed().read(rolled(less), 1.0, True) <= pressed().read(rolled(more), 1.0, True)


def test_a_hand_that_only_holds_turns_nothing_and_a_comfortable_roll_turns_at_full_rate() -> None:
    assert pressed().read(rolled(0.99 * SLACK_RAD), 1.0, True) == 0.0
    assert pressed().read(rolled(FULL_RAD), 1.0, True) == pytest.approx(1.0)


def test_bending_the_wrist_is_no_roll() -> None:
    for axis in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)):
        assert pressed().read(Pose(rotation=quat_from_axis_angle(axis, math.pi / 3.0)), 1.0, True) == 0.0


@given(angles, st.tuples(*[st.floats(-1.0, 1.0)] * 3))
def test_it_counts_from_wherever_the_hand_was(angle: float, position: tuple[float, float, float]) -> None:
    start = Pose(position, quat_from_axis_angle((0.3, -0.5, 0.8), 1.1))
    turned = pressed(start).read(rolled(angle, start), 1.0, True)
    assert turned == pytest.approx(pressed().read(rolled(angle), 1.0, True), abs=1e-6)


def test_a_hand_that_was_lost_begins_anew() -> None:
    wrist = pressed()
    assert wrist.read(rolled(1.0), 1.0, tracked=False) == 0.0
    assert wrist.read(rolled(1.0), 1.0, tracked=True) == 0.0
    assert wrist.read(rolled(1.0 + FULL_RAD), 1.0, tracked=True) == pytest.approx(1.0)
