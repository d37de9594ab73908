"""Rays and fingers on panels in the air."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.headset import Button, HeadsetHand
from sim.core.intents import Hand
from sim.core.pose import Pose, quat_between, quat_from_axis_angle, subtract
from sim.panels.pointing import (
    FINGER_M,
    INDEX_TIP,
    LONGEST_RAY_M,
    Area,
    How,
    Pointers,
    Pointing,
    Target,
    pointing_of,
)

LEFT, RIGHT = Hand.LEFT, Hand.RIGHT
PANEL = Pose((0.2, 0.5, 1.3), quat_from_axis_angle((0.3, -0.2, 1.0), 0.6))
WIDTH, HEIGHT = 0.40, 0.30
UPPER, LOWER = Area(0.05, 0.05, 0.35, 0.13), Area(0.05, 0.17, 0.35, 0.25)
DIALOG = Target("dialog", PANEL, WIDTH, HEIGHT, (UPPER, LOWER), demands=True)
CARD = replace(DIALOG, demands=False)
FAR_AWAY = (5.0, -5.0, 0.0)
ACROSS = st.floats(-0.19, 0.19)
UP = st.floats(-0.14, 0.14)


def on_panel(x, z, front=0.0):
    """A point before the panel, in the room."""
    return PANEL.apply((x, -front, z))


def at(place, front=0.0):
    """The same for a place from the upper left corner."""
    return on_panel(place[0] - WIDTH / 2.0, HEIGHT / 2.0 - place[1], front)


def middle(area):
    return ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0)


def aiming(at_point, start=None, **given):
    start = start or on_panel(0.1, -0.2, 0.6)
    aim = Pose(start, quat_between((0.0, 1.0, 0.0), subtract(at_point, start)))
    return Pointing(aim, FAR_AWAY, **given)


def touching(tip, **given):
    """A finger there; its ray points away from everything."""
    return Pointing(Pose(FAR_AWAY), tip, **given)


class TestRays:
    @given(x=ACROSS, z=UP, start_x=st.floats(-0.5, 0.5), front=st.floats(0.2, 1.5))
    def test_a_ray_meets_the_point_it_aims_at(self, x, z, start_x, front):
        found = Pointers().update({RIGHT: aiming(on_panel(x, z), on_panel(start_x, 0.1, front))}, [DIALOG])
        assert found[RIGHT].place == pytest.approx((x + WIDTH / 2.0, HEIGHT / 2.0 - z), abs=1e-6)
        assert found[RIGHT].how is How.RAY

    @given(angle=st.floats(0.0, 2.0 * math.pi), away=st.floats(0.27, 1.0))
    def test_a_ray_beside_the_panel_meets_nothing(self, angle, away):
        aimed = on_panel(away * math.cos(angle), away * math.sin(angle))
        assert Pointers().update({RIGHT: aiming(aimed)}, [DIALOG]) == {}

    def test_a_panel_is_not_met_from_behind(self):
        assert Pointers().update({RIGHT: aiming(on_panel(0, 0), on_panel(0, 0, -0.5))}, [DIALOG]) == {}

    def test_a_panel_is_not_met_by_a_ray_that_nearly_lies_in_it(self):
        assert Pointers().update({RIGHT: aiming(on_panel(0, 0), on_panel(0.6, 0.0, 0.02))}, [DIALOG]) == {}

    def test_a_ray_ends(self):
        reached = aiming(on_panel(0, 0), on_panel(0, 0, LONGEST_RAY_M - 0.1))
        too_far = aiming(on_panel(0, 0), on_panel(0, 0, LONGEST_RAY_M + 0.1))
        assert Pointers().update({LEFT: reached, RIGHT: too_far}, [DIALOG]).keys() == {LEFT}

    def test_the_nearer_of_two_panels_is_met(self):
        behind = replace(DIALOG, panel="behind", pose=PANEL @ Pose((0.0, 0.3, 0.0)))
        for targets in ([behind, DIALOG], [DIALOG, behind]):
            assert Pointers().update({RIGHT: aiming(on_panel(0, 0))}, targets)[RIGHT].panel == "dialog"

    def test_says_which_area_is_aimed_at(self):
        for number, area in enumerate(DIALOG.areas):
            assert Pointers().update({RIGHT: aiming(at(middle(area)))}, [DIALOG])[RIGHT].area == number
        assert Pointers().update({RIGHT: aiming(at((0.02, 0.02)))}, [DIALOG])[RIGHT].area is None


class TestSelect:
    def test_clicks_once_for_each_press_however_long_it_is(self):
        pointers, hand = Pointers(), aiming(at(middle(UPPER)))
        presses = [False, True, True, True, False, True, True]
        clicks = [pointers.update({RIGHT: replace(hand, select=down)}, [DIALOG])[RIGHT].clicked for down in presses]
        assert clicks == [False, True, False, False, False, True, False]

    def test_a_press_that_began_elsewhere_does_not_click(self):
        pointers = Pointers()
        pointers.update({RIGHT: aiming(FAR_AWAY)}, [DIALOG])
        pointers.update({RIGHT: aiming(FAR_AWAY, select=True)}, [DIALOG])
        assert not pointers.update({RIGHT: aiming(at(middle(UPPER)), select=True)}, [DIALOG])[RIGHT].clicked

    def test_a_hand_that_is_found_again_with_select_down_does_not_click(self):
        pointers, pressing = Pointers(), aiming(at(middle(UPPER)), select=True)
        assert not pointers.update({RIGHT: pressing}, [DIALOG])[RIGHT].clicked
        pointers.update({RIGHT: replace(pressing, select=False)}, [DIALOG])
        pointers.update({}, [DIALOG])
        assert not pointers.update({RIGHT: pressing}, [DIALOG])[RIGHT].clicked

    def test_hands_are_independent(self):
        pointers = Pointers()
        hands = {LEFT: aiming(at(middle(UPPER))), RIGHT: aiming(at(middle(LOWER)))}
        pointers.update(hands, [DIALOG])
        found = pointers.update(hands | {LEFT: replace(hands[LEFT], select=True)}, [DIALOG])
        assert (found[LEFT].clicked, found[LEFT].area) == (True, 0)
        assert (found[RIGHT].clicked, found[RIGHT].area) == (False, 1)


class TestCapture:
    def test_a_dialog_takes_select_until_it_is_let_go_even_when_it_closes(self):
        pointers, hand = Pointers(), aiming(at(middle(UPPER)))
        pointers.update({RIGHT: hand}, [DIALOG])
        assert pointers.captured == {RIGHT}
        pressing = replace(hand, select=True)
        pointers.update({RIGHT: pressing}, [DIALOG])
        pointers.update({RIGHT: pressing}, [])
        assert pointers.captured == {RIGHT}
        pointers.update({RIGHT: hand}, [])
        assert pointers.captured == frozenset()

    def test_a_running_drill_is_not_stopped_by_a_panel_in_its_way(self):
        pointers, drilling = Pointers(), aiming(FAR_AWAY, holding=True)
        pointers.update({RIGHT: drilling}, [DIALOG])
        pointers.update({RIGHT: replace(drilling, select=True)}, [DIALOG])
        found = pointers.update({RIGHT: aiming(at(middle(UPPER)), holding=True, select=True)}, [DIALOG])
        assert pointers.captured == frozenset()
        assert not found[RIGHT].clicked

    def test_a_hand_that_holds_something_points_only_where_a_choice_is_asked_for(self):
        hand = aiming(at(middle(UPPER)), holding=True)
        assert Pointers().update({RIGHT: hand}, [CARD]) == {}
        assert Pointers().update({RIGHT: hand}, [DIALOG])[RIGHT].area == 0

    def test_a_card_that_asks_nothing_takes_select_only_on_its_buttons(self):
        pointers = Pointers()
        pointers.update({LEFT: aiming(at((0.02, 0.02))), RIGHT: aiming(at(middle(UPPER)))}, [CARD])
        assert pointers.captured == {RIGHT}

    def test_a_finger_near_a_dialog_takes_select(self):
        pointers = Pointers()
        pointers.update({RIGHT: touching(at(middle(UPPER), 0.05), holding=True)}, [DIALOG])
        assert pointers.captured == {RIGHT}


class TestFingers:
    def test_a_finger_that_is_near_points_instead_of_its_ray(self):
        aimed = aiming(at(middle(LOWER)))
        found = Pointers().update({RIGHT: replace(aimed, fingertip=at(middle(UPPER), 0.05))}, [DIALOG])
        assert (found[RIGHT].how, found[RIGHT].area) == (How.FINGER, 0)
        assert found[RIGHT].distance_m == pytest.approx(0.05)

    def test_a_poke_chooses_what_it_met(self):
        pointers, clicks = Pointers(), []
        for front in (0.06, 0.03, 0.01, -0.005, -0.01, 0.005, 0.03):
            found = pointers.update({LEFT: touching(at(middle(LOWER), front))}, [DIALOG])
            clicks += [found[LEFT]] if found[LEFT].clicked else []
        assert [(click.area, click.how) for click in clicks] == [(1, How.FINGER)]

    def test_a_finger_is_forgotten_when_the_panel_closes(self):
        pointers = Pointers()
        pointers.update({LEFT: touching(at(middle(UPPER), 0.03))}, [DIALOG])
        pointers.update({LEFT: touching(at(middle(UPPER), 0.03))}, [])
        found = pointers.update({LEFT: touching(at(middle(UPPER), -0.01))}, [DIALOG])
        assert not found[LEFT].clicked


class TestHeadset:
    def test_a_controller_s_finger_is_ahead_of_the_grip_and_a_tracked_one_where_it_is(self):
        room = Pose((1.0, 0.0, 0.0), quat_from_axis_angle((0.0, 0.0, 1.0), math.pi / 2.0))
        hand = HeadsetHand(True, Pose((0.0, 0.4, 1.2)), Pose((0.0, 0.45, 1.2)), buttons=frozenset({Button.SELECT}))
        pointing = pointing_of(hand, room, holding=True)
        assert pointing.fingertip == pytest.approx((1.0 - 0.4 - FINGER_M, 0.0, 1.2))
        assert (pointing.select, pointing.holding) == (True, True)
        fingers = tuple(Pose((0.01 * joint, 0.5, 1.2)) for joint in range(26))
        pointing = pointing_of(replace(hand, fingers=fingers, buttons=frozenset()), room)
        assert pointing.fingertip == pytest.approx((0.5, 0.01 * INDEX_TIP, 1.2))
        assert not pointing.select
