"""Instruments have the sizes asked for, stand in their frame, close, and stay within their budget."""

import math

import numpy as np
import pytest
from part_checks import check_closed, check_parts, extent, named, radius

from assets.instruments import (
    GRIPS,
    HINGE_HEIGHT_M,
    countersink,
    depth_gauge,
    drill,
    driver,
    grip,
    irrigator,
    opening_rad,
    plate_clamp,
    reduction_clamp,
    sleeve,
    tap,
)
from assets.mesh import Part, as_trimesh, face_count, merge

BUDGET = 8000

SET = {
    "drill_35": drill(0.0035, 0.125),
    "drill_25": drill(0.0025, 0.125),
    "sleeve": sleeve(0.0035, 0.0025, 0.060),
    "countersink": countersink(0.006, 0.0035, 0.060),
    "depth_gauge": depth_gauge(0.090, 0.060),
    "tap": tap(0.0035, 0.00125, 0.090),
    "driver": driver(0.0025, 0.090),
    "reduction_clamp": reduction_clamp(0.060),
    "plate_clamp": plate_clamp(0.060),
    "irrigator": irrigator(),
}


@pytest.mark.parametrize("name", SET)
def test_every_part_is_sound_and_closed(name: str) -> None:
    check_parts(SET[name])
    for part in SET[name]:
        check_closed(part)


@pytest.mark.parametrize("name", SET)
def test_within_budget(name: str) -> None:
    assert face_count(SET[name]) <= BUDGET


@pytest.mark.parametrize("name", SET)
def test_the_tip_is_the_origin_and_the_handle_above(name: str) -> None:
    low, high = extent(SET[name])
    reaches_below = {"reduction_clamp": 0.004, "plate_clamp": 0.007}.get(name, 1e-5)
    assert -reaches_below <= low[2] <= 1e-4
    assert 0.08 < high[2] < 0.32


@pytest.mark.parametrize("diameter_m", [0.0015, 0.0025, 0.0035, 0.0045])
def test_a_bit_cuts_its_diameter_and_ends_in_a_point(diameter_m: float) -> None:
    parts = drill(diameter_m, 0.125)
    assert face_count(parts) <= BUDGET
    bit = named(parts, "rotor_bit")
    assert radius(bit) == pytest.approx(diameter_m / 2, abs=5e-6)
    assert radius(bit, high=0.05 * diameter_m) < 0.1 * diameter_m
    assert bit.mesh.vertices[:, 2].min() == pytest.approx(0.0, abs=1e-5)


def test_a_bit_has_flutes_that_wind_like_a_right_handed_screw() -> None:
    bit = named(SET["drill_35"], "rotor_bit")
    turn_a_little_up = _flute_angle(bit, 0.022) - _flute_angle(bit, 0.020)
    assert 0.0 < (turn_a_little_up + math.pi / 2) % math.pi - math.pi / 2 < 1.2


def _flute_angle(bit: Part, height_m: float) -> float:
    """Angle (period pi) of the two flutes' middle: where a slice comes nearest to the axis."""
    section = as_trimesh(bit.mesh).section([0.0, 0.0, 1.0], [0.0, 0.0, height_m])
    across = section.vertices[:, :2]
    nearest = across[np.argmin(np.hypot(across[:, 0], across[:, 1]))]
    return math.atan2(nearest[1], nearest[0])


def test_the_drill_body_stands_above_the_bit_with_its_handle_to_the_surgeon() -> None:
    parts = SET["drill_35"]
    fixed = tuple(part for part in parts if not part.name.startswith("rotor"))
    low, high = extent(fixed)
    assert low[2] > 0.125
    assert 0.15 < high[2] - 0.125 < 0.20
    assert low[1] < -0.12
    assert high[1] < 0.03


def test_turning_parts_are_round_enough_to_turn() -> None:
    for part in SET["drill_35"]:
        if part.name.startswith("rotor"):
            assert np.abs(part.mesh.vertices[:, :2].mean(axis=0)).max() < 0.001


def test_a_sleeve_has_its_bore_its_outside_and_teeth() -> None:
    guide = named(SET["sleeve"], "guide")
    assert radius(guide, high=0.030) == pytest.approx(0.00175, abs=1e-6)
    bore = np.hypot(*guide.mesh.vertices[:, :2].T).min()
    assert bore == pytest.approx(0.00125, abs=2e-5)
    mouth = guide.mesh.vertices[guide.mesh.vertices[:, 2] < 0.002]
    assert np.unique(np.round(mouth[:, 2], 5)).size > 2
    assert guide.mesh.vertices[:, 2].max() == pytest.approx(0.060, abs=1e-6)


