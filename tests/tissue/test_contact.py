from __future__ import annotations

import math

import numpy as np
import pytest
from blocks import UPRIGHT, block, slab
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.core.pose import Pose, quat_from_axis_angle
from sim.tissue.contact import feel, skin_jacobians, solve

DT = 1.0 / 180.0
MASS, INERTIA = 0.6, 0.006
STIFFNESS, LIMIT = 5000.0, 160.0
COUPLING = np.array((STIFFNESS, 2.0 * math.sqrt(STIFFNESS * MASS), LIMIT, 100.0, 1.5, 15.0))
DOWN = np.array([[0.0, 0.0, -1.0, 0.0, 0.0, 0.0]])
NO_ROWS = (np.zeros((0, 6)), np.zeros(0), np.zeros(0), np.zeros(0, np.bool_))

Floats = NDArray[np.float64]


def lead(z: float = 0.0) -> Floats:
    return np.array((0.0, 0.0, z, 0.0, 0.0, 0.0))


def push(lead_m: float, damping: float, threshold: float = 0.0, steps: int = 400) -> tuple[float, float, float]:
    """Push down on one resistance with the hand a constant way ahead: speed, thrust and the hand's force at rest."""
    velocity = np.zeros(6)
    rows = (DOWN, np.array((damping,)), np.array((-threshold,)), np.ones(1, np.bool_))
    for _ in range(steps):
        velocity, held, force = solve(MASS, INERTIA, velocity, DT, COUPLING, lead(-lead_m), *rows)
    return -velocity[2], -force[0], -held[2]


# --- feeling ---


def test_a_point_feels_the_density_of_the_bone_that_it_is_in() -> None:
    out = np.zeros(1)
    feel(block(1.3), 0, UPRIGHT, np.zeros(3), np.zeros((1, 3)), np.zeros((1, 3)), out)
    assert out[0] == pytest.approx(1.3, rel=1e-6)


def test_at_the_surface_half_of_the_bone_is_felt_and_outside_none() -> None:
    bone = slab(0.00025)
    points = np.array([(0.0, 0.0, z) for z in (-0.002, 0.00025, 0.002, 0.5)])
    out = np.zeros(4)
    feel(bone, 0, UPRIGHT, np.zeros(3), points, np.zeros_like(points), out)
    assert out == pytest.approx([1.9, 0.95, 0.0, 0.0], abs=0.01)


def test_a_point_feels_ahead_of_its_skin() -> None:
    bone = slab(0.0)
    out = np.zeros(1)
    above = np.array((0.0, 0.0, 0.0015))
    feel(bone, 0, UPRIGHT, above, np.zeros((1, 3)), np.array([(0.0, 0.0, -1.0)]), out, ahead_m=0.003)
    assert out[0] == pytest.approx(1.9, rel=1e-6)


def test_only_the_fragment_asked_for_is_felt_and_fragments_add_up() -> None:
    bone = block(distal_from_x=0.0)
    point = np.array([(0.003, 0.0, 0.0)])
    out = np.zeros(1)
    feel(bone, 0, UPRIGHT, np.zeros(3), point, np.zeros((1, 3)), out)
    assert out[0] == 0.0
    feel(bone, 1, UPRIGHT, np.zeros(3), point, np.zeros((1, 3)), out)
    assert out[0] == pytest.approx(1.9, rel=1e-6)


# --- moving ---


def test_a_free_instrument_comes_to_rest_at_the_hand_without_overshoot() -> None:
    ahead, velocity = 0.01, np.zeros(6)
    for _ in range(400):
        velocity, _, _ = solve(MASS, INERTIA, velocity, DT, COUPLING, lead(ahead), *NO_ROWS)
        ahead -= DT * velocity[2]
        assert ahead > -1e-4
    assert ahead == pytest.approx(0.0, abs=1e-5)
    assert np.abs(velocity).max() < 1e-5


