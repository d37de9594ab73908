from __future__ import annotations

import pytest

from sim.input.gamepad import DEAD_ZONE, Sticks, pressed_buttons, sticks


def test_a_resting_pad_asks_for_nothing() -> None:
    assert sticks({}) == Sticks()
    assert sticks({"left_x": DEAD_ZONE, "right_y": -DEAD_ZONE}) == Sticks()


@pytest.mark.parametrize(
    "axis", [("left_x", "right"), ("left_y", "up"), ("right_x", "tilt_right"), ("right_y", "tilt_away")]
)
def test_a_stick_at_its_rim_asks_for_all(axis: tuple[str, str]) -> None:
    name, meaning = axis
    assert getattr(sticks({name: 1.0}), meaning) == pytest.approx(1.0)
    assert getattr(sticks({name: -1.0}), meaning) == pytest.approx(-1.0)
    assert 0.0 < getattr(sticks({name: 0.5}), meaning) < 0.3


def test_the_right_trigger_is_analogue() -> None:
    assert sticks({"right_trigger": 0.37}).trigger == pytest.approx(0.37)
    assert sticks({"right_trigger": -0.2}).trigger == 0.0


def test_buttons_become_keys() -> None:
    assert pressed_buttons({}, frozenset({"face_a"})) == {"pad_face_a"}
    assert pressed_buttons({"left_trigger": 0.9}, frozenset()) == {"pad_left_trigger"}
    assert pressed_buttons({"left_trigger": 0.2}, frozenset()) == frozenset()
