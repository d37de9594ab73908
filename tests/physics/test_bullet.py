"""The physics world: gravity, collisions, and that nothing leaks from one world to another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from sim.core.intents import FRAME_HZ
from sim.core.model import Instrument
from sim.core.pose import Pose, Vec3, angle_between, distance, quat_from_axis_angle
from sim.physics.bullet import PHYSICS_HZ, BulletWorld
from sim.scenario import load_scenario
from sim.session.world import Hold, Motion

SCENARIO = load_scenario("plate_osteosynthesis")
DRILL, PLATE, TAP = (SCENARIO.instrument(name) for name in ("drill_35", "plate_7", "tap_35"))
HIGH = Pose((1.5, 1.5, 2.0), quat_from_axis_angle((1.0, 0.3, 0.0), 0.4))


@pytest.fixture
def world() -> Iterator[BulletWorld]:
    with closing(BulletWorld()) as made:
        yield made


def fall(world: BulletWorld, instrument: Instrument, start: Pose, steps: int) -> list[Motion]:
    """Let an instrument go and watch it."""
    world.add(instrument, start)
    world.change(instrument.id, Hold.LOOSE, start)
    motions = []
    for _ in range(steps):
        world.step()
        motions.append(world.motion(instrument.id))
    return motions


def test_physics_steps_fit_a_whole_number_of_times_into_a_control_frame() -> None:
    assert PHYSICS_HZ % FRAME_HZ == 0
    assert BulletWorld().step_s == pytest.approx(1.0 / PHYSICS_HZ)


def test_a_dropped_instrument_falls_as_things_do(world: BulletWorld) -> None:
    time_s = 0.25
    motion = fall(world, DRILL, HIGH, round(time_s * PHYSICS_HZ))[-1]
    start = HIGH.apply(DRILL.grip.position)
    now = motion.pose.apply(DRILL.grip.position)
    assert start[2] - now[2] == pytest.approx(0.5 * 9.81 * time_s**2, rel=0.05)
    assert now[:2] == pytest.approx(start[:2], abs=1e-6)


@pytest.mark.parametrize("instrument", SCENARIO.instruments, ids=lambda i: i.id)
def test_whatever_falls_comes_to_rest_on_the_floor(world: BulletWorld, instrument: Instrument) -> None:
    motion = fall(world, instrument, HIGH, 6 * PHYSICS_HZ)[-1]
    assert -0.01 < motion.pose.apply(instrument.grip.position)[2] < 0.2
    assert distance(motion.linear_m_s, (0.0, 0.0, 0.0)) < 0.05


def test_what_falls_over_the_tray_stays_on_it(world: BulletWorld) -> None:
    motion = fall(world, TAP, TAP.rest.moved((0.0, 0.0, 0.15)), 3 * PHYSICS_HZ)[-1]
    assert motion.pose.position[2] > 0.85


def test_two_worlds_fed_the_same_agree_in_every_bit() -> None:
    with closing(BulletWorld()) as one, closing(BulletWorld()) as other:
        assert fall(one, DRILL, HIGH, 400) == fall(other, DRILL, HIGH, 400)


def test_a_body_made_anew_does_not_depend_on_its_past(world: BulletWorld) -> None:
    first = fall(world, DRILL, HIGH, 200)
    world.change(DRILL.id, Hold.FIXED, DRILL.rest)
    world.change(DRILL.id, Hold.LOOSE, HIGH)
    again = []
    for _ in range(200):
        world.step()
        again.append(world.motion(DRILL.id))
    assert again == first


def test_worlds_do_not_touch_each_other(world: BulletWorld) -> None:
    with closing(BulletWorld()) as other:
        other.add(DRILL, HIGH)
        other.change(DRILL.id, Hold.LOOSE, HIGH)
        alone = fall(world, DRILL, HIGH, 50)
        assert other.motion(DRILL.id).pose.position == pytest.approx(HIGH.position, abs=1e-12)
    world.step()
    assert world.motion(DRILL.id).pose.position[2] < alone[-1].pose.position[2]


def test_what_is_fixed_stays(world: BulletWorld) -> None:
    world.add(DRILL, DRILL.rest)
    for _ in range(100):
        world.step()
    motion = world.motion(DRILL.id)
    assert distance(motion.pose.position, DRILL.rest.position) < 1e-9
    assert angle_between(motion.pose.turn((0.0, 0.0, 1.0)), DRILL.rest.turn((0.0, 0.0, 1.0))) < 1e-6


@pytest.mark.parametrize("velocity", [(0.1, 0.0, 0.0), (0.0, -0.2, 0.05), (0.0, 0.0, 0.0)])
def test_what_is_held_goes_where_the_hand_sends_it_and_feels_no_weight(world: BulletWorld, velocity: Vec3) -> None:
    world.add(DRILL, HIGH)
    world.change(DRILL.id, Hold.HELD, HIGH)
    for _ in range(PHYSICS_HZ):
        world.set_velocity(DRILL.id, velocity, (0.0, 0.0, 0.0))
        world.step()
    went = tuple(b - a for a, b in zip(HIGH.position, world.motion(DRILL.id).pose.position, strict=True))
    assert went == pytest.approx(velocity, abs=1e-6)


def test_what_is_held_is_stopped_by_the_tray_once_it_is_clear_of_it(world: BulletWorld) -> None:
    above = TAP.rest.moved((0.0, 0.0, 0.2))
    lowest = []
    for meets in (False, True):
        with closing(BulletWorld()) as made:
            made.add(TAP, above)
            made.change(TAP.id, Hold.HELD, above)
            if meets:
                made.meet_furniture(TAP.id)
            for _ in range(PHYSICS_HZ):
                made.set_velocity(TAP.id, (0.0, 0.0, -0.4), (0.0, 0.0, 0.0))
                made.step()
            lowest.append(made.motion(TAP.id).pose.position[2])
    assert lowest[0] == pytest.approx(above.position[2] - 0.4, abs=0.001)
    assert lowest[1] > lowest[0] + 0.1


def test_held_things_pass_through_each_other_and_loose_ones_do_not(world: BulletWorld) -> None:
    world.add(PLATE, HIGH)
    world.change(PLATE.id, Hold.HELD, HIGH)
    start = HIGH.moved((0.0, 0.0, 0.3))
    falls = fall(world, TAP, start, 1)
    for _ in range(60):
        world.set_velocity(PLATE.id, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
        world.step()
    free_fall = BulletWorld()
    expected = fall(free_fall, TAP, start, 61)[-1]
    assert falls[0].pose.position[2] < start.position[2]
    assert world.motion(TAP.id).pose != expected.pose


def test_a_world_can_be_closed_twice() -> None:
    made = BulletWorld()
    made.close()
    made.close()
