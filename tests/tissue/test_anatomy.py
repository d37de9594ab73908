from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core.errors import ProctorError
from sim.core.model import BoneQuality, Fracture
from sim.core.pose import norm
from sim.tissue.anatomy import ROUGHNESS_M, build_bone, fracture_normal
from sim.tissue.bone import Bone
from sim.tissue.rays import intervals


def middle_section(bone: Bone) -> int:
    return round(float(bone.index_of((0.0, 0.0, 0.0))[0]))


def test_arrays_fit_together_and_stay_small(intact_tibia: Bone) -> None:
    bone = intact_tibia
    assert bone.fill.size <= 1_500_000
    for array in (bone.fill, bone.distal_share, bone.fragment, bone.threaded, bone.intact_fill, bone.density):
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


def test_exposed_face_is_flat_enough_for_a_plate(intact_tibia: Bone) -> None:
    heights = [
        0.03 - intervals(intact_tibia, (0.03, y, 0.03), (0.0, 0.0, -1.0), 0.05)[0][0]
        for y in np.linspace(-0.005, 0.005, 11)
    ]
    assert np.ptp(heights) < 0.0003


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
