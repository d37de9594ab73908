from __future__ import annotations

import numpy as np
import pytest
from panda3d.core import NodePath

from sim.scene.debris import chip, drop
from sim.scene.particles import Swarm, random_turns


def _emit(swarm: Swarm, count: int, speed: float) -> None:
    random = np.random.default_rng(1)
    velocity = np.zeros((count, 3), np.float32)
    velocity[:, 2] = speed
    turns = random_turns(random, count)
    swarm.emit(np.zeros((count, 3), np.float32), velocity, turns, np.ones(count, np.float32))


def test_a_swarm_is_never_larger_than_its_pool_and_dies_in_time() -> None:
    swarm = Swarm(NodePath("scene"), "drops", drop(), 10, life_s=0.5)
    _emit(swarm, 7, 0.1)
    _emit(swarm, 7, 0.1)
    assert swarm.alive == 10
    for _ in range(60):
        swarm.advance(0.01)
    assert swarm.alive == 0
    assert swarm.path.is_hidden()


def test_copies_fall_until_they_reach_the_ground() -> None:
    swarm = Swarm(NodePath("scene"), "chips", chip(), 4, life_s=10.0)
    swarm.ground = lambda places: np.full(len(places), -0.05, np.float32)
    _emit(swarm, 4, 0.0)
    swarm.advance(0.02)
    assert not swarm.path.is_hidden()
    low, high = swarm.path.get_tight_bounds()
    assert -0.05 < low.z < 0.0
    for _ in range(100):
        swarm.advance(0.02)
    low, high = swarm.path.get_tight_bounds()
    assert (low.z + high.z) / 2.0 == pytest.approx(-0.05, abs=0.002)


def test_water_washes_chips_away() -> None:
    swarm = Swarm(NodePath("scene"), "chips", chip(), 4, life_s=10.0)
    _emit(swarm, 4, 0.0)
    swarm.wash(1.0, 12.0)
    assert swarm.alive == 0


def test_random_turns_are_rotations() -> None:
    turns = random_turns(np.random.default_rng(3), 50)
    assert turns @ turns.transpose(0, 2, 1) == pytest.approx(np.tile(np.eye(3), (50, 1, 1)), abs=1e-5)
    assert np.linalg.det(turns) == pytest.approx(np.ones(50), abs=1e-5)
