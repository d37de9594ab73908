from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.tissue.heat import BODY_C, IRRIGATION_C, LOSS_W_PER_K, Wall, friction_w

DT = 1.0 / 90.0


def held_at(temperature_c: float, seconds: float) -> Wall:
    """A wall whose heating just makes up for what it loses."""
    wall = Wall(temperature_c=temperature_c)
    for _ in range(round(seconds / DT)):
        wall.step(DT, LOSS_W_PER_K * (temperature_c - BODY_C), irrigated=False)
    assert wall.temperature_c == pytest.approx(temperature_c)
    return wall


def test_a_minute_at_47_degrees_is_a_dose_of_a_minute() -> None:
    assert held_at(47.0, 60.0).dose_s == pytest.approx(60.0, rel=1e-3)


def test_every_degree_more_doubles_the_dose() -> None:
    doses = [held_at(c, 2.0).dose_s for c in (44.0, 45.0, 46.0, 47.0, 48.0, 49.0)]
    for cooler, hotter in pairwise(doses):
        assert hotter == pytest.approx(2.0 * cooler, rel=1e-6)


def test_body_heat_harms_nobody() -> None:
    assert held_at(BODY_C, 600.0).dose_s == 0.0
    assert held_at(42.9, 600.0).dose_s == 0.0


def test_a_warm_wall_cools_to_the_body_and_under_irrigation_below_it() -> None:
    for irrigated, lowest in ((False, BODY_C - 0.01), (True, IRRIGATION_C)):
        wall = Wall(temperature_c=60.0)
        for _ in range(90 * 120):
            wall.step(DT, 0.0, irrigated)
        assert lowest <= wall.temperature_c < (BODY_C if irrigated else BODY_C + 0.01)


@given(st.floats(0.0, 20.0), st.booleans(), st.lists(st.booleans(), max_size=50))
def test_the_peak_is_the_highest_and_the_dose_never_shrinks(power: float, irrigated: bool, on: list[bool]) -> None:
    wall = Wall()
    highest, dose = wall.temperature_c, 0.0
    for heated in on:
        wall.step(DT, power if heated else 0.0, irrigated)
        highest = max(highest, wall.temperature_c)
        assert wall.peak_c == highest
        assert wall.dose_s >= dose
        assert wall.temperature_c >= IRRIGATION_C
        dose = wall.dose_s


def test_friction_needs_bone_and_grows_with_speed_thrust_size_and_bluntness() -> None:
    assert friction_w(94.0, 30.0, 0.0035, 0.0, 1.0) == 0.0
    plain = friction_w(94.0, 30.0, 0.0035, 1.0, 1.0)
    assert plain > 0.0
    for harder in (
        friction_w(120.0, 30.0, 0.0035, 1.0, 1.0),
        friction_w(94.0, 60.0, 0.0035, 1.0, 1.0),
        friction_w(94.0, 30.0, 0.0045, 1.0, 1.0),
        friction_w(94.0, 30.0, 0.0035, 1.0, 3.0),
    ):
        assert harder > plain
    assert friction_w(94.0, 30.0, 0.0035, 0.3, 1.0) < plain
