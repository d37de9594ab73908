from __future__ import annotations

import numpy as np
import trimesh

from assets.mesh import from_trimesh
from sim.scene.meshes import tangents, vertex_rows
from sim.scene.thinning import thinned


def test_a_closed_surface_keeps_its_place_with_fewer_triangles() -> None:
    ball = from_trimesh(trimesh.creation.icosphere(4, 0.02))
    rows, faces = thinned(vertex_rows(ball, tangents(ball)), ball.faces, 0.004)
    assert len(faces) < len(ball.faces) / 3
    away = np.linalg.norm(rows["vertex"], axis=1)
    assert away.min() > 0.0185
    assert away.max() < 0.0201
    assert np.sum(rows["normal"] * rows["vertex"], axis=1).min() > 0.015


def test_the_border_stays_where_it_is() -> None:
    ball = trimesh.creation.icosphere(4, 0.02)
    ball.update_faces(ball.triangles_center[:, 0] > 0.0)
    ball.remove_unreferenced_vertices()
    half = from_trimesh(ball)
    rows, faces = thinned(vertex_rows(half, tangents(half)), half.faces, 0.004)
    edges = trimesh.Trimesh(half.vertices, half.faces, process=False)
    lone = edges.edges_sorted[trimesh.grouping.group_rows(edges.edges_sorted, require_count=1)]
    border = {tuple(np.round(half.vertices[n], 6)) for n in np.unique(lone)}
    kept = {tuple(np.round(v, 6)) for v in rows["vertex"]}
    assert border <= kept
    assert len(faces) < len(half.faces)
