"""Arrays of a mesh as Panda3D geometry, and materials with their textures.

Vertices go over in one copy: a structured array with Panda3D's own layout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    Geom,
    GeomEnums,
    GeomNode,
    GeomTriangles,
    GeomVertexArrayData,
    GeomVertexArrayFormat,
    GeomVertexData,
    GeomVertexFormat,
    InternalName,
    NodePath,
)

from assets.mesh import MeshData, Part, merge

from .surfaces import Surfaces

Array = NDArray[np.float32]

VERTEX = np.dtype(
    [
        ("vertex", np.float32, 3),
        ("normal", np.float32, 3),
        ("tangent", np.float32, 4),
        ("texcoord", np.float32, 2),
        ("color", np.uint8, 4),
    ]
)


@cache
def _format() -> GeomVertexFormat:
    array = GeomVertexArrayFormat()
    array.add_column(InternalName.get_vertex(), 3, GeomEnums.NT_float32, GeomEnums.C_point)
    array.add_column(InternalName.get_normal(), 3, GeomEnums.NT_float32, GeomEnums.C_normal)
    array.add_column(InternalName.get_tangent(), 4, GeomEnums.NT_float32, GeomEnums.C_vector)
    array.add_column(InternalName.get_texcoord(), 2, GeomEnums.NT_float32, GeomEnums.C_texcoord)
    array.add_column(InternalName.get_color(), 4, GeomEnums.NT_uint8, GeomEnums.C_color)
    return GeomVertexFormat.register_format(GeomVertexFormat(array))


def geometry(mesh: MeshData) -> Geom:
    """The mesh as geometry that stays as it is."""
    return geometry_of_rows(vertex_rows(mesh, tangents(mesh)), mesh.faces)


def geometry_of_rows(rows: NDArray[np.void], faces: NDArray[np.int32], changing: bool = False) -> Geom:
    """Geometry of rows from `vertex_rows`; ``changing`` tells the driver that it will be replaced often."""
    usage = GeomEnums.UH_dynamic if changing else GeomEnums.UH_static
    data = GeomVertexData("mesh", _format(), usage)
    data.unclean_set_num_rows(len(rows))
    triangles = GeomTriangles(usage)
    triangles.set_index_type(GeomEnums.NT_uint32)
    indices = triangles.modify_vertices()
    indices.unclean_set_num_rows(faces.size)
    if len(rows):
        data.modify_array_handle(0).copy_data_from(rows.view(np.uint8))
    if faces.size:
        indices.modify_handle().copy_data_from(np.ascontiguousarray(faces, dtype=np.uint32).view(np.uint8))
    geom = Geom(data)
    geom.add_primitive(triangles)
    return geom


class Rewritable:
    """Geometry of a node that is written anew: the driver keeps the buffers that it has.

    What is asked of the node for writing is a copy, as long as the driver may still draw the original; a copy would
    need buffers of its own every time. So the original is kept.
    """

    def __init__(self, node: GeomNode, rows: NDArray[np.void], faces: NDArray[np.int32]) -> None:
        """``rows`` as for `geometry_of_rows`."""
        self._geom = geometry_of_rows(rows, faces, changing=True)
        self._array = self._geom.modify_vertex_data().modify_array(0)
        self._triangles = self._geom.modify_primitive(0)
        node.add_geom(self._geom)

    def write(self, rows: NDArray[np.void], faces: NDArray[np.int32] | None = None) -> None:
        """Show other rows: as many as before, or with other faces as many as wanted."""
        _overwrite(self._array, rows, len(rows))
        if faces is not None:
            _overwrite(self._triangles.modify_vertices(), np.ascontiguousarray(faces, dtype=np.uint32), faces.size)
        self._geom.mark_bounds_stale()


def _overwrite(array: GeomVertexArrayData, values: NDArray[Any], count: int) -> None:
    handle = array.modify_handle()
    if handle.get_num_rows() != count:
        handle.unclean_set_num_rows(count)
    if count:
        handle.copy_data_from(values.view(np.uint8))


def joined(parts: Iterable[Part], kept: frozenset[str] = frozenset()) -> list[Part]:
    """Parts of one material made one, as each costs a call to the driver; parts named in ``kept`` stay themselves."""
    groups: dict[tuple[str, bool, bool], list[Part]] = defaultdict(list)
    alone: list[Part] = []
    for part in parts:
        if part.name in kept:
            alone.append(part)
        else:
            groups[(part.material, part.mesh.uv is not None, part.mesh.colours is not None)].append(part)
    merged = [Part(key[0], merge(part.mesh for part in group), key[0]) for key, group in groups.items()]
    return [*merged, *alone]


def model(name: str, parts: Iterable[Part], surfaces: Surfaces) -> NodePath:
    """A node with one child per part, each named as the part and dressed in its material."""
    root = NodePath(name)
    for part in parts:
        node = GeomNode(part.name)
        node.add_geom(geometry(part.mesh))
        child = root.attach_new_node(node)
        surfaces.dress(child, part.material, textured=part.mesh.uv is not None)
    return root


def vertex_rows(mesh: MeshData, tangent: Array) -> NDArray[np.void]:
    """(n,) rows of `VERTEX` with (n, 4) tangents; white where the mesh has no colours."""
    rows = np.zeros(len(mesh.vertices), VERTEX)
    rows["vertex"] = mesh.vertices
    rows["normal"] = mesh.normals
    rows["tangent"] = tangent
    if mesh.uv is not None:
        rows["texcoord"] = mesh.uv
    if mesh.colours is None:
        rows["color"] = 255
    else:
        rows["color"] = np.clip(mesh.colours * 255.0 + 0.5, 0.0, 255.0)
    return rows


def shell(mesh: MeshData, thickness_m: float) -> MeshData:
    """The mesh blown up by a thickness without tearing at hard edges: seen from inside it is an outline."""
    places = np.round(mesh.vertices / 1e-6).astype(np.int64)
    _, first, joined = np.unique(places, axis=0, return_index=True, return_inverse=True)
    joined = joined.ravel()
    normals = np.zeros((len(first), 3))
    np.add.at(normals, joined, mesh.normals)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    vertices = mesh.vertices[first] + normals * thickness_m
    return MeshData(vertices.astype(np.float32), normals.astype(np.float32), joined[mesh.faces].astype(np.int32))


def tangents(mesh: MeshData) -> Array:
    """(n, 4) unit vectors along growing u and the sign of the bitangent, after Lengyel (2001).

    Without texture places any direction along the surface does: the shader only needs a frame.
    """
    if mesh.uv is None:
        return _any_tangents(mesh.normals)
    corners = mesh.vertices[mesh.faces]
    places = mesh.uv[mesh.faces]
    edge1, edge2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    du1, dv1 = (places[:, 1] - places[:, 0]).T
    du2, dv2 = (places[:, 2] - places[:, 0]).T
    area = du1 * dv2 - du2 * dv1
    inverse = np.divide(1.0, area, out=np.zeros_like(area), where=np.abs(area) > 1e-14)[:, None]
    along_u = (edge1 * dv2[:, None] - edge2 * dv1[:, None]) * inverse
    along_v = (edge2 * du1[:, None] - edge1 * du2[:, None]) * inverse
    u = _gather(along_u, mesh.faces, len(mesh.vertices))
    v = _gather(along_v, mesh.faces, len(mesh.vertices))
    u -= mesh.normals * np.sum(mesh.normals * u, axis=1, keepdims=True)
    length = np.linalg.norm(u, axis=1, keepdims=True)
    result = _any_tangents(mesh.normals)
    known = length[:, 0] > 1e-9
    result[known, :3] = u[known] / length[known]
    side = np.sum(np.cross(mesh.normals, result[:, :3]) * v, axis=1)
    result[:, 3] = np.where(side < 0.0, -1.0, 1.0)
    return result


def _gather(per_face: Array, faces: NDArray[np.int32], count: int) -> NDArray[np.float64]:
    """(count, 3) sum of a face's vector at each of its vertices."""
    sums = [np.bincount(faces.ravel(), np.repeat(per_face[:, axis], 3), count) for axis in range(3)]
    return np.stack(sums, axis=1)


def _any_tangents(normals: Array) -> Array:
    """(n, 4) unit vectors perpendicular to the normals."""
    result = np.empty((len(normals), 4), dtype=np.float32)
    steep = np.abs(normals[:, 0]) > 0.8
    x, y, z = normals.T
    result[:, 0] = np.where(steep, -y, 0.0)
    result[:, 1] = np.where(steep, x, -z)
    result[:, 2] = np.where(steep, 0.0, y)
    length = np.sqrt(np.sum(result[:, :3] ** 2, axis=1, keepdims=True))
    result[:, :3] /= np.maximum(length, 1e-9)
    result[:, 3] = 1.0
    return result
