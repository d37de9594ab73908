from __future__ import annotations

import pytest

from sim.core.controllers import (
    BARE_HAND,
    CONTROLLERS,
    Control,
    Controller,
    Grasping,
    Irrigating,
    Part,
    Style,
    Turning,
    controller,
    lacking,
    style_of,
)
from sim.core.intents import Hand

OPERATING = {Control.GRASP, Control.TOOL, Control.TURN, Control.IRRIGATE, Control.SELECT}
INDEX = "/interaction_profiles/valve/index_controller"
TOUCH = "/interaction_profiles/oculus/touch_controller"
SIMPLE = "/interaction_profiles/khr/simple_controller"

every_hand = pytest.mark.parametrize(
    ("known", "hand"), [(known, hand) for known in CONTROLLERS for hand in Hand], ids=lambda each: str(each)[-40:]
)


@every_hand
def test_either_hand_can_operate(known: Controller, hand: Hand) -> None:
    assert set(known.parts(hand)) >= OPERATING


@every_hand
def test_a_part_does_one_thing_but_for_pointing_and_what_the_style_says(known: Controller, hand: Hand) -> None:
    parts = dict(known.parts(hand))
    assert parts.pop(Control.SELECT) is parts[Control.TOOL]  # an instrument in the hand, or a panel before it
    if known.style.irrigating is Irrigating.OTHER_HAND:
        assert parts.pop(Control.IRRIGATE) is parts[Control.TOOL]
    assert len(set(parts.values())) == len(parts)


@every_hand
def test_the_wrist_turns_where_there_is_no_stick_and_only_there(known: Controller, hand: Hand) -> None:
    by_wrist = known.style.turning is Turning.WRIST
    assert (known.parts(hand)[Control.TURN] is Part.ROLL) == by_wrist


def test_no_profile_is_there_twice() -> None:
    assert len({known.profile for known in CONTROLLERS}) == len(CONTROLLERS)


def test_what_two_hands_lack_is_for_a_panel_to_offer() -> None:
    assert lacking(INDEX, INDEX) == frozenset()
    assert lacking(TOUCH, TOUCH) == frozenset()
    assert lacking(BARE_HAND, BARE_HAND) == {Control.MENU, Control.HELP, Control.NEXT_VIEW}
    assert lacking(TOUCH, BARE_HAND) == {Control.NEXT_VIEW}
    assert lacking("", "") == frozenset(Control)


def test_an_unknown_controller_is_used_like_any_other() -> None:
    assert controller("/interaction_profiles/acme/claw") is None
    assert style_of("/interaction_profiles/acme/claw") == Style() == style_of(TOUCH)


def test_two_buttons_are_pressed_to_take_and_pressed_to_let_go() -> None:
    assert style_of(SIMPLE).grasping is Grasping.TOGGLE
    assert style_of(BARE_HAND).grasping is Grasping.HOLD
