"""Helical threads as closed solids, drawn in millimetres."""

from __future__ import annotations

import math

import numpy as np
import trimesh
from manifold3d import Manifold
from numpy.typing import NDArray

from assets.mesh import manifold_of

Floats = NDArray[np.float64]

BUTTRESS = ((0.0, 0.0), (0.46, 0.0), (0.60, 1.0))
"""A bone screw's thread over one pitch, (share of pitch, share of height): steep on the side of the head."""

METRIC = ((0.0, 0.0), (0.12, 0.0), (0.50, 1.0), (0.62, 1.0))
"""A symmetric thread."""


def threaded_rod(
    major: float,
    minor: float,
    pitch: float,
    low: float,
    high: float,
    sides: int = 16,
    shape: tuple[tuple[float, float], ...] = BUTTRESS,
    run_out: float = 1.0,
) -> Manifold:
    """Right-handed thread on a core from ``low`` to ``high``; diameters are given, it fades over ``run_out`` pitches.

    The surface is one grid that follows the helix: along a turn lie the corners of ``shape``, and turn k's end is
    turn k + 1's start.
    """
    corners = len(shape)
    turns = math.ceil((high - low) / pitch) + 3
    share = np.array([turn + at for turn in range(turns) for at, _ in shape])
    rise = np.tile([height for _, height in shape], turns)
    angle = 2.0 * math.pi * np.arange(sides) / sides
    z = low - pitch + pitch * (share[None, :] + np.arange(sides)[:, None] / sides)
    clipped = np.clip(z, low, high)
    fade = np.clip(np.minimum(clipped - low, high - clipped) / (run_out * pitch), 0.0, 1.0)
    radius = minor / 2.0 + (major - minor) / 2.0 * rise * fade
    points = np.stack([radius * np.cos(angle)[:, None], radius * np.sin(angle)[:, None], clipped], axis=-1)
    return _close(points, corners, low, high)


def _close(points: Floats, corners: int, low: float, high: float) -> Manifold:
    """Solid over a (sides, k, 3) helical grid whose first and last columns lie in the planes of the ends."""
    sides, count = points.shape[:2]
    quads = []
    for side in range(sides):
        following, shift = (side + 1, 0) if side < sides - 1 else (0, corners)
        here = np.arange(count - 1 - shift)
        a, d = side * count + here, side * count + here + 1
        b, c = following * count + here + shift, following * count + here + 1 + shift
        quads += [np.column_stack([a, b, c]), np.column_stack([a, c, d])]
    centre_low, centre_high = sides * count, sides * count + 1
    first = np.arange(sides) * count
    after = np.roll(first, -1)
    last = first + count - 1
    quads.append(np.column_stack([np.full(sides, centre_low), after, first]))
    quads.append(np.column_stack([np.full(sides, centre_high), last, np.roll(last, -1)]))
    vertices = np.concatenate([points.reshape(-1, 3), [[0.0, 0.0, low], [0.0, 0.0, high]]])
    mesh = trimesh.Trimesh(vertices, np.concatenate(quads), process=False)
    mesh.merge_vertices(digits_vertex=7)
    faces = mesh.faces
    distinct = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    mesh.update_faces(distinct)
    mesh.remove_unreferenced_vertices()
    return manifold_of(mesh)
