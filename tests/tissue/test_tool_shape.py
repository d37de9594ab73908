from __future__ import annotations

import math

import numpy as np
import pytest

from sim.tissue.tool_shape import Profile, blunt_rod, countersink_head, drill_bit, tool_shape

SHAPES = {
    "drill 2.5": drill_bit(0.0025, 0.125),
    "drill 3.5": drill_bit(0.0035, 0.125),
    "rod": blunt_rod(0.0035, 0.06),
    "countersink": countersink_head(0.006, 0.0035, 0.06),
}
each_shape = pytest.mark.parametrize("profile", SHAPES.values(), ids=SHAPES)


@each_shape
def test_points_lie_on_the_profile_with_normals_outward(profile: Profile) -> None:
    shape = tool_shape(profile)
    radius = np.hypot(shape.points[:, 0], shape.points[:, 1])
    z = shape.points[:, 2]
    assert radius[1:] == pytest.approx(np.interp(z[1:], shape.profile[:, 0], shape.profile[:, 1]), abs=1e-9)
    assert np.linalg.norm(shape.normals, axis=1) == pytest.approx(1.0)
    outward = (shape.normals[:, :2] * shape.points[:, :2]).sum(axis=1)
    flank = slice(shape.end_count, None)
    assert (outward[flank] > 0.0).all()


@each_shape
def test_the_end_shares_one_whole_and_faces_the_feed(profile: Profile) -> None:
    shape = tool_shape(profile)
    assert shape.share[: shape.end_count].sum() == pytest.approx(1.0)
    assert (shape.share > 0.0).all()
    assert (shape.normals[: shape.end_count, 2] < -0.2).all()


@each_shape
def test_a_shape_is_even_about_its_axis(profile: Profile) -> None:
    shape = tool_shape(profile)
    for rows in (slice(0, shape.end_count), slice(shape.end_count, None)):
        weighted = (shape.normals[rows] * shape.share[rows, None]).sum(axis=0)
        assert weighted[:2] == pytest.approx((0.0, 0.0), abs=1e-9)


def test_the_flank_is_felt_only_as_far_as_asked() -> None:
    short = tool_shape(drill_bit(0.0035, 0.125), 0.01)
    assert short.points[:, 2].max() < 0.0105
    assert tool_shape(drill_bit(0.0035, 0.125)).points[:, 2].max() > 0.05


def test_a_drill_bit_has_the_usual_point_for_bone() -> None:
    (_, tip), (height, radius), (length, _) = drill_bit(0.0035, 0.125)
    assert (tip, radius, length) == (0.0, 0.00175, 0.125)
    assert 2.0 * math.degrees(math.atan(radius / height)) == pytest.approx(118.0)


def test_a_countersink_opens_by_ninety_degrees_after_its_nose() -> None:
    rows = countersink_head(0.006, 0.0035, 0.06)
    (z0, r0), (z1, r1) = rows[2], rows[3]
    assert z0 == pytest.approx(0.004)
    assert (r1 - r0) == pytest.approx(z1 - z0)
    assert max(r for _, r in rows) == 0.003
    assert tool_shape(rows, 0.012).radius_m == 0.003
    assert tool_shape(rows, 0.012).length_m == 0.06


def test_shapes_are_made_once() -> None:
    assert tool_shape(drill_bit(0.0035, 0.125)) is tool_shape(drill_bit(0.0035, 0.125))
