"""The few forms that furniture, drapes and retractors are made of, in metres, beside the solids of `assets.shapes`."""

from __future__ import annotations

from dataclasses import replace

import manifold3d
import numpy as np
import trimesh
from numpy.typing import NDArray

from ..mesh import Floats, MeshData, Part, from_manifold, merge, transform

Triple = tuple[float, float, float]


def solid(name: str, material: str, *pieces: MeshData) -> Part:
    """Several meshes as one part."""
    return Part(name, merge(pieces), material)


def moved(parts: tuple[Part, ...], matrix: Floats) -> tuple[Part, ...]:
    """Parts taken by a (4, 4) matrix."""
    return tuple(Part(part.name, transform(part.mesh, matrix), part.material) for part in parts)


def shell(body: manifold3d.Manifold, middle: Triple = (0.0, 0.0, 0.0)) -> MeshData:
    """Surface of a solid, moved to ``middle``."""
    return from_manifold(body.translate(middle))


def slab(size: Triple, middle: Triple, corner: float = 0.0, bevel: float = 0.0, segments: int = 6) -> MeshData:
    """Box of ``size`` around ``middle``; upright edges rounded by ``corner``, level edges cut by ``bevel``."""
    layers = [_plate(size, corner, 0.0, bevel, segments)]
    if bevel > 0.0:
        layers.append(_plate(size, corner, bevel, 0.0, segments))
    return from_manifold(manifold3d.Manifold.batch_hull(layers).translate(middle))


def rod(start: Triple, end: Triple, radius: float, sides: int = 16) -> MeshData:
    """Straight round bar."""
    return pipe(np.array([start, end]), radius, sides)


def pipe(path: Floats, radius: float | Floats, sides: int = 12, flatten: float = 1.0) -> MeshData:
    """Tube of ``radius`` (one, or one for each point) along a path of (n, 3) points, with flat ends.

    ``flatten`` squeezes the section along the path's second normal: 0.5 makes a flat bar.
    """
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    first, second = _frames(along)
    radii = np.broadcast_to(np.asarray(radius, dtype=float), (len(path),))[:, None, None]
    angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
    cosine, sine = np.cos(angle)[None, :, None], np.sin(angle)[None, :, None]
    ring = radii * (cosine * first[:, None, :] + flatten * sine * second[:, None, :])
    outward = flatten * cosine * first[:, None, :] + sine * second[:, None, :]
    points = path[:, None, :] + ring
    start, end = points[0], points[-1]
    body = _strip(points, outward, closed=True)
    return merge([body, _cap(start, -along[0]), _cap(end[::-1], along[-1])])


def sheet(
    points: Floats, tile_m: float | None = None, keep: NDArray[np.bool_] | None = None, uv: Floats | None = None
) -> MeshData:
    """Surface through a (rows, columns, 3) grid, facing the side from which rows run right and columns run up.

    ``keep`` of (rows - 1, columns - 1) leaves cells out. Texture places follow the grid's own lengths, one tile every
    ``tile_m``, unless ``uv`` of (rows, columns, 2) gives them.
    """
    du, dv = np.gradient(points, axis=0), np.gradient(points, axis=1)
    normals = np.cross(du, dv)
    normals /= np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-12)
    if uv is None and tile_m is not None:
        uv = _lengths(points) / tile_m
    return _strip(points, normals, keep=keep, uv=uv)


def coloured(mesh: MeshData, colour: Floats) -> MeshData:
    """Mesh with a linear RGB colour, cut to 0 to 1, for each vertex; ``colour`` ends in an axis of 3."""
    rgb = np.clip(colour.reshape(-1, 3), 0.0, 1.0)
    return replace(mesh, colours=np.column_stack([rgb, np.ones(len(rgb))]).astype(np.float32))


def trimmed(mesh: MeshData) -> MeshData:
    """Mesh without the vertices that no face uses."""
    used, faces = np.unique(mesh.faces, return_inverse=True)
    return MeshData(
        mesh.vertices[used],
        mesh.normals[used],
        faces.reshape(-1, 3).astype(np.int32),
        None if mesh.uv is None else mesh.uv[used],
        None if mesh.colours is None else mesh.colours[used],
    )


def aimed(middle: Triple, direction: Triple) -> Floats:
    """(4, 4) matrix that takes the z axis to ``direction`` and the origin to ``middle``."""
    matrix: Floats = trimesh.geometry.align_vectors((0.0, 0.0, 1.0), direction)
    matrix[:3, 3] = middle
    return matrix


def _plate(size: Triple, corner: float, inset: float, shorten: float, segments: int) -> manifold3d.Manifold:
    width, depth, height = size[0] - 2 * inset, size[1] - 2 * inset, size[2] - 2 * shorten
    radius = max(min(corner - inset, width / 2, depth / 2), 0.0)
    outline = manifold3d.CrossSection.square((width - 2 * radius, depth - 2 * radius), center=True)
    if radius > 0.0:
        outline = outline.offset(radius, manifold3d.JoinType.Round, circular_segments=4 * segments)
    return manifold3d.Manifold.extrude(outline, height).translate((0.0, 0.0, -height / 2.0))


def _frames(along: Floats) -> tuple[Floats, Floats]:
    """Two normals at every point that turn as little as they can along the path; the second starts near upright."""
    upright = np.array([0.0, 0.0, 1.0]) if abs(along[0, 2]) < 0.9 else np.array([0.0, 1.0, 0.0])
    first, second = np.empty_like(along), np.empty_like(along)
    normal = upright
    for number, direction in enumerate(along):
        normal = normal - direction * (normal @ direction)
        normal /= np.linalg.norm(normal)
        second[number], first[number] = normal, np.cross(direction, normal)
    return first, second


def _strip(
    points: Floats,
    normals: Floats,
    closed: bool = False,
    keep: NDArray[np.bool_] | None = None,
    uv: Floats | None = None,
) -> MeshData:
    rows, columns = points.shape[:2]
    number = np.arange(rows * columns).reshape(rows, columns)
    right = np.roll(number, -1, axis=1) if closed else number[:, 1:]
    left = number if closed else number[:, :-1]
    a, b, c, d = left[:-1], left[1:], right[1:], right[:-1]
    quads = np.stack([a, b, c, d], axis=2)[keep if keep is not None else ...].reshape(-1, 4)
    faces = np.vstack([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    length = np.linalg.norm(normals, axis=2, keepdims=True)
    return MeshData(
        points.reshape(-1, 3).astype(np.float32),
        (normals / np.maximum(length, 1e-12)).reshape(-1, 3).astype(np.float32),
        faces.astype(np.int32),
        None if uv is None else uv.reshape(-1, 2).astype(np.float32),
    )


def _cap(ring: Floats, normal: Floats) -> MeshData:
    count = len(ring)
    faces = np.array([[0, i, i + 1] for i in range(1, count - 1)], dtype=np.int32)
    return MeshData(ring.astype(np.float32), np.tile(normal, (count, 1)).astype(np.float32), faces)


def _lengths(points: Floats) -> Floats:
    """(rows, columns, 2) distance along the grid's lines, so that a texture is not stretched."""
    row_step = np.linalg.norm(np.diff(points, axis=0, prepend=points[:1]), axis=2)
    column_step = np.linalg.norm(np.diff(points, axis=1, prepend=points[:, :1]), axis=2)
    return np.dstack([np.cumsum(row_step, axis=0), np.cumsum(column_step, axis=1)])
