from __future__ import annotations

import math
from itertools import cycle, islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.pose import (
    Pose,
    distance,
    norm,
    quat_from_axis_angle,
    quat_inverse,
    quat_multiply,
    quat_to_rotation_vector,
)
from sim.input.headset.following import Followed, Pace, jumped

small = st.floats(-1.0, 1.0)
points = st.tuples(small, small, small)
poses = st.builds(
    lambda position, axis, angle: Pose(position, quat_from_axis_angle(axis, angle)),
    points,
    points,
    st.floats(-3.0, 3.0),
)
pictures = st.lists(st.tuples(poses, st.integers(0, 9)), min_size=2, max_size=20)


def turned_rad(a: Pose, b: Pose) -> float:
    return norm(quat_to_rotation_vector(quat_multiply(b.rotation, quat_inverse(a.rotation))))


def followed(told: list[tuple[Pose, int]]) -> list[tuple[Pose, Pose, Pose]]:
    """Where the hand was at the picture, is at a control frame, and should come to."""
    pace, hand, seen = Pace(), Followed(told[0][0]), []
    for goal, frames in told:
        pace.picture()
        start = hand.pose
        hand.lead(goal)
        for _ in range(frames):
            hand.advance(pace.frame())
            seen.append((start, hand.pose, goal))
    return seen


@given(pictures)
def test_a_followed_hand_stays_between_where_it_was_and_the_newest(told: list[tuple[Pose, int]]) -> None:
    for start, now, goal in followed(told):
        way = distance(start.position, goal.position)
        assert distance(start.position, now.position) + distance(now.position, goal.position) == pytest.approx(
            way, abs=1e-9
        )
        assert turned_rad(start, now) + turned_rad(now, goal) == pytest.approx(turned_rad(start, goal), abs=1e-6)


@given(pictures)
def test_a_followed_hand_never_jumps_farther_than_what_it_was_told(told: list[tuple[Pose, int]]) -> None:
    places = [told[0][0], *(goal for goal, _ in told)]
    longest = max(distance(a.position, b.position) for a in places for b in places)
    before = told[0][0]
    for _, now, _ in followed(told):
        assert distance(before.position, now.position) <= longest + 1e-9
        before = now


def test_at_ninety_pictures_a_second_nothing_is_delayed() -> None:
    told = [(Pose((0.01 * i, 0.0, 0.0)), 1) for i in range(20)]
    assert all(now == goal for _, now, goal in followed(told))


@pytest.mark.parametrize(
    ("frames", "most_m"),
    [((4, 5), 0.0026), ((1, 2), 0.009), ((2,), 0.0051), ((3,), 0.0034), ((1, 1, 0, 1, 1), 0.0201)],
)
def test_an_even_movement_stays_even_at_any_rate_of_pictures(frames: tuple[int, ...], most_m: float) -> None:
    told = [(Pose((0.01 * i, 0.0, 0.0)), count) for i, count in enumerate(islice(cycle(frames), 60))]
    places = [now.position[0] for _, now, _ in followed(told)][20:]
    steps = [b - a for a, b in pairwise(places)]
    assert max(steps) <= most_m
    assert min(steps) >= 0.0
    assert places[-1] == pytest.approx(0.59, abs=0.0031)


def test_a_hitch_is_made_good_in_two_pictures() -> None:
    told = [(Pose((0.01 * i, 0.0, 0.0)), 9 if i == 5 else 1) for i in range(12)]
    seen = followed(told)
    assert all(now == goal for _, now, goal in seen[-4:])


def test_a_hand_does_not_fly_but_a_throw_is_no_jump() -> None:
    here = Pose()
    assert not jumped(here, Pose((0.12, 0.0, 0.0)), 1.0 / 72.0)
    assert not jumped(here, Pose((0.3, 0.0, 0.0)), 0.05)
    assert jumped(here, Pose((0.5, 0.0, 0.0)), 0.05)
    assert jumped(here, Pose(rotation=quat_from_axis_angle((1.0, 0.0, 0.0), math.pi)), 1.0 / 72.0)
