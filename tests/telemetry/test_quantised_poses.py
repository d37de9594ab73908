from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemetry.posture import (
    ANGLE_STEP_RAD,
    FINGER_ANGLES,
    LENGTHS,
    HandPosture,
    Posture,
    is_posture,
    pack_posture,
    unpack_posture,
)
from telemetry.quantised import (
    MAX_TURN_ERROR_RAD,
    POSE_BYTES,
    REACH_M,
    STEP_M,
    Placement,
    Quat,
    pack_points,
    pack_pose,
    unpack_points,
    unpack_pose,
)

metres = st.floats(-REACH_M, REACH_M)
positions = st.tuples(metres, metres, metres)
parts = st.floats(-1.0, 1.0)
rotations = (
    st.tuples(parts, parts, parts, parts)
    .filter(lambda q: math.hypot(*q) > 1e-3)
    .map(lambda q: tuple(part / math.hypot(*q) for part in q))
)
poses = st.tuples(positions, rotations)
NO_TURN: Quat = (0.0, 0.0, 0.0, 1.0)


def turn_between(a: Quat, b: Quat) -> float:
    """Angle of the rotation from one to the other, exact for small angles too."""
    closer = b if sum(p * q for p, q in zip(a, b, strict=True)) >= 0.0 else tuple(-part for part in b)
    return 4.0 * math.asin(min(math.dist(a, closer) / 2.0, 1.0))


@given(poses)
def test_a_pose_comes_back_within_its_bounds(pose: Placement) -> None:
    position, rotation = unpack_pose(pack_pose(*pose))
    for sent, came in zip(pose[0], position, strict=True):
        assert abs(sent - came) <= STEP_M / 2.0 + 1e-9
    assert turn_between(pose[1], rotation) <= MAX_TURN_ERROR_RAD
    assert math.hypot(*rotation) == pytest.approx(1.0, abs=1e-12)


@given(st.binary(min_size=POSE_BYTES, max_size=POSE_BYTES))
def test_any_bytes_of_the_right_length_are_a_pose(data: bytes) -> None:
    position, rotation = unpack_pose(data)
    assert all(abs(part) <= REACH_M + STEP_M for part in position)
    assert math.hypot(*rotation) == pytest.approx(1.0, abs=1e-9)


@given(poses)
def test_a_pose_that_is_passed_on_again_and_again_does_not_creep(pose: Placement) -> None:
    once = again = unpack_pose(pack_pose(*pose))
    for _ in range(20):
        again = unpack_pose(pack_pose(*again))
    assert again[0] == once[0]
    # Where two parts are as large, each turn may take the other for the largest.
    assert turn_between(pose[1], again[1]) <= 2.0 * MAX_TURN_ERROR_RAD


def test_no_rotation_and_no_position_are_exact() -> None:
    assert unpack_pose(pack_pose((0.0, 0.0, 0.0), NO_TURN)) == ((0.0, 0.0, 0.0), NO_TURN)


def test_a_quaternion_and_its_negative_are_the_same_rotation() -> None:
    turned = (0.1, -0.7, 0.5, -0.5)
    assert pack_pose((0.0, 0.0, 0.0), turned) == pack_pose((0.0, 0.0, 0.0), (-0.1, 0.7, -0.5, 0.5))


def test_what_is_out_of_reach_is_drawn_in() -> None:
    position, _ = unpack_pose(pack_pose((1e9, -math.inf, 0.0), NO_TURN))
    assert position == pytest.approx((REACH_M, -REACH_M, 0.0))


@pytest.mark.parametrize(
    ("position", "rotation"),
    [((math.nan, 0.0, 0.0), NO_TURN), ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)), ((0.0,) * 3, (math.nan,) * 4)],
)
def test_no_pose_is_made_of_what_is_none(position: tuple[float, float, float], rotation: Quat) -> None:
    with pytest.raises(ValueError, match=r"NaN|rotation"):
        pack_pose(position, rotation)


@given(st.lists(positions, max_size=20))
def test_points_come_back_within_half_a_step(points: list[tuple[float, float, float]]) -> None:
    came = unpack_points(pack_points(points))
    assert len(came) == len(points)
    for sent, point in zip(points, came, strict=True):
        assert max(abs(p - q) for p, q in zip(sent, point, strict=True)) <= STEP_M / 2.0 + 1e-9


def test_bytes_over_at_the_end_are_no_point() -> None:
    assert unpack_points(pack_points([(1.0, 2.0, 3.0)]) + b"12345678") == [pytest.approx((1.0, 2.0, 3.0))]


angles = st.floats(-math.pi / 4.0, 3.0 * math.pi / 4.0)
fingers = st.one_of(st.just(()), st.lists(angles, min_size=FINGER_ANGLES, max_size=FINGER_ANGLES).map(tuple))
hands = st.none() | st.builds(HandPosture, poses, st.floats(0.0, 1.0), st.floats(0.0, 1.0), fingers)


@given(st.builds(Posture, poses, hands, hands))
def test_a_posture_comes_back_with_the_hands_and_fingers_that_it_has(posture: Posture) -> None:
    data = pack_posture(posture)
    assert is_posture(data)
    came = unpack_posture(data)
    assert came.head == unpack_pose(pack_pose(*posture.head))
    for sent, hand in ((posture.left, came.left), (posture.right, came.right)):
        assert (sent is None) == (hand is None)
        if sent is not None and hand is not None:
            assert hand.pose == unpack_pose(pack_pose(*sent.pose))
            assert hand.squeeze == pytest.approx(sent.squeeze, abs=0.51 / 255.0)
            assert hand.trigger == pytest.approx(sent.trigger, abs=0.51 / 255.0)
            assert hand.fingers == pytest.approx(sent.fingers, abs=0.51 * ANGLE_STEP_RAD)


@given(st.binary(max_size=100))
def test_bytes_are_a_posture_or_are_told_from_one(data: bytes) -> None:
    if is_posture(data):
        assert is_posture(pack_posture(unpack_posture(data)))
    else:
        with pytest.raises(ValueError, match="posture"):
            unpack_posture(data)


def test_a_posture_has_from_16_to_90_bytes() -> None:
    assert min(LENGTHS.values()) == 16
    assert max(LENGTHS.values()) == 90
    assert not is_posture(b"")
    assert not is_posture(b"\x04" + bytes(15)), "fingers without a hand"
    assert not is_posture(b"\x10" + bytes(15)), "an unknown flag"


def test_a_hand_with_another_number_of_fingers_is_refused() -> None:
    pose = ((0.0, 0.0, 0.0), NO_TURN)
    with pytest.raises(ValueError, match="20 angles"):
        pack_posture(Posture(pose, HandPosture(pose, fingers=(0.0,) * 5)))
