from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.tissue.bone import Bone, fill_from_distance
from sim.tissue.rays import surface_point
from sim.tissue.surface import Chunk, ChunkedSurface, ChunkKey


def drill(bone: Bone, x_m: float, y_m: float, tip_z_m: float, radius_m: float = 0.00175) -> None:
    """Cut a hole straight down from the exposed face."""
    x, y, z = (o + np.arange(n) * bone.voxel_m for o, n in zip(bone.origin_m, bone.shape, strict=True))
    radial = np.hypot(x[:, None] - x_m, y[None, :] - y_m)[:, :, None] - radius_m
    outside = np.maximum(radial, (tip_z_m - z)[None, None, :])
    carved = np.minimum(bone.fill, fill_from_distance(-outside))
    changed = np.argwhere(carved != bone.fill)
    bone.fill[:] = carved
    low, high = changed.min(0).tolist(), (changed.max(0) + 1).tolist()
    bone.mark_changed((low[0], low[1], low[2]), (high[0], high[1], high[2]))


def joined(chunks: list[Chunk], fragment: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Vertices and faces of a fragment with the vertices that chunks share made one."""
    points, faces, count = [], [], 0
    for chunk in chunks:
        if chunk.fragment == fragment:
            points.append(chunk.vertices.astype(np.float64))
            faces.append(chunk.faces + count)
            count += len(chunk.vertices)
    every = np.concatenate(points)
    _, first, same = np.unique(np.round(every * 1e7).astype(np.int64), axis=0, return_index=True, return_inverse=True)
    return every[first], same.ravel()[np.concatenate(faces)]


def uses_of_directed_edges(faces: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How often each edge is run along one way and the other."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    forward = edges[:, 0] < edges[:, 1]
    _, index = np.unique(np.sort(edges, axis=1), axis=0, return_inverse=True)
    index = index.ravel()
    count = index.max() + 1
    return np.bincount(index[forward], minlength=count), np.bincount(index[~forward], minlength=count)


def volume(points: NDArray[np.float64], faces: NDArray[np.int64]) -> float:
    a, b, c = (points[faces[:, n]] for n in range(3))
    return float((a * np.cross(b, c)).sum() / 6.0)


@pytest.fixture(scope="module")
def whole(intact_tibia: Bone) -> list[Chunk]:
    return ChunkedSurface(intact_tibia).build_all()


@pytest.mark.parametrize("fragment", [0, 1])
def test_each_fragment_is_one_closed_outward_surface(whole: list[Chunk], intact_tibia: Bone, fragment: int) -> None:
    points, faces = joined(whole, fragment)
    one_way, other_way = uses_of_directed_edges(faces)
    assert np.array_equal(one_way, other_way)
    assert (one_way > 0).all()
    voxels = np.minimum(
        intact_tibia.fill, intact_tibia.distal_share if fragment else 255 - intact_tibia.distal_share
    ).sum(dtype=np.float64)
    assert volume(points, faces) == pytest.approx(voxels / 255 * intact_tibia.voxel_m**3, rel=0.005)


def test_keys_are_unique_and_arrays_fit(whole: list[Chunk]) -> None:
    assert len({chunk.key for chunk in whole}) == len(whole)
    for chunk in whole:
        assert chunk.key[0] == chunk.fragment
        assert chunk.vertices.shape == chunk.normals.shape == (len(chunk.vertices), 3)
        assert chunk.colours.shape == (len(chunk.vertices), 4)
        assert chunk.vertices.dtype == chunk.normals.dtype == chunk.colours.dtype == np.float32
        assert chunk.faces.dtype == np.int32
        assert chunk.faces.min() == 0
        assert chunk.faces.max() == len(chunk.vertices) - 1
        assert np.allclose(np.linalg.norm(chunk.normals, axis=1), 1.0, atol=1e-5)
        assert 0.0 <= chunk.colours.min() <= chunk.colours.max() <= 1.0


def test_vertices_lie_on_the_true_surface(whole: list[Chunk], intact_tibia: Bone) -> None:
    points = np.concatenate([chunk.vertices for chunk in whole if chunk.fragment == 1])
    on_face = points[(np.abs(points[:, 1]) < 0.003) & (points[:, 2] > 0.008) & (np.abs(points[:, 0] - 0.06) < 0.002)]
    assert len(on_face) > 50
    for x, y, z in on_face[::5].astype(float):
        point, _ = surface_point(intact_tibia, x, math.atan2(y, z))
        assert math.dist(point, (x, y, z)) < 5e-5


def test_drilling_changes_only_chunks_nearby(tibia: Bone) -> None:
    surface = ChunkedSurface(tibia)
    assert len(surface.build_all()) > 300
    assert surface.update() == []
    drill(tibia, 0.04, 0.0, 0.006)
    changed = surface.update()
    assert 0 < len(changed) <= 8
    for chunk in changed:
        assert np.abs(chunk.vertices[:, 0] - 0.04).max() < 0.02


def test_updates_in_small_portions_end_at_the_same_mesh(tibia: Bone) -> None:
    surface = ChunkedSurface(tibia)
    shown: dict[ChunkKey, Chunk] = {chunk.key: chunk for chunk in surface.build_all()}
    for tip in (0.008, 0.004, -0.004, -0.015):
        drill(tibia, 0.004, 0.001, tip)
        shown |= {chunk.key: chunk for chunk in surface.update(max_chunks=2)}
    while portion := surface.update(max_chunks=2):
        shown |= {chunk.key: chunk for chunk in portion}
    assert surface.waiting == 0
    fresh = {chunk.key: chunk for chunk in ChunkedSurface(tibia).build_all()}
    assert {key for key, chunk in shown.items() if len(chunk.faces)} == set(fresh)
    for key, chunk in fresh.items():
        assert np.array_equal(shown[key].vertices, chunk.vertices)
        assert np.array_equal(shown[key].faces, chunk.faces)
        assert np.array_equal(shown[key].colours, chunk.colours)


def test_a_chunk_that_lost_its_surface_is_told_once(tibia: Bone) -> None:
    surface = ChunkedSurface(tibia)
    before = {chunk.key for chunk in surface.build_all()}
    tibia.fill[380:] = 0
    tibia.mark_changed((380, 0, 0), tibia.shape)
    emptied = [chunk for chunk in surface.update() if not len(chunk.faces)]
    assert emptied
    assert {chunk.key for chunk in emptied} <= before
    tibia.mark_changed((380, 0, 0), tibia.shape)
    assert not [chunk for chunk in surface.update() if not len(chunk.faces)]


def test_cut_bone_is_darker_than_its_skin_and_the_canal_redder(tibia: Bone) -> None:
    surface = ChunkedSurface(tibia)
    skin = np.concatenate([chunk.colours for chunk in surface.build_all() if chunk.key[1] == 25])
    drill(tibia, 0.06, 0.0, -0.002)
    inside = surface.update()
    points = np.concatenate([chunk.vertices for chunk in inside])
    colours = np.concatenate([chunk.colours for chunk in inside])
    wall = np.hypot(points[:, 0] - 0.06, points[:, 1]) < 0.002
    cortex = colours[wall & (np.abs(points[:, 2] - 0.008) < 0.001)].mean(0)
    canal = colours[wall & (np.abs(points[:, 2]) < 0.001)].mean(0)
    assert cortex[:3].sum() < skin[:, :3].mean(0).sum() * 0.95
    assert canal[0] / canal[1] > 1.5 * cortex[0] / cortex[1]
