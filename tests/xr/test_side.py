from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from skeleton import FIST_RAD, skeleton

from sim.core.controllers import BARE_HAND
from sim.core.headset import Button
from sim.core.intents import Hand
from sim.core.pose import IDENTITY, Pose, quat_from_axis_angle
from sim.xr.gestures import INDEX, LITTLE, MIDDLE, RING, aim_from_joints, hand_from_joints
from sim.xr.side import Found, Held, Side
from sim.xr.wrist import FULL_RAD

TOUCH = "/interaction_profiles/oculus/touch_controller"
VIVE = "/interaction_profiles/htc/vive_controller"
SIMPLE = "/interaction_profiles/khr/simple_controller"

HERE = Found(Pose((0.2, 0.4, 1.0)), Pose((0.2, 0.5, 1.0)), there=True)
HIDDEN = Found(None, None, there=True)
GONE = Found()
FIST = skeleton(bends_rad={MIDDLE: FIST_RAD, RING: FIST_RAD, LITTLE: FIST_RAD})
PULLING = skeleton(bends_rad=FIST_RAD)


def side(profile: str) -> Side:
    made = Side(Hand.RIGHT)
    made.take_up(profile)
    return made


def test_a_controller_is_taken_as_it_is() -> None:
    told = side(TOUCH).read(HERE, Held(0.7, 0.3, 0.0, frozenset({Button.IRRIGATE})), ())
    assert (told.grip, told.aim) == (HERE.grip, HERE.aim)
    assert (told.squeeze, told.trigger, told.buttons) == (0.7, 0.3, {Button.IRRIGATE})
    assert told.profile == TOUCH
    assert told.tracked


def test_fingers_around_a_controller_are_shown_and_mean_nothing() -> None:
    told = side(TOUCH).read(HERE, Held(), PULLING)
    assert told.fingers == PULLING
    assert (told.squeeze, told.trigger, told.profile) == (0.0, 0.0, TOUCH)


def test_a_controller_out_of_sight_is_still_heard() -> None:
    hand = side(TOUCH)
    hand.read(HERE, Held(), ())
    told = hand.read(HIDDEN, Held(grasp=1.0, tool=0.5), PULLING)
    assert not told.tracked
    assert told.grip == HERE.grip
    assert (told.squeeze, told.trigger) == (1.0, 0.5)


@pytest.mark.parametrize("profile", [TOUCH, BARE_HAND, ""])
def test_a_hand_without_controller_is_read_from_its_joints(profile: str) -> None:
    hand = side(profile)
    hand.read(GONE, Held(), FIST)
    told = hand.read(GONE, Held(), PULLING)
    assert told.tracked
    assert told.profile == BARE_HAND
    assert told.grip == hand_from_joints(PULLING, Hand.RIGHT)
    assert told.aim == aim_from_joints(PULLING)
    assert told.squeeze == pytest.approx(1.0)
    assert told.trigger == pytest.approx(1.0)


def test_the_runtimes_own_idea_of_a_bare_hands_place_comes_first() -> None:
    told = side(BARE_HAND).read(HERE, Held(), FIST)
    assert (told.grip, told.aim) == (HERE.grip, HERE.aim)
    assert told.squeeze == pytest.approx(1.0)


def test_without_joints_the_runtimes_gestures_have_to_do() -> None:
    told = side(BARE_HAND).read(HERE, Held(0.8, 0.6, 0.0, frozenset({Button.SELECT})), ())
    assert (told.squeeze, told.trigger, told.buttons) == (0.8, 0.6, {Button.SELECT})


def test_a_bare_hand_out_of_sight_holds_on_and_pulls_no_more() -> None:
    hand = side("")
    hand.read(GONE, Held(), FIST)
    hand.read(GONE, Held(), PULLING)
    told = hand.read(GONE, Held(), ())
    assert not told.tracked
    assert told.squeeze == pytest.approx(1.0)
    assert told.trigger == 0.0


def test_a_hand_that_was_bare_and_took_up_a_controller_holds_what_that_says() -> None:
    hand = side("")
    hand.read(GONE, Held(), FIST)
    hand.take_up(TOUCH)
    assert hand.read(HERE, Held(), ()).squeeze == 0.0
    hand.take_up("")
    assert hand.read(GONE, Held(), ()).squeeze == 0.0


@pytest.mark.parametrize("profile", [VIVE, SIMPLE])
def test_a_grip_that_cannot_be_held_is_pressed_twice(profile: str) -> None:
    hand = side(profile)
    presses = (0.0, 1.0, 0.0, 0.0, 1.0, 0.0)
    assert [hand.read(HERE, Held(grasp=grasp), ()).squeeze for grasp in presses] == [0, 1, 1, 1, 0, 0]


def test_another_controller_begins_with_an_open_hand() -> None:
    hand = side(VIVE)
    assert hand.read(HERE, Held(grasp=1.0), ()).squeeze == 1.0
    assert not hand.take_up(VIVE)
    assert hand.take_up(SIMPLE)
    assert hand.read(HERE, Held(), ()).squeeze == 0.0


@given(st.floats(-1.0, 1.0))
def test_a_stick_turns_beyond_its_rest_and_to_its_end(way: float) -> None:
    turn = side(TOUCH).read(HERE, Held(turn=way), ()).turn
    assert turn * way >= 0.0
    assert (turn == 0.0) == (abs(way) <= 0.15)
    assert abs(turn) <= 1.0


def test_a_thumb_that_lies_on_a_pad_turns_nothing() -> None:
    assert side(VIVE).read(HERE, Held(turn=0.4), ()).turn == 0.0
    assert side(VIVE).read(HERE, Held(turn=-1.0), ()).turn == -1.0


@pytest.mark.parametrize("profile", [SIMPLE, BARE_HAND])
def test_without_a_stick_the_wrist_turns_while_the_tools_part_is_held(profile: str) -> None:
    hand = side(profile)
    rolled = Found(Pose(rotation=quat_from_axis_angle((0.0, 0.0, 1.0), -FULL_RAD)), IDENTITY, there=True)
    hand.read(Found(IDENTITY, IDENTITY, there=True), Held(tool=1.0), ())
    assert hand.read(rolled, Held(tool=1.0), ()).turn == pytest.approx(1.0)
    assert hand.read(rolled, Held(), ()).turn == 0.0


def test_nothing_is_held_while_the_person_looks_elsewhere() -> None:
    hand = side(TOUCH)
    hand.read(HERE, Held(grasp=1.0, tool=1.0), ())
    told = hand.away()
    assert (told.tracked, told.squeeze, told.trigger, told.buttons) == (False, 0.0, 0.0, frozenset())
    assert (told.grip, told.profile) == (HERE.grip, TOUCH)


def test_an_index_finger_alone_is_no_grasp() -> None:
    assert side("").read(GONE, Held(), skeleton(bends_rad={INDEX: FIST_RAD})).squeeze == 0.0