def test_a_countersink_has_its_nose_and_head() -> None:
    head = named(SET["countersink"], "rotor_head")
    assert radius(head) == pytest.approx(0.003, abs=2e-5)
    assert radius(head, high=0.004) == pytest.approx(0.00175, abs=1e-4)


def test_a_tap_has_the_thread_asked_for() -> None:
    thread = named(tap(0.0035, 0.00125, 0.090), "rotor_thread")
    assert radius(thread) == pytest.approx(0.00175, abs=2e-5)


def test_a_driver_fits_its_socket() -> None:
    tip = named(SET["driver"], "rotor_tip").mesh.vertices
    flats = [np.ptp(tip[:, :2] @ [math.cos(a), math.sin(a)]) for a in np.arange(6) * math.pi / 6]
    assert min(flats) == pytest.approx(0.0025, abs=1e-6)


def test_the_handle_begins_where_it_was_asked() -> None:
    for parts, length in ((SET["driver"], 0.090), (SET["countersink"], 0.060)):
        assert named(parts, "rotor_handle").mesh.vertices[:, 2].min() == pytest.approx(length, abs=0.016)


def test_a_gauge_at_zero_has_its_sleeve_at_the_hook() -> None:
    sliding = named(SET["depth_gauge"], "sliding_sleeve").mesh.vertices[:, 2]
    assert sliding.min() == pytest.approx(0.0, abs=1e-6)
    scale = named(SET["depth_gauge"], "scale").mesh.vertices[:, 2]
    assert sliding.max() == pytest.approx(0.030, abs=1e-6)
    assert scale.min() == pytest.approx(0.030, abs=2e-4)
    assert scale.max() == pytest.approx(0.090, abs=1e-3)


def test_a_gauge_without_room_for_its_sleeve_is_refused() -> None:
    with pytest.raises(ValueError, match="20 mm"):
        depth_gauge(0.070, 0.060)


@pytest.mark.parametrize("make", [reduction_clamp, plate_clamp])
def test_jaws_touch_at_the_origin_and_open_as_wide_as_asked(make) -> None:
    parts = make(0.060)
    tips = []
    for name, sign in (("jaw_moving", -1.0), ("jaw_fixed", 1.0)):
        vertices = named(parts, name).mesh.vertices.astype(float)
        near = vertices[np.abs(vertices[:, 2]) < 0.0015]
        closed = near[:, 0].min() if name == "jaw_moving" else near[:, 0].max()
        assert closed == pytest.approx(0.0, abs=3e-4)
        tips.append(_opened(np.array([closed, 0.0, 0.0]), sign * opening_rad(0.060) / 2))
    assert tips[0][0] - tips[1][0] == pytest.approx(0.060, abs=1e-3)


def _opened(point: np.ndarray, angle_rad: float) -> np.ndarray:
    """Point turned about +y through the joint."""
    x, z = point[0], point[2] - HINGE_HEIGHT_M
    return np.array(
        [
            x * math.cos(angle_rad) + z * math.sin(angle_rad),
            point[1],
            HINGE_HEIGHT_M - x * math.sin(angle_rad) + z * math.cos(angle_rad),
        ]
    )


def test_an_impossible_opening_is_refused() -> None:
    with pytest.raises(ValueError, match="open"):
        opening_rad(0.2)


def test_every_grip_lies_on_its_instrument() -> None:
    held = {
        "drill": (SET["drill_35"], 0.125),
        "sleeve": (SET["sleeve"], 0.060),
        "countersink": (SET["countersink"], 0.060),
        "depth_gauge": (SET["depth_gauge"], 0.090),
        "tap": (SET["tap"], 0.090),
        "driver": (SET["driver"], 0.090),
        "clamp": (SET["reduction_clamp"], 0.130),
        "irrigator": (SET["irrigator"], 0.0),
    }
    for kind, (parts, length) in held.items():
        position, rotation, _ = grip(kind, length)
        assert math.hypot(*rotation) == pytest.approx(1.0)
        vertices = merge(part.mesh for part in parts).vertices
        assert np.linalg.norm(vertices - np.array(position), axis=1).min() < 0.025, kind
    assert set(GRIPS) == {*held, "plate"}
