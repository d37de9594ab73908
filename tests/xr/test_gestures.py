from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from skeleton import FIST_RAD, REST_RAD, skeleton

from sim.core.intents import Hand
from sim.core.pose import Pose, distance, norm, quat_from_axis_angle
from sim.xr.gestures import (
    CLOSED,
    INDEX,
    JOINTS,
    LITTLE,
    MIDDLE,
    PALM_DEPTH_M,
    RING,
    BareHand,
    aim_from_joints,
    grasp,
    hand_from_joints,
    pinch,
)

points = st.tuples(*[st.floats(-2.0, 2.0)] * 3)
palms = st.builds(
    Pose,
    points,
    st.builds(quat_from_axis_angle, points.filter(lambda v: norm(v) > 0.01), st.floats(-math.pi, math.pi)),
)
hands = st.sampled_from(Hand)
HOLDING = {MIDDLE: FIST_RAD, RING: FIST_RAD, LITTLE: FIST_RAD}


def test_the_skeleton_has_the_joints_of_the_extension() -> None:
    assert len(skeleton()) == JOINTS


def test_a_hand_at_rest_grasps_nothing_and_a_fist_does() -> None:
    assert grasp(skeleton(bends_rad=0.0)) == 0.0
    assert grasp(skeleton(bends_rad=REST_RAD)) < 0.1
    assert grasp(skeleton(bends_rad=FIST_RAD)) == pytest.approx(1.0)


def test_the_index_finger_has_no_share_in_holding() -> None:
    assert grasp(skeleton(bends_rad=HOLDING)) == pytest.approx(1.0)
    assert grasp(skeleton(bends_rad={INDEX: FIST_RAD})) == 0.0


@given(st.floats(0.0, 1.4 * math.pi), st.floats(0.0, 1.4 * math.pi))
def test_the_more_a_hand_is_closed_the_more_it_grasps(less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert grasp(skeleton(bends_rad=less)) <= grasp(skeleton(bends_rad=more)) + 1e-9


@given(st.floats(0.0, 0.1), st.floats(0.0, 0.1))
def test_the_nearer_the_tips_the_stronger_the_pinch(near: float, far: float) -> None:
    near, far = sorted((near, far))
    assert 0.0 <= pinch(skeleton(thumb_to_index_m=far)) <= pinch(skeleton(thumb_to_index_m=near)) <= 1.0


def test_touching_tips_pinch_and_spread_ones_do_not() -> None:
    assert pinch(skeleton(thumb_to_index_m=0.01)) == 1.0
    assert pinch(skeleton(thumb_to_index_m=0.04)) == 0.0


@given(hands, palms, st.floats(0.0, 4.0), st.floats(0.0, 0.1))
def test_gestures_do_not_depend_on_where_the_hand_is(hand: Hand, palm: Pose, bend: float, gap: float) -> None:
    here, there = skeleton(hand, bend, gap), skeleton(hand, bend, gap, palm)
    assert grasp(there) == pytest.approx(grasp(here), abs=1e-6)
    assert pinch(there) == pytest.approx(pinch(here), abs=1e-6)


@pytest.mark.parametrize("hand", list(Hand))
def test_a_hand_with_its_palm_down_holds_a_rod_across_below_it(hand: Hand) -> None:
    held = hand_from_joints(skeleton(hand), hand)
    thumb = -1.0 if hand is Hand.RIGHT else 1.0
    own_palm = (-1.0, 0.0, 0.0) if hand is Hand.RIGHT else (1.0, 0.0, 0.0)  # docs/conventions.md
    assert distance(held.turn((0.0, 0.0, 1.0)), (thumb, 0.0, 0.0)) < 1e-9
    assert distance(held.turn((0.0, -1.0, 0.0)), (0.0, -1.0, 0.0)) < 1e-9  # the forearm comes back
    assert distance(held.turn(own_palm), (0.0, 0.0, -1.0)) < 1e-9
    assert distance(held.position, (0.0, 0.0, -PALM_DEPTH_M)) < 1e-9


@given(hands, palms)
def test_it_points_as_the_palm_does_from_the_knuckle(hand: Hand, palm: Pose) -> None:
    fingers = skeleton(hand, palm=palm)
    aim = aim_from_joints(fingers)
    assert distance(aim.turn((0.0, 1.0, 0.0)), palm.turn((0.0, 1.0, 0.0))) < 1e-9
    assert distance(aim.position, fingers[INDEX + 1].position) == 0.0


def test_a_pinch_does_not_move_the_pointer() -> None:
    assert aim_from_joints(skeleton(thumb_to_index_m=0.01)) == aim_from_joints(skeleton(thumb_to_index_m=0.08))


def test_closing_a_fist_pulls_no_trigger_until_the_finger_was_straight() -> None:
    hand = BareHand()
    fist, ready = skeleton(bends_rad=FIST_RAD), skeleton(bends_rad=HOLDING)
    assert hand.read(skeleton()).squeeze == 0.0
    assert hand.read(fist).trigger == 0.0
    assert hand.read(fist).squeeze > CLOSED
    assert hand.read(ready).trigger == 0.0
    assert hand.read(fist).trigger == pytest.approx(1.0)
    assert hand.read(ready).trigger == 0.0
    assert hand.read(fist).trigger == pytest.approx(1.0)
    hand.read(skeleton())
    assert hand.read(fist).trigger == 0.0


def test_an_open_hand_selects_by_a_pinch_and_a_closed_one_does_not() -> None:
    hand = BareHand()
    assert not hand.read(skeleton()).select
    assert hand.read(skeleton(thumb_to_index_m=0.01)).select
    assert hand.read(skeleton(thumb_to_index_m=0.026)).select  # half open again: still the same pinch
    assert not hand.read(skeleton(thumb_to_index_m=0.05)).select
    assert not hand.read(skeleton(thumb_to_index_m=0.026)).select
    assert not hand.read(skeleton(bends_rad=HOLDING, thumb_to_index_m=0.01)).select
