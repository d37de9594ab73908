from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.core.errors import ProctorError
from sim.core.model import BoneQuality, Fracture
from sim.core.pose import norm
from sim.tissue import tibia_shape
from sim.tissue.anatomy import ROUGHNESS_M, build_bone, fracture_normal
from sim.tissue.bone import Bone
from sim.tissue.rays import intervals

PLATE_RAD = math.radians(40.0)
"""Where a plate goes: far enough from the lag screw, still on the exposed face."""


def middle_section(bone: Bone) -> int:
    return round(float(bone.index_of((0.0, 0.0, 0.0))[0]))


def test_arrays_fit_together_and_stay_small(intact_tibia: Bone) -> None:
    bone = intact_tibia
    assert bone.fill.size <= 1_500_000
    for array in (bone.fill, bone.distal_share, bone.fragment, bone.intact_fill, bone.density):
        assert array.shape == bone.shape
        assert array.flags.c_contiguous
    assert bone.density.dtype == np.float32
    assert not bone.fill[bone.density == 0.0].any()
    for axis in range(3):
        faces = np.moveaxis(bone.fill, axis, 0)
        assert not faces[0].any()
        assert not faces[-1].any()


def test_section_is_of_a_tibia(intact_tibia: Bone) -> None:
    section = intact_tibia.fill[middle_section(intact_tibia)] > 127
    rows, columns = np.flatnonzero(section.any(1)), np.flatnonzero(section.any(0))
    voxel = intact_tibia.voxel_m
    assert 0.024 <= (np.ptp(rows) + 1) * voxel <= 0.028
    assert 0.023 <= (np.ptp(columns) + 1) * voxel <= 0.028


@pytest.mark.parametrize("across_m", [-0.003, 0.0, 0.003])
def test_a_straight_plate_lies_along_the_exposed_face(intact_tibia: Bone, across_m: float) -> None:
    out, side = radial(PLATE_RAD), radial(PLATE_RAD + math.pi / 2)
    heights = []
    for along in np.linspace(-0.0455, 0.0455, 15):
        start = (along, *(0.03 * o + across_m * s for o, s in zip(out, side, strict=True)))
        heights.append(0.03 - intervals(intact_tibia, start, (0.0, -out[0], -out[1]), 0.05)[0][0])
    assert np.ptp(heights) < 0.0005


def test_exposed_face_is_gently_convex(intact_tibia: Bone) -> None:
    heights = {
        y: 0.03 - intervals(intact_tibia, (0.03, y, 0.03), (0.0, 0.0, -1.0), 0.05)[0][0]
        for y in (-0.006, -0.001, 0.004)
    }
    sag = heights[-0.001] - (heights[-0.006] + heights[0.004]) / 2.0
    assert 0.015 < 0.005**2 / (2.0 * sag) < 0.035


def test_outline_is_a_closed_rounded_triangle() -> None:
    points = tibia_shape.outline()
    edges = np.roll(points, -1, axis=0) - points
    lengths = np.hypot(*edges.T)
    assert lengths.sum() == pytest.approx(tibia_shape.GIRTH_M, rel=1e-3)
    assert lengths.max() < 5e-4
    azimuth = np.linspace(-math.pi, math.pi, len(points), endpoint=False)
    curvature = lengths * len(points) / (2.0 * math.pi)
    crest = np.abs(azimuth - tibia_shape.CREST_AZIMUTH_RAD) < math.radians(8.0)
    assert 0.004 <= curvature[crest].min() <= curvature[crest].max() <= 0.006
    for middle, _ in tibia_shape.FACES:
        face = np.abs(np.degrees(azimuth) - middle) < 8.0
        assert 0.015 < curvature[face].min() <= curvature[face].max() < 0.035


def test_shaft_turns_outwards_tapers_and_bows_forwards(intact_tibia: Bone) -> None:
    proximal, middle, distal = (_section(intact_tibia, along) for along in (-0.1, 0.0, 0.1))
    turn = _border_azimuth(proximal) - _border_azimuth(distal)
    assert 7.0 <= math.degrees(math.remainder(turn, math.tau / 3.0)) <= 12.0
    assert 1.05 < len(proximal) / len(distal) < 1.3
    ends = (proximal.mean(0) + distal.mean(0)) / 2.0
    bow = middle.mean(0) - ends
    assert math.hypot(*bow) == pytest.approx(tibia_shape.SAGITTA_M * (0.1 / tibia_shape.HALF_LENGTH_M) ** 2, abs=3e-4)
    assert math.atan2(*bow) == pytest.approx(tibia_shape.BOW_AZIMUTH_RAD, abs=math.radians(12.0))


