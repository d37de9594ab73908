from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.core.intents import Hand
from sim.core.pose import Pose, Vec3, angle_between, distance, norm, quat_from_axis_angle, quat_rotate, subtract, unit
from sim.scene.arms import FOREARM_M, MOST_LEAN_RAD, UPPER_ARM_M, elbow, lean, towards_elbow
from sim.scene.glove import about, along_forearm, matrix, wrist_of

HEAD = Pose((0.0, -0.6, 1.6))
HEAD_M, SLEEVE_M = 0.11, 0.07
"""Half as wide as each is at most."""
IN_REACH = st.tuples(st.floats(-0.3, 0.3), st.floats(0.2, 0.35), st.floats(-0.5, -0.1))


@given(st.sampled_from(list(Hand)), IN_REACH)
@example(Hand.LEFT, (0.25, 0.25, -0.125))
def test_an_elbow_hangs_below_the_head_a_forearm_away_from_the_wrist(hand: Hand, offset: Vec3) -> None:
    wrist = HEAD.apply(offset)
    bent = elbow(hand, HEAD, wrist)
    assert distance(bent, wrist) < FOREARM_M + UPPER_ARM_M
    assert bent[2] < HEAD.position[2] - 0.2
    assert distance(bent, HEAD.position) > HEAD_M + SLEEVE_M  # also of an arm that reaches across, close to the chin


def test_elbows_of_both_arms_mirror_each_other_and_point_outwards() -> None:
    right = elbow(Hand.RIGHT, HEAD, HEAD.apply((0.15, 0.3, -0.4)))
    left = elbow(Hand.LEFT, HEAD, HEAD.apply((-0.15, 0.3, -0.4)))
    assert right == pytest.approx((-left[0], left[1], left[2]), abs=1e-9)
    assert right[0] > 0.19


def test_elbows_turn_with_the_person() -> None:
    turned = Pose(HEAD.position, quat_from_axis_angle((0.0, 0.0, 1.0), 0.7))
    at = (0.15, 0.3, -0.4)
    before, after = elbow(Hand.RIGHT, HEAD, HEAD.apply(at)), elbow(Hand.RIGHT, turned, turned.apply(at))
    assert turned.inverse().apply(after) == pytest.approx(HEAD.inverse().apply(before), abs=1e-6)


@given(st.floats(0.0, math.pi))
def test_a_forearm_leans_as_far_as_a_wrist_bends_and_no_farther(angle_rad: float) -> None:
    made: Vec3 = (0.0, -1.0, 0.0)
    wanted = quat_rotate(quat_from_axis_angle((0.0, 0.0, 1.0), angle_rad), made)
    leant = quat_rotate(lean(made, wanted), made)
    assert angle_between(made, leant) == pytest.approx(min(angle_rad, MOST_LEAN_RAD), abs=1e-5)
    assert angle_between(leant, wanted) == pytest.approx(max(0.0, angle_rad - MOST_LEAN_RAD), abs=1e-5)


def test_the_direction_to_the_elbow_is_that_of_the_hand() -> None:
    world_from_hand = Pose((0.2, -0.3, 1.1), quat_from_axis_angle((1.0, 0.3, 0.0), 0.8))
    wrist = wrist_of("right", "open")
    towards = towards_elbow(Hand.RIGHT, HEAD, world_from_hand, wrist.place)
    at = world_from_hand.apply(wrist.place)
    assert norm(towards) == pytest.approx(1.0)
    assert world_from_hand.turn(towards) == pytest.approx(unit(subtract(elbow(Hand.RIGHT, HEAD, at), at)), abs=1e-9)


def test_the_fingers_stay_and_the_sleeve_goes_when_a_wrist_bends() -> None:
    wrist = wrist_of("left", "open")
    away = np.array(wrist.place) + np.outer([-0.1, 0.0, 0.1], wrist.along)
    share = along_forearm(away.astype(np.float32), wrist)
    assert share[0] == 0.0
    assert 0.0 < share[1] < 0.5
    assert share[2] == 1.0


def test_a_turn_about_a_point_leaves_the_point() -> None:
    move = about((0.1, 0.2, 0.3), quat_from_axis_angle((0.0, 1.0, 0.0), 1.0))
    assert move.apply((0.1, 0.2, 0.3)) == pytest.approx((0.1, 0.2, 0.3))
    point = (0.3, -0.2, 0.5)
    assert matrix(move) @ np.array([*point, 1.0]) == pytest.approx(move.apply(point))
