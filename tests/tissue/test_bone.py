from __future__ import annotations

import numpy as np
import pytest

from sim.tissue.bone import CHUNK, Bone, fill_from_distance


def small_bone() -> Bone:
    shape = (40, 20, 33)
    return Bone(
        density=np.full(shape, 1.9, np.float32),
        fill=np.full(shape, 255, np.uint8),
        distal_share=np.zeros(shape, np.uint8),
        origin_m=np.array([-0.01, 0.0, 0.005]),
    )


def test_fill_ramp_crosses_half_at_the_surface() -> None:
    fill = fill_from_distance(np.array([-0.001, -0.0005, 0.0, 0.0005, 0.001]))
    assert fill.tolist() == [255, 255, 128, 0, 0]


@pytest.mark.parametrize("offset", [0.1, 0.35, 0.8])
def test_interpolated_fill_finds_a_flat_surface_to_the_micrometre(offset: float) -> None:
    distance_m = (np.arange(6) - 2.0 - offset) * 0.0005
    fill = fill_from_distance(distance_m).astype(float)
    at = np.interp(-127.5, -fill, np.arange(6.0))
    assert at == pytest.approx(2.0 + offset, abs=0.004)


def test_index_and_point_are_inverse() -> None:
    bone = small_bone()
    point = (-0.0037, 0.0021, 0.0093)
    index = bone.index_of(point)
    assert bone.point_of((index[0], index[1], index[2])) == pytest.approx(point)
    assert bone.point_of((0.0, 0.0, 0.0)) == pytest.approx((-0.01, 0.0, 0.005))


def test_a_change_inside_a_chunk_names_that_chunk_once() -> None:
    bone = small_bone()
    assert bone.chunk_grid == (3, 2, 3)
    bone.mark_changed((5, 5, 5), (7, 7, 7))
    bone.mark_changed((6, 6, 6), (8, 8, 8))
    assert bone.revision == 2
    assert bone.take_changed() == [(0, 0, 0)]
    assert bone.take_changed() == []


def test_a_change_at_a_chunk_border_names_the_neighbour_too() -> None:
    bone = small_bone()
    bone.mark_changed((CHUNK, 5, 5), (CHUNK + 1, 6, 6))
    assert bone.take_changed() == [(0, 0, 0), (1, 0, 0)]


def test_a_box_over_the_edge_is_cut_off() -> None:
    bone = small_bone()
    bone.mark_changed((-30, -3, 30), (3, 2, 90))
    assert bone.take_changed() == [(0, 0, 1), (0, 0, 2)]


def test_hash_follows_the_bone() -> None:
    bone, same = small_bone(), small_bone()
    assert bone.fill_hash() == same.fill_hash()
    bone.fill[3, 3, 3] = 254
    assert bone.fill_hash() != same.fill_hash()


def test_the_intact_bone_is_kept() -> None:
    bone = small_bone()
    bone.fill[:10] = 0
    assert bone.intact_fill.min() == 255
