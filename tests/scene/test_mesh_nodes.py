from __future__ import annotations

import numpy as np
import pytest
import trimesh
from panda3d.core import GeomVertexReader

from assets.mesh import from_trimesh, with_box_uv, with_colour
from sim.scene.meshes import geometry, shell, tangents


def test_every_vertex_and_triangle_arrives() -> None:
    mesh = with_colour(with_box_uv(from_trimesh(trimesh.creation.box((1.0, 2.0, 3.0))), 0.5), (1.0, 0.5, 0.0, 1.0))
    geom = geometry(mesh)
    assert geom.get_vertex_data().get_num_rows() == len(mesh.vertices)
    assert geom.get_primitive(0).get_num_primitives() == len(mesh.faces)
    position = GeomVertexReader(geom.get_vertex_data(), "vertex")
    colour = GeomVertexReader(geom.get_vertex_data(), "color")
    place = GeomVertexReader(geom.get_vertex_data(), "texcoord")
    assert mesh.uv is not None
    for vertex, uv in zip(mesh.vertices, mesh.uv, strict=True):
        assert tuple(position.get_data3()) == pytest.approx(tuple(vertex))
        assert tuple(place.get_data2()) == pytest.approx(tuple(uv))
        assert tuple(colour.get_data4()) == pytest.approx((1.0, 128 / 255, 0.0, 1.0))


@pytest.mark.parametrize("textured", [False, True])
def test_tangents_are_unit_vectors_on_the_surface(textured: bool) -> None:
    ball = from_trimesh(trimesh.creation.icosphere(2, 0.1))
    mesh = with_box_uv(ball, 0.05) if textured else ball
    found = tangents(mesh)
    assert np.linalg.norm(found[:, :3], axis=1) == pytest.approx(np.ones(len(found)), abs=1e-4)
    assert np.abs(np.sum(found[:, :3] * mesh.normals, axis=1)).max() < 1e-4


def test_tangents_point_where_the_texture_grows() -> None:
    mesh = with_box_uv(from_trimesh(trimesh.creation.box((1.0, 1.0, 1.0))), 1.0)
    top = mesh.normals[:, 2] > 0.9
    assert tangents(mesh)[top] == pytest.approx(np.tile([1.0, 0.0, 0.0, 1.0], (top.sum(), 1)), abs=1e-5)


def test_a_shell_does_not_tear_at_hard_edges() -> None:
    mesh = from_trimesh(trimesh.creation.box((1.0, 1.0, 1.0)))
    grown = shell(mesh, 0.1)
    assert trimesh.Trimesh(grown.vertices, grown.faces, process=False).is_watertight
    assert grown.vertices.max() == pytest.approx(0.5 + 0.1 / np.sqrt(3.0), abs=1e-5)
