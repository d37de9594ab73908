from __future__ import annotations

import math
from dataclasses import replace

import pytest
from eyes_pictures import FOVS, eyes_at, seen_at
from hypothesis import given
from hypothesis import strategies as st
from panda3d.core import LMatrix4, LVecBase4

from sim.core.headset import Eye, Fov
from sim.core.pose import Pose, Vec3, quat_from_axis_angle
from sim.scene.frustum import between, projection, seen_by_either, seen_from, tangents

NEAR_M, FAR_M = 0.03, 14.0
TILTED = Pose((0.4, -0.6, 1.6), quat_from_axis_angle((1.0, 0.2, 0.4), -0.7))


def _seen(matrix: LMatrix4, point: Vec3) -> tuple[float, float, float]:
    """Right, up and depth in the picture, -1 to 1, of a point before an eye."""
    x, y, z, w = matrix.xform(LVecBase4(*point, 1.0))
    return x / w, y / w, z / w


@pytest.mark.parametrize("fov", FOVS)
@pytest.mark.parametrize("distance_m", [0.05, 0.6, 9.0])
def test_the_edges_of_the_field_of_view_are_the_edges_of_the_picture(fov: Fov, distance_m: float) -> None:
    matrix = projection(tangents(fov), NEAR_M, FAR_M)
    for across, angle in ((-1.0, fov.left_rad), (1.0, fov.right_rad)):
        assert _seen(matrix, (math.tan(angle) * distance_m, distance_m, 0.0))[0] == pytest.approx(across, abs=1e-5)
    for upwards, angle in ((-1.0, fov.down_rad), (1.0, fov.up_rad)):
        assert _seen(matrix, (0.0, distance_m, math.tan(angle) * distance_m))[1] == pytest.approx(upwards, abs=1e-5)


def test_depth_runs_from_the_near_to_the_far_plane() -> None:
    matrix = projection(tangents(FOVS[0]), NEAR_M, FAR_M)
    assert _seen(matrix, (0.0, NEAR_M, 0.0))[2] == pytest.approx(-1.0, abs=1e-4)
    assert _seen(matrix, (0.0, FAR_M, 0.0))[2] == pytest.approx(1.0, abs=1e-4)


def test_an_eye_sees_what_its_own_pinhole_would() -> None:
    point = (0.1, 0.05, 1.02)
    eyes = eyes_at(TILTED)
    middle = between(eyes)
    for eye in eyes:
        matrix = seen_from(middle.inverse() @ eye.pose, eye.fov, NEAR_M, FAR_M)
        across, upwards, _ = _seen(matrix, middle.inverse().apply(point))
        column, row = seen_at(eye, point, (2, 2))
        assert (across + 1.0, 1.0 - upwards) == pytest.approx((column, row), abs=1e-4)


@given(
    st.sampled_from([0, 1]),
    st.tuples(st.floats(-0.999, 0.999), st.floats(-0.999, 0.999), st.floats(0.031, 13.9)),
    st.floats(0.0, 0.15),
)
def test_nothing_that_an_eye_sees_is_left_out(side: int, place: tuple[float, float, float], canted_rad: float) -> None:
    """Also where the eyes look apart, as in some headsets."""
    eyes = [
        replace(eye, pose=eye.pose @ Pose(rotation=quat_from_axis_angle((0.0, 0.0, 1.0), turn * canted_rad)))
        for eye, turn in zip(eyes_at(TILTED), (1.0, -1.0), strict=True)
    ]
    middle = between((eyes[0], eyes[1]))
    inner = tuple((middle.inverse() @ eye.pose, eye.fov) for eye in eyes)
    point = inner[side][0].apply(_before(eyes[side], *place))
    seen = _seen(seen_by_either(inner, NEAR_M, FAR_M), point)
    assert all(abs(value) <= 1.0 + 1e-5 for value in seen)


def _before(eye: Eye, across: float, upwards: float, ahead_m: float) -> Vec3:
    """The point before an eye that is seen there in its picture."""
    edges = tangents(eye.fov)
    x = edges.left + (across + 1.0) / 2.0 * edges.width
    z = edges.down + (upwards + 1.0) / 2.0 * edges.height
    return (x * ahead_m, ahead_m, z * ahead_m)
