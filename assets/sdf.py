"""Signed distance fields: soft shapes that flow into each other. Distances are negative inside; units are the caller's.

The formulas are the usual exact ones for capsules, round cones and boxes; ``smooth_union`` is the polynomial
blend of two distances over a width ``blend``.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray
from skimage.measure import marching_cubes

from assets.mesh import MeshData, manifold_of, trimesh_of

Floats = NDArray[np.float64]
BLOCK = 6
"""Grid points along the edge of a block that is sampled, or skipped, as a whole."""

Field = Callable[[Floats], Floats]
"""(n, 3) points -> (n,) signed distances."""


def capsule(start: ArrayLike, end: ArrayLike, start_radius: float, end_radius: float) -> Field:
    """Bar with round ends whose radius runs evenly from one end to the other."""
    a = np.asarray(start, dtype=float)
    along = np.asarray(end, dtype=float) - a
    length2 = float(along @ along)

    def distance(points: Floats) -> Floats:
        share = np.clip((points - a) @ along / length2, 0.0, 1.0)
        gap = points - a - share[:, None] * along
        result: Floats = np.sqrt(np.sum(gap * gap, axis=1)) - (start_radius + share * (end_radius - start_radius))
        return result

    return distance


def ellipsoid(centre: ArrayLike, radii: ArrayLike) -> Field:
    """Ellipsoid along the axes; its distance is a good estimate near the surface."""
    middle, size = np.asarray(centre, dtype=float), np.asarray(radii, dtype=float)

    def distance(points: Floats) -> Floats:
        scaled = (points - middle) / size
        near = np.linalg.norm(scaled, axis=1)
        slope = np.linalg.norm(scaled / size, axis=1)
        result: Floats = near * (near - 1.0) / np.maximum(slope, 1e-9)
        return result

    return distance


def round_box(centre: ArrayLike, half_size: ArrayLike, radius: float) -> Field:
    """Block with round edges; ``half_size`` is to its faces."""
    middle = np.asarray(centre, dtype=float)
    inner = np.asarray(half_size, dtype=float) - radius

    def distance(points: Floats) -> Floats:
        gap = np.abs(points - middle) - inner
        outside = np.linalg.norm(np.maximum(gap, 0.0), axis=1)
        result: Floats = outside + np.minimum(gap.max(axis=1), 0.0) - radius
        return result

    return distance


def round_cylinder(low: float, high: float, radius: float, edge: float) -> Field:
    """Cylinder about z with round rims."""

    def distance(points: Floats) -> Floats:
        radial = np.hypot(points[:, 0], points[:, 1]) - radius + edge
        axial = np.abs(points[:, 2] - (low + high) / 2.0) - (high - low) / 2.0 + edge
        outside = np.hypot(np.maximum(radial, 0.0), np.maximum(axial, 0.0))
        result: Floats = outside + np.minimum(np.maximum(radial, axial), 0.0) - edge
        return result

    return distance


def smooth_union(blend: float, *fields: Field) -> Field:
    """All fields flowing into each other over a width ``blend``."""

    def distance(points: Floats) -> Floats:
        result = fields[0](points)
        for field in fields[1:]:
            other = field(points)
            share = np.maximum(blend - np.abs(result - other), 0.0) / blend
            result = np.minimum(result, other) - share * share * blend * 0.25
        return result

    return distance


def moved(field: Field, world_from_field: Floats) -> Field:
    """Field moved by a rigid (4, 4) matrix."""
    turn, place = world_from_field[:3, :3], world_from_field[:3, 3]
    return lambda points: field((points - place) @ turn)


def surface(field: Field, low: ArrayLike, high: ArrayLike, voxel: float, tolerance: float) -> MeshData:
    """Mesh where the field is zero inside a box: sampled every ``voxel``, thinned to ``tolerance``, smooth normals.

    Vertices are drawn onto the true surface and normals are the field's own slope. ValueError when the box cuts
    the surface.
    """
    solid = manifold_of(_sampled(field, low, high, voxel)).simplify(tolerance)
    thinned = trimesh_of(solid)
    vertices = np.asarray(thinned.vertices)
    for _ in range(2):
        slope = gradient(field, vertices, voxel * 0.25)
        vertices = vertices - slope * field(vertices)[:, None]
    normals = gradient(field, vertices, voxel * 0.5)
    return MeshData(vertices.astype(np.float32), normals.astype(np.float32), np.asarray(thinned.faces, dtype=np.int32))


def gradient(field: Field, points: Floats, step: float) -> Floats:
    """(n, 3) unit direction in which the field grows."""
    slope = np.empty_like(points)
    for axis in range(3):
        offset = np.zeros(3)
        offset[axis] = step
        slope[:, axis] = field(points + offset) - field(points - offset)
    unit: Floats = slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-12)
    return unit


def _sampled(field: Field, low: ArrayLike, high: ArrayLike, voxel: float) -> trimesh.Trimesh:
    start = np.asarray(low, dtype=float)
    counts = np.ceil((np.asarray(high, dtype=float) - start) / voxel).astype(int) + 1
    values = _values(field, start, counts, voxel)
    vertices, faces, _, _ = marching_cubes(values, 0.0, spacing=(voxel, voxel, voxel), gradient_direction="descent")
    return trimesh.Trimesh(vertices.astype(np.float64) + start, faces, process=True)


def _values(field: Field, start: Floats, counts: NDArray[np.int64], voxel: float) -> Floats:
    """The field on a grid; blocks too far from the surface to hold a piece of it get their middle's value."""
    blocks = -(-counts // BLOCK)
    axes = [start[i] + voxel * (BLOCK * np.arange(blocks[i]) + (BLOCK - 1) / 2.0) for i in range(3)]
    middles = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    coarse = field(middles).reshape(blocks)
    values: Floats = coarse.repeat(BLOCK, 0).repeat(BLOCK, 1).repeat(BLOCK, 2)
    near = np.abs(values) < 1.5 * BLOCK * voxel
    places = np.argwhere(near)
    values[near] = field(start + voxel * places)
    return values[: counts[0], : counts[1], : counts[2]]