@pytest.mark.parametrize("damping", [1e3, 1e4, 1e5, 5e6])
@pytest.mark.parametrize("threshold", [0.0, 5.0])
def test_the_feed_is_the_push_beyond_the_threshold_over_the_damping(damping: float, threshold: float) -> None:
    speed, thrust, hand = push(0.005, damping, threshold)
    assert thrust == pytest.approx(hand, rel=1e-3)
    assert speed == pytest.approx((thrust - threshold) / damping, rel=1e-6)
    assert thrust == pytest.approx(25.0 - COUPLING[1] * speed - DT * STIFFNESS * speed, rel=1e-3)


def test_a_push_below_the_threshold_does_not_throw_the_tool_back() -> None:
    speed, thrust, hand = push(0.0005, 1e4, threshold=8.0)
    assert thrust <= hand + 1e-9
    assert speed >= 0.0


def test_bone_never_pulls() -> None:
    rows = (DOWN, np.array((1e5,)), np.zeros(1), np.ones(1, np.bool_))
    velocity, _, force = solve(MASS, INERTIA, np.zeros(6), DT, COUPLING, lead(0.01), *rows)
    free, _, _ = solve(MASS, INERTIA, np.zeros(6), DT, COUPLING, lead(0.01), *NO_ROWS)
    assert force[0] == 0.0
    assert velocity == pytest.approx(free)
    assert velocity[2] > 0.0


def test_a_guide_pulls_both_ways() -> None:
    rows = (DOWN, np.array((1e6,)), np.zeros(1), np.zeros(1, np.bool_))
    for ahead in (0.01, -0.01):
        velocity, _, force = solve(MASS, INERTIA, np.zeros(6), DT, COUPLING, lead(ahead), *rows)
        assert abs(velocity[2]) < 1e-4
        assert math.copysign(1.0, force[0]) == math.copysign(1.0, ahead)


def test_a_hand_gives_no_more_than_its_limits() -> None:
    far = np.array((0.3, 0.0, -0.4, 0.0, 2.0, 0.0))
    _, held, _ = solve(MASS, INERTIA, np.zeros(6), DT, COUPLING, far, *NO_ROWS)
    assert np.linalg.norm(held[:3]) == pytest.approx(LIMIT)
    assert np.linalg.norm(held[3:]) == pytest.approx(15.0)
    assert held[0] / held[2] == pytest.approx(-0.75)


def test_loaded_springs_run_forward_when_the_bone_gives_way() -> None:
    """What plunge is made of: the farther the hand is ahead, the faster the bit leaves the cortex."""
    speeds = []
    for ahead in (0.002, 0.005, 0.015):
        speed, _, _ = push(ahead, 1.3e4)
        free, _, _ = solve(
            MASS, INERTIA, np.array((0.0, 0.0, -speed, 0.0, 0.0, 0.0)), DT, COUPLING, lead(-ahead), *NO_ROWS
        )
        speeds.append(-free[2])
    assert speeds == sorted(speeds)
    assert speeds[2] > 5.0 * speeds[0]


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(*[st.floats(-1.0, 1.0)] * 3).filter(lambda v: sum(c * c for c in v) > 0.1),
    st.floats(-3.0, 3.0),
    st.tuples(*[st.floats(-0.1, 0.1)] * 6),
)
def test_rows_give_the_speed_of_points_of_a_moving_body(
    axis: tuple[float, float, float], angle: float, twist: tuple[float, ...]
) -> None:
    pose = Pose((0.02, -0.01, 0.03), quat_from_axis_angle(axis, angle))
    rotation = np.array([pose.turn((1.0, 0.0, 0.0)), pose.turn((0.0, 1.0, 0.0)), pose.turn((0.0, 0.0, 1.0))]).T.copy()
    points = np.array([(0.001, 0.0, 0.002), (0.0, -0.003, 0.05)])
    normals = np.array([(1.0, 0.0, 0.0), (0.0, -0.6, -0.8)])
    centre = np.array(pose.apply((0.0, 0.02, 0.15)))
    rows = skin_jacobians(rotation, np.array(pose.position), centre, points, normals)
    linear, angular = np.array(twist[:3]), np.array(twist[3:])
    for row, point, normal in zip(rows, points.tolist(), normals.tolist(), strict=True):
        speed = linear + np.cross(angular, np.array(pose.apply(tuple(point))) - centre)
        assert row @ np.array(twist) == pytest.approx(float(speed @ np.array(pose.turn(tuple(normal)))), abs=1e-12)
