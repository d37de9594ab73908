"""Triangle meshes as plain arrays, and how they are made from trimesh and manifold3d solids."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import manifold3d
import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Float32s = NDArray[np.float32]
Int32s = NDArray[np.int32]
Floats = NDArray[np.float64]

CREASE_RAD = math.radians(34.0)
"""Edges that bend more than this stay hard."""


@dataclass(frozen=True)
class MeshData:
    """A triangle mesh ready to draw; faces run counter-clockwise seen from outside."""

    vertices: Float32s
    """(n, 3) metres."""
    normals: Float32s
    """(n, 3) unit vectors."""
    faces: Int32s
    """(m, 3) vertex numbers."""
    uv: Float32s | None = None
    """(n, 2); may leave 0 to 1 where a texture repeats."""
    colours: Float32s | None = None
    """(n, 4) linear RGBA, multiplied with the material's colour."""


@dataclass(frozen=True)
class Part:
    """A named piece of a model with one material (a key of `assets.materials.MATERIALS`)."""

    name: str
    mesh: MeshData
    material: str


def from_trimesh(mesh: trimesh.Trimesh, smooth_angle_rad: float = CREASE_RAD) -> MeshData:
    """Mesh with normals smooth across edges that bend less than ``smooth_angle_rad`` and hard across the others."""
    mesh = _joined(mesh.vertices.astype(np.float32), mesh.faces)
    faces = np.asarray(mesh.faces, dtype=np.int64)
    corner_group = _corner_groups(mesh, faces, smooth_angle_rad)
    count = int(corner_group.max()) + 1 if corner_group.size else 0
    vertices = np.zeros((count, 3))
    vertices[corner_group] = mesh.vertices[faces.ravel()]
    normals = np.zeros((count, 3))
    weighted = mesh.face_normals[:, None, :] * mesh.face_angles[:, :, None]
    np.add.at(normals, corner_group, weighted.reshape(-1, 3))
    return MeshData(
        vertices.astype(np.float32), _unit(normals).astype(np.float32), corner_group.reshape(-1, 3).astype(np.int32)
    )


def from_manifold(solid: manifold3d.Manifold, smooth_angle_rad: float = CREASE_RAD) -> MeshData:
    """`from_trimesh` for a manifold3d solid."""
    return from_trimesh(trimesh_of(solid), smooth_angle_rad)


def trimesh_of(solid: manifold3d.Manifold) -> trimesh.Trimesh:
    """The surface of a manifold3d solid."""
    mesh = solid.to_mesh64()
    return trimesh.Trimesh(np.asarray(mesh.vert_properties)[:, :3], np.asarray(mesh.tri_verts), process=False)


def manifold_of(mesh: trimesh.Trimesh) -> manifold3d.Manifold:
    """The solid inside a watertight mesh; ValueError when the mesh does not close."""
    solid = manifold3d.Manifold(
        manifold3d.Mesh64(np.asarray(mesh.vertices, dtype=np.float64), np.asarray(mesh.faces, dtype=np.uint64))
    )
    if solid.status() != manifold3d.Error.NoError:
        raise ValueError(f"The mesh does not bound a solid: {solid.status()}.")
    return solid


def as_trimesh(mesh: MeshData) -> trimesh.Trimesh:
    """The mesh with vertices of equal place joined again, as needed to measure it or to ask if it is watertight."""
    return _joined(mesh.vertices, mesh.faces)


def merge(meshes: Iterable[MeshData]) -> MeshData:
    """All meshes as one; texture places and colours are kept when every mesh has them. ValueError for no meshes."""
    pieces = tuple(meshes)
    if not pieces:
        raise ValueError("merge needs at least one mesh.")
    offsets = np.cumsum([0] + [len(piece.vertices) for piece in pieces[:-1]])
    uvs = [piece.uv for piece in pieces if piece.uv is not None]
    colours = [piece.colours for piece in pieces if piece.colours is not None]
    return MeshData(
        np.concatenate([piece.vertices for piece in pieces]),
        np.concatenate([piece.normals for piece in pieces]),
        np.concatenate([piece.faces + offset for piece, offset in zip(pieces, offsets, strict=True)]).astype(np.int32),
        np.concatenate(uvs) if len(uvs) == len(pieces) else None,
        np.concatenate(colours) if len(colours) == len(pieces) else None,
    )


