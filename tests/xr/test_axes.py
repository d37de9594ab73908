from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.pose import (
    Pose,
    Quat,
    Vec3,
    cross,
    distance,
    dot,
    norm,
    quat_from_axis_angle,
    quat_inverse,
    quat_multiply,
    quat_rotate,
    quat_to_rotation_vector,
)
from sim.xr.axes import hand_from_xr, hand_to_xr, pose_from_xr, pose_to_xr

points = st.tuples(*[st.floats(-3.0, 3.0)] * 3)
rotations = st.builds(quat_from_axis_angle, points.filter(lambda v: norm(v) > 0.01), st.floats(-math.pi, math.pi))
poses = st.builds(Pose, points, rotations)

QUARTER = math.pi / 2.0
X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


@dataclass
class XrVector:
    x: float
    y: float
    z: float


@dataclass
class XrQuaternion:
    x: float
    y: float
    z: float
    w: float


@dataclass
class XrPose:
    position: XrVector
    orientation: XrQuaternion


def xr_pose(position: Vec3, orientation: Quat) -> XrPose:
    return XrPose(XrVector(*position), XrQuaternion(*orientation))


def apart(a: Quat, b: Quat) -> float:
    return norm(quat_to_rotation_vector(quat_multiply(a, quat_inverse(b))))


def near(a: Vec3, b: Vec3) -> bool:
    return distance(a, b) < 1e-9


@given(poses)
def test_there_and_back_changes_nothing(pose: Pose) -> None:
    for there, back in ((pose_to_xr, pose_from_xr), (hand_to_xr, hand_from_xr)):
        again = back(xr_pose(*there(pose)))
        assert near(again.position, pose.position)
        assert apart(again.rotation, pose.rotation) < 1e-6


@given(points, rotations, points)
def test_a_point_of_a_frame_is_the_same_point_in_either_axes(position: Vec3, orientation: Quat, point: Vec3) -> None:
    x, y, z = point
    seen = pose_from_xr(xr_pose(position, orientation))
    moved = quat_rotate(orientation, (x, z, -y))  # the point in OpenXR's axes of the frame
    there = (position[0] + moved[0], position[1] + moved[1], position[2] + moved[2])
    assert near(seen.apply(point), (there[0], -there[2], there[1]))


@given(points, rotations)
def test_frames_stay_right_handed(position: Vec3, orientation: Quat) -> None:
    for pose in (pose_from_xr(xr_pose(position, orientation)), hand_from_xr(xr_pose(position, orientation))):
        assert dot(cross(pose.turn(X), pose.turn(Y)), pose.turn(Z)) == pytest.approx(1.0)


def test_ahead_of_the_person_is_our_y_and_up_our_z() -> None:
    assert near(pose_from_xr(xr_pose((0.1, 1.6, -0.5), (0.0, 0.0, 0.0, 1.0))).position, (0.1, 0.5, 1.6))
    straight = pose_from_xr(xr_pose((0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0)))
    assert near(straight.turn(Y), Y)
    assert near(straight.turn(Z), Z)


def test_a_head_turned_left_and_a_head_bent_down_look_left_and_down() -> None:
    left = pose_from_xr(xr_pose((0.0, 0.0, 0.0), quat_from_axis_angle(Y, QUARTER)))
    assert near(left.turn(Y), (-1.0, 0.0, 0.0))
    down = pose_from_xr(xr_pose((0.0, 0.0, 0.0), quat_from_axis_angle(X, -QUARTER)))
    assert near(down.turn(Y), (0.0, 0.0, -1.0))


def test_a_rod_held_ahead_points_ahead_with_the_thumb_first() -> None:
    # OpenXR's grip without rotation: the rod's thumb end (-z) ahead, +x to the right, +y up
    hand = hand_from_xr(xr_pose((0.2, 1.0, -0.4), (0.0, 0.0, 0.0, 1.0)))
    assert near(hand.position, (0.2, 0.4, 1.0))
    assert near(hand.turn(Z), Y)  # the thumb's side ahead
    assert near(hand.turn((0.0, -1.0, 0.0)), Z)  # the forearm leaves upwards


@pytest.mark.parametrize(("hand", "palm"), [("right", (-1.0, 0.0, 0.0)), ("left", (1.0, 0.0, 0.0))])
def test_a_fist_with_the_thumb_up_has_the_forearm_behind_and_the_palm_inwards(hand: str, palm: Vec3) -> None:
    # A forearm that points ahead, the fist around an upright rod: OpenXR's -z is up, its x to the right for both hands
    # (into the right palm, out of the left one), and so its y comes back to the person.
    grip = xr_pose((0.0, 0.0, 0.0), quat_from_axis_angle(X, QUARTER))
    held = hand_from_xr(grip)
    assert near(held.turn(Z), Z)
    assert near(held.turn((0.0, -1.0, 0.0)), (0.0, -1.0, 0.0))
    own_palm = (-1.0, 0.0, 0.0) if hand == "right" else (1.0, 0.0, 0.0)  # docs/conventions.md, sim/scenario/grips.py
    assert near(held.turn(own_palm), palm)


def test_a_rotation_that_was_never_given_is_none() -> None:
    assert pose_from_xr(xr_pose((0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0))).rotation == (0.0, 0.0, 0.0, 1.0)


def test_a_quaternion_of_a_runtime_need_not_be_of_length_one_to_the_last_digit() -> None:
    turned = pose_from_xr(xr_pose((0.0, 0.0, 0.0), (0.0, 0.70711, 0.0, 0.70711)))
    assert norm(turned.turn(Y)) == pytest.approx(1.0, abs=1e-12)
