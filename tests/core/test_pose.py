from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.pose import (
    IDENTITY,
    Pose,
    Quat,
    Vec3,
    angle_between,
    any_perpendicular,
    distance,
    dot,
    interpolate,
    norm,
    quat_between,
    quat_from_axes,
    quat_from_axis_angle,
    quat_inverse,
    quat_multiply,
    quat_normalise,
    quat_rotate,
    quat_slerp,
    quat_to_rotation_vector,
    scale,
    unit,
)

points = st.tuples(*[st.floats(-2.0, 2.0)] * 3)
directions = points.filter(lambda v: norm(v) > 0.01)
angles = st.floats(-math.pi, math.pi)
rotations = st.builds(quat_from_axis_angle, directions, angles)
poses = st.builds(Pose, points, rotations)


def close(a: Pose, b: Pose) -> bool:
    return distance(a.position, b.position) < 1e-9 and apart(a.rotation, b.rotation) < 1e-6


def apart(a: Quat, b: Quat) -> float:
    """Angle between two attitudes."""
    return norm(quat_to_rotation_vector(quat_multiply(a, quat_inverse(b))))


@given(poses, poses, points)
def test_chains_of_poses_read_left_to_right(a: Pose, b: Pose, point: Vec3) -> None:
    assert distance((a @ b).apply(point), a.apply(b.apply(point))) < 1e-9
    assert distance((a @ b).turn(point), a.turn(b.turn(point))) < 1e-9


@given(poses, poses, poses)
def test_composition_is_associative_and_identity_changes_nothing(a: Pose, b: Pose, c: Pose) -> None:
    assert close((a @ b) @ c, a @ (b @ c))
    assert close(a @ IDENTITY, a)
    assert close(IDENTITY @ a, a)


@given(poses, points)
def test_the_inverse_goes_back(pose: Pose, point: Vec3) -> None:
    assert close(pose @ pose.inverse(), IDENTITY)
    assert distance(pose.inverse().apply(pose.apply(point)), point) < 1e-9


@given(rotations, points, points)
def test_rotations_keep_lengths_and_angles(q: Quat, a: Vec3, b: Vec3) -> None:
    assert dot(quat_rotate(q, a), quat_rotate(q, b)) == pytest.approx(dot(a, b), abs=1e-9)


@given(directions, angles)
def test_rotation_vector_is_axis_times_angle(axis: Vec3, angle: float) -> None:
    vector = quat_to_rotation_vector(quat_from_axis_angle(axis, angle))
    assert norm(vector) == pytest.approx(abs(angle), abs=1e-7)
    again = quat_from_axis_angle(vector, norm(vector))
    assert apart(again, quat_from_axis_angle(axis, angle)) < 1e-6


@given(rotations, rotations, st.floats(0.0, 1.0))
def test_slerp_turns_evenly_along_the_short_way(a: Quat, b: Quat, share: float) -> None:
    whole = apart(a, b)
    between = quat_slerp(a, b, share)
    assert apart(a, between) == pytest.approx(share * whole, abs=1e-6)
    assert apart(between, b) == pytest.approx((1.0 - share) * whole, abs=1e-6)
    assert math.hypot(*between) == pytest.approx(1.0)


@given(poses, poses)
def test_interpolation_starts_and_ends_where_it_should(a: Pose, b: Pose) -> None:
    assert close(interpolate(a, b, 0.0), a)
    assert close(interpolate(a, b, 1.0), b)


@given(directions, directions)
def test_the_smallest_rotation_between_directions(a: Vec3, b: Vec3) -> None:
    q = quat_between(a, b)
    assert angle_between(quat_rotate(q, a), b) < 1e-3
    assert norm(quat_to_rotation_vector(q)) == pytest.approx(angle_between(a, b), abs=2e-3)


def test_opposite_directions_are_half_a_turn_apart() -> None:
    q = quat_between((0.0, 0.0, 1.0), (0.0, 0.0, -1.0))
    assert quat_rotate(q, (0.0, 0.0, 1.0)) == pytest.approx((0.0, 0.0, -1.0))


@given(directions, directions)
def test_axes_make_a_right_handed_attitude(x: Vec3, z: Vec3) -> None:
    q = quat_from_axes(x, z)
    assert angle_between(quat_rotate(q, (0.0, 0.0, 1.0)), z) < 1e-6
    assert math.hypot(*q) == pytest.approx(1.0)
    if 0.01 < angle_between(x, z) < math.pi - 0.01:
        assert dot(quat_rotate(q, (1.0, 0.0, 0.0)), unit(x)) > 0.0
        assert abs(dot(quat_rotate(q, (0.0, 1.0, 0.0)), unit(x))) < 1e-6


@given(directions)
def test_a_perpendicular_is_perpendicular(a: Vec3) -> None:
    assert abs(dot(unit(a), any_perpendicular(a))) < 1e-9
    assert norm(any_perpendicular(a)) == pytest.approx(1.0)


def test_what_has_no_length_has_a_direction_all_the_same() -> None:
    assert unit((0.0, 0.0, 0.0)) == (0.0, 0.0, 1.0)
    assert quat_normalise((0.0, 0.0, 0.0, 0.0)) == (0.0, 0.0, 0.0, 1.0)
    assert quat_slerp((0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 1.0), 0.5) == (0.0, 0.0, 0.0, 1.0)


@given(poses, points)
def test_moving_keeps_the_attitude(pose: Pose, by: Vec3) -> None:
    moved = pose.moved(by)
    assert moved.rotation == pose.rotation
    assert distance(moved.position, pose.position) == pytest.approx(norm(by), abs=1e-12)
    assert distance(moved.moved(scale(by, -1.0)).position, pose.position) < 1e-12
