from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core.errors import ProctorError
from sim.core.pose import add, dot, norm, scale
from sim.tissue.bone import Bone, fill_from_distance
from sim.tissue.rays import intervals, surface_normal, surface_point

RADIUS_M = 0.006


@pytest.fixture(scope="module")
def ball() -> Bone:
    """A ball of 6 mm radius with a hole of 1 mm radius along z, drilled later."""
    axis = (np.arange(33) - 16.0) * 0.0005
    x, y, z = np.meshgrid(axis, axis, axis, indexing="ij")
    distance = np.sqrt(x * x + y * y + z * z) - RADIUS_M
    bone = Bone(
        density=np.where(distance < 0.0005, 1.9, 0.0).astype(np.float32),
        fill=fill_from_distance(distance),
        distal_share=np.zeros(distance.shape, np.uint8),
        origin_m=np.full(3, axis[0]),
    )
    bone.fill[:] = np.minimum(bone.fill, fill_from_distance(0.001 - np.hypot(x, y)))
    return bone


def test_ray_through_the_middle_of_a_ball(ball: Bone) -> None:
    ((enter, leave),) = intervals(ball, (0.02, 0.0, 0.0), (-1.0, 0.0, 0.0), 0.04, intact=True)
    assert enter == pytest.approx(0.014, abs=2e-5)
    assert leave == pytest.approx(0.026, abs=2e-5)


def test_a_drilled_hole_is_a_gap(ball: Bone) -> None:
    first, second = intervals(ball, (0.02, 0.0, 0.0), (-3.0, 0.0, 0.0), 0.04)
    assert first == pytest.approx((0.014, 0.019), abs=5e-5)
    assert second == pytest.approx((0.021, 0.026), abs=5e-5)
    assert intervals(ball, (0.0, 0.0, 0.02), (0.0, 0.0, -1.0), 0.04) == []


def test_a_ray_is_cut_off_at_its_ends(ball: Bone) -> None:
    assert intervals(ball, (0.003, 0.0, 0.0), (1.0, 0.0, 0.0), 0.002) == [(0.0, 0.002)]
    assert intervals(ball, (0.02, 0.0, 0.0), (1.0, 0.0, 0.0), 0.04) == []


def test_low_density_counts_as_a_gap(intact_tibia: Bone) -> None:
    (whole,) = intervals(intact_tibia, (0.03, 0.0, 0.03), (0.0, 0.0, -1.0), 0.06)
    near, far = intervals(intact_tibia, (0.03, 0.0, 0.03), (0.0, 0.0, -1.0), 0.06, min_density=0.8)
    assert (near[0], far[1]) == pytest.approx(whole, abs=1e-9)
    assert near[1] < far[0]


@pytest.mark.parametrize("azimuth_deg", [0.0, 90.0, 200.0, -60.0])
def test_surface_point_lies_on_the_surface_at_its_azimuth(intact_tibia: Bone, azimuth_deg: float) -> None:
    azimuth = math.radians(azimuth_deg)
    point, normal = surface_point(intact_tibia, 0.02, azimuth)
    assert point[0] == pytest.approx(0.02)
    assert math.remainder(math.atan2(point[1], point[2]) - azimuth, 2 * math.pi) == pytest.approx(0.0, abs=1e-9)
    assert norm(normal) == pytest.approx(1.0)
    assert dot(normal, (0.0, math.sin(azimuth), math.cos(azimuth))) > 0.7
    depth = intervals(intact_tibia, add(point, scale(normal, 0.001)), scale(normal, -1.0), 0.002)
    assert depth[0][0] == pytest.approx(0.001, abs=3e-5)


def test_normal_of_a_ball_points_outward(ball: Bone) -> None:
    for direction in ((0.6, 0.8, 0.0), (0.577, -0.577, 0.577), (-0.2, 0.9, 0.387)):
        outward = scale(direction, 1.0 / norm(direction))
        normal = surface_normal(ball, scale(outward, RADIUS_M))
        assert math.degrees(math.acos(min(1.0, dot(normal, outward)))) < 1.0


def test_exposed_face_looks_up(intact_tibia: Bone) -> None:
    _, normal = surface_point(intact_tibia, 0.0, 0.0)
    assert math.degrees(math.acos(min(1.0, normal[2]))) < 8.0


def test_no_surface_beyond_the_bone(intact_tibia: Bone) -> None:
    with pytest.raises(ProctorError, match=r"200\.0 mm"):
        surface_point(intact_tibia, 0.2, 0.0)