def radial(azimuth_rad: float) -> tuple[float, float]:
    return math.sin(azimuth_rad), math.cos(azimuth_rad)


def _section(bone: Bone, along_m: float) -> NDArray[np.float64]:
    """(n, 2) y, z of the voxels of a section."""
    at = round(float(bone.index_of((along_m, 0.0, 0.0))[0]))
    return np.asarray(bone.origin_m[1:] + np.argwhere(bone.intact_fill[at] > 127) * bone.voxel_m)


def _border_azimuth(section: NDArray[np.float64]) -> float:
    """Azimuth of one of the section's three borders, from its third moment."""
    y, z = (section - section.mean(0)).T
    return float(np.angle(np.sum((z + 1j * y) ** 3)) / 3.0)


@pytest.mark.parametrize(
    ("quality", "thinnest", "thickest"), [("normal", 0.004, 0.006), ("osteoporotic", 0.0025, 0.0042)]
)
def test_cortex_thickness(oblique: Fracture, quality: str, thinnest: float, thickest: float) -> None:
    bone = build_bone("tibia_shaft", BoneQuality(quality), oblique)
    near, far = intervals(bone, (0.04, 0.0, 0.03), (0.0, 0.0, -1.0), 0.06, min_density=0.8)
    for enter, leave in (near, far):
        assert thinnest <= leave - enter <= thickest


def test_osteoporotic_bone_is_less_dense(intact_tibia: Bone, oblique: Fracture) -> None:
    weak = build_bone("tibia_shaft", BoneQuality.OSTEOPOROTIC, oblique)
    healthy_cortex = intact_tibia.density[intact_tibia.density > 1.0].mean()
    weak_cortex = weak.density[weak.density > 1.0].mean()
    assert 1.85 <= healthy_cortex <= 1.95
    assert weak_cortex < healthy_cortex - 0.1
    assert weak.density.sum() < 0.85 * intact_tibia.density.sum()


def test_same_arguments_make_the_same_bone(intact_tibia: Bone, oblique: Fracture) -> None:
    again = build_bone("tibia_shaft", BoneQuality.NORMAL, oblique)
    assert again.fill_hash() == intact_tibia.fill_hash()
    assert np.array_equal(again.density, intact_tibia.density)
    assert np.array_equal(again.distal_share, intact_tibia.distal_share)


def test_fracture_normal_leans_from_the_radial_direction() -> None:
    assert fracture_normal(Fracture(0.0, 0.0)) == pytest.approx((0.0, 0.0, 1.0))
    assert fracture_normal(Fracture(0.0, math.pi / 2)) == pytest.approx((0.0, 1.0, 0.0))
    assert fracture_normal(Fracture(math.pi / 2, 0.3)) == pytest.approx((1.0, 0.0, 0.0))
    normal = fracture_normal(Fracture(0.6, 0.3))
    assert norm(normal) == pytest.approx(1.0)
    assert normal[1] / normal[2] == pytest.approx(math.tan(0.3))


@pytest.mark.parametrize("obliquity_deg", [35.0, 75.0, -40.0])
def test_fragments_lie_on_their_sides_of_a_slightly_rough_plane(obliquity_deg: float) -> None:
    fracture = Fracture(math.radians(obliquity_deg), math.radians(20.0))
    bone = build_bone("tibia_shaft", BoneQuality.NORMAL, fracture)
    index = np.argwhere(bone.fill > 0)
    side = (bone.origin_m + index * bone.voxel_m) @ np.asarray(fracture_normal(fracture))
    if obliquity_deg < 0.0:
        side = -side
    distal = bone.fragment[bone.fill > 0] == 1
    assert side[distal].min() >= -ROUGHNESS_M - 1e-6
    assert side[~distal].max() <= ROUGHNESS_M + 1e-6
    assert side[distal].min() < -0.2 * ROUGHNESS_M
    far = bone.shape[0] - 5
    assert bone.fragment[far][bone.fill[far] > 0].all()
    assert not bone.fragment[4][bone.fill[4] > 0].any()


def test_unknown_bone_names_the_known_ones() -> None:
    with pytest.raises(ProctorError, match="tibia_shaft"):
        build_bone("femur", BoneQuality.NORMAL, Fracture(0.5, 0.0))