def transform(mesh: MeshData, matrix: Floats) -> MeshData:
    """Mesh moved by a (4, 4) affine matrix; a mirroring matrix keeps the faces facing outwards."""
    linear = matrix[:3, :3]
    vertices = mesh.vertices @ linear.T + matrix[:3, 3]
    normals = _unit(mesh.normals @ np.linalg.inv(linear))
    faces = mesh.faces[:, ::-1] if np.linalg.det(linear) < 0.0 else mesh.faces
    return replace(
        mesh,
        vertices=vertices.astype(np.float32),
        normals=normals.astype(np.float32),
        faces=np.ascontiguousarray(faces),
    )


def with_box_uv(mesh: MeshData, tile_m: float) -> MeshData:
    """Mesh with texture places projected along the main direction of each normal, one tile every ``tile_m``."""
    main = np.argmax(np.abs(mesh.normals), axis=1)
    across = np.array([[1, 2], [0, 2], [0, 1]])[main]
    uv = np.take_along_axis(mesh.vertices, across, axis=1) / tile_m
    return replace(mesh, uv=uv.astype(np.float32))


def with_colour(mesh: MeshData, colour: tuple[float, float, float, float]) -> MeshData:
    """Mesh with one linear RGBA colour on every vertex."""
    return replace(mesh, colours=np.tile(np.array(colour, dtype=np.float32), (len(mesh.vertices), 1)))


def face_count(parts: Iterable[Part]) -> int:
    """How many triangles parts have together."""
    return sum(len(part.mesh.faces) for part in parts)


def _joined(vertices: Float32s, faces: NDArray[np.integer]) -> trimesh.Trimesh:
    """Mesh in which vertices of exactly the same place are one and faces that shrank to a line are gone."""
    places, number = np.unique(vertices, axis=0, return_inverse=True)
    joined = number.reshape(-1)[faces]
    a, b, c = joined.T
    whole = (a != b) & (b != c) & (c != a)
    return trimesh.Trimesh(places.astype(np.float64), joined[whole], process=False)


def _corner_groups(mesh: trimesh.Trimesh, faces: NDArray[np.int64], smooth_angle_rad: float) -> NDArray[np.int64]:
    """For each corner of each face (3 m,) the number of the vertex it becomes: corners joined over smooth edges."""
    corners = faces.size
    smooth = mesh.face_adjacency_angles < smooth_angle_rad
    pairs = mesh.face_adjacency[smooth]
    edges = mesh.face_adjacency_edges[smooth]
    first, second = [], []
    for end in (0, 1):
        first.append(_corner_of(faces, pairs[:, 0], edges[:, end]))
        second.append(_corner_of(faces, pairs[:, 1], edges[:, end]))
    a, b = np.concatenate(first), np.concatenate(second)
    links = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(corners, corners))
    groups: NDArray[np.int64] = connected_components(links, directed=False)[1].astype(np.int64)
    return groups


def _corner_of(faces: NDArray[np.int64], face: NDArray[np.int64], vertex: NDArray[np.int64]) -> NDArray[np.int64]:
    """Corner number (3 * face + place) at which each face has each vertex."""
    corner: NDArray[np.int64] = 3 * face + np.argmax(faces[face] == vertex[:, None], axis=1)
    return corner


def _unit(vectors: Floats) -> Floats:
    """Rows made one long; (0, 0, 1) where a row has no length."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = np.where(length > 1e-12, vectors / np.maximum(length, 1e-12), np.array([0.0, 0.0, 1.0]))
    return unit
