"""When a fingertip pokes, and when it only trembles, brushes past or comes from behind."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.pose import Pose, quat_from_axis_angle
from sim.panels.poking import WITHDRAW_M, FingerState

PANEL = Pose((0.1, 0.4, 1.2), quat_from_axis_angle((1.0, 0.4, -0.2), 0.8))
INSIDE = st.floats(-0.09, 0.09)
TREMOR_M = 0.002


def placing(x, z):
    """The panel is a square of 20 cm."""
    return (x, z) if max(abs(x), abs(z)) <= 0.1 else None


def clicks(*tips):
    """How often a finger clicks on its way; each tip is x, z and how far it is before the surface."""
    finger, clicked = FingerState(), 0
    for x, z, front in tips:
        poke = finger.follow(PANEL, PANEL.apply((x, -front, z)), placing)
        clicked += poke is not None and poke.clicked
    return clicked


@given(x=INSIDE, z=INSIDE, start=st.floats(0.016, 0.2), end=st.floats(-0.09, -0.0001))
def test_a_poke_from_in_front_clicks_once_at_any_speed(x, z, start, end):
    assert clicks((x, z, start), (x, z, end), (x, z, end)) == 1
    slow = [(x, z, start + (end - start) * n / 50.0) for n in range(51)]
    assert clicks(*slow) == 1


@given(x=st.floats(0.105, 0.3), z=INSIDE)
def test_a_poke_beside_the_panel_does_not_click(x, z):
    assert clicks((x, z, 0.05), (x, z, -0.02)) == 0


@given(st.lists(st.floats(-TREMOR_M, TREMOR_M), min_size=5, max_size=60), st.floats(-0.002, 0.002))
def test_tremor_at_the_surface_clicks_once(tremor, rest):
    assert clicks((0, 0, 0.05), (0, 0, -0.001), *((0, 0, rest + shake) for shake in tremor)) == 1


@given(st.lists(st.floats(-0.01, WITHDRAW_M - 0.001), min_size=1, max_size=20))
def test_a_finger_that_never_came_from_in_front_does_not_click(fronts):
    assert clicks(*((0, 0, front) for front in fronts)) == 0


def test_has_to_draw_back_before_it_clicks_again():
    poke = [(0, 0, 0.05), (0, 0, -0.005)]
    assert clicks(*poke, (0, 0, WITHDRAW_M - 0.001), (0, 0, -0.005)) == 1
    assert clicks(*poke, (0, 0, WITHDRAW_M + 0.001), (0, 0, -0.005)) == 2


def test_coming_from_behind_does_not_click():
    assert clicks((0, 0, -0.08), (0, 0, -0.02), (0, 0, 0.01), (0, 0, 0.1)) == 0


def test_coming_round_the_edge_from_behind_does_not_click():
    assert clicks((0.15, 0, 0.05), (0.15, 0, -0.02), (0.05, 0, -0.02), (0.0, 0, 0.01)) == 0


def test_grazing_in_from_the_side_does_not_click():
    beside = [(0.15, 0, 0.05), (0.15, 0, 0.010), (0.06, 0, 0.005), (0.02, 0, -0.003)]
    assert clicks(*beside) == 0


def test_brushing_along_the_panel_does_not_click():
    along = [(-0.08, 0, 0.02), (-0.06, 0, 0.012), (-0.02, 0, 0.008), (0.02, 0, 0.003), (0.04, 0, -0.002)]
    assert clicks(*along) == 0


@pytest.mark.parametrize("lean_deg", [0.0, 30.0, 50.0])
def test_a_poke_may_come_at_a_slant(lean_deg):
    sideways = math.tan(math.radians(lean_deg))
    assert clicks(*((0.05 * sideways - front * sideways, 0, front) for front in (0.05, 0.03, 0.01, -0.01))) == 1


def test_a_panel_that_is_hung_elsewhere_is_not_poked_by_a_hand_at_rest():
    finger = FingerState()
    tip = PANEL.apply((0.0, -0.02, 0.0))
    finger.follow(PANEL, tip, placing)
    nearer = PANEL @ Pose((0.0, -0.03, 0.0))
    poke = finger.follow(nearer, tip, placing)
    assert poke is not None
    assert not poke.clicked


def test_a_hand_that_was_lost_and_found_behind_the_panel_does_not_click():
    assert clicks((0, 0, 0.4), (0, 0, -0.01)) == 0


@pytest.mark.parametrize(("front", "near"), [(0.12, False), (0.05, True), (-0.03, True), (-0.06, False)])
def test_only_a_finger_that_is_near_points(front, near):
    poke = FingerState().follow(PANEL, PANEL.apply((0.0, -front, 0.0)), placing)
    assert (poke is not None) == near
