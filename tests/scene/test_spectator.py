from __future__ import annotations

import math

import pytest

from sim.core.pose import UP, Pose, distance, dot, quat_from_axis_angle, quat_multiply
from sim.scene.spectator import CALM_S, Spectator

DOWN = quat_from_axis_angle((1.0, 0.0, 0.0), -math.radians(35.0))
HEAD = Pose((0.05, -0.62, 1.60), DOWN)


def test_it_sees_what_the_surgeon_looks_at_from_beside_and_behind() -> None:
    view = Spectator().follow(HEAD, 0.0)
    seen = view.inverse().apply(HEAD.apply((0.0, 0.80, 0.0)))
    assert abs(seen[0]) < 1e-6
    assert abs(seen[2]) < 1e-6
    assert seen[1] > 0.8
    beside = HEAD.inverse().apply(view.position)
    assert beside[0] > 0.2
    assert view.position[1] < HEAD.position[1] - 0.2


def test_it_never_rolls() -> None:
    tilted = Pose(HEAD.position, quat_multiply(DOWN, quat_from_axis_angle((0.0, 1.0, 0.0), 0.6)))
    spectator = Spectator()
    for _ in range(30):
        view = spectator.follow(tilted, 0.1)
    assert dot(view.turn((1.0, 0.0, 0.0)), UP) == pytest.approx(0.0, abs=1e-9)


def test_it_follows_softly() -> None:
    spectator = Spectator()
    start = spectator.follow(HEAD, 0.0).position
    moved = HEAD.moved((0.3, 0.0, 0.0))
    soon = spectator.follow(moved, 0.011).position
    assert 0.0 < soon[0] - start[0] < 0.02
    spectator.follow(moved, CALM_S - 0.011)
    after = spectator.follow(moved, 0.0).position
    assert after[0] - start[0] == pytest.approx(0.3 * (1.0 - math.exp(-1.0)), abs=1e-3)


def test_a_look_straight_down_leaves_it_beside_the_surgeon() -> None:
    spectator = Spectator()
    before = spectator.follow(HEAD, 0.0)
    straight_down = Pose(HEAD.position, quat_from_axis_angle((1.0, 0.0, 0.0), -math.pi / 2.0))
    for _ in range(60):
        view = spectator.follow(straight_down, 0.1)
    assert distance(view.position, before.position) < 0.02
