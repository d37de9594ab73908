"""Cloth that lies on a flat top and hangs over its edges in folds."""

from __future__ import annotations

import itertools

import numpy as np

from ..mesh import Floats, MeshData, merge
from .forms import coloured, sheet

CLOTH_TILE_M = 0.05

FOLD_OUT_M = 0.042
"""How far the hem's folds stand out from the edge above them."""


def table_cloth(
    x: tuple[float, float], y: tuple[float, float], top_z: float, drop_m: float, seed: int, lift_m: float = 0.004
) -> MeshData:
    """Cloth over the rectangle ``x`` by ``y`` at height ``top_z``, hanging ``drop_m`` on all four sides."""
    corners = np.array([[(x[0], y[0]), (x[0], y[1])], [(x[1], y[0]), (x[1], y[1])]])
    top = np.dstack([corners, np.full((2, 2), top_z + lift_m)])
    rim = rectangle_rim(x, y, top_z + lift_m, 0.03)
    return merge([coloured(sheet(top, CLOTH_TILE_M), np.ones((2, 2, 3))), skirt(rim, drop_m, seed)])


def rectangle_rim(x: tuple[float, float], y: tuple[float, float], z: float, step_m: float) -> Floats:
    """(n, 3) points around a level rectangle, counter-clockwise seen from above; the last is the first again."""
    corners = [(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1]), (x[0], y[0])]
    sides = []
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        count = max(2, round(float(np.hypot(x1 - x0, y1 - y0)) / step_m))
        share = np.arange(count) / count
        sides.append(np.column_stack([x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, np.full(count, z)]))
    return np.vstack([*sides, [[x[0], y[0], z]]])


def skirt(rim: Floats, drop_m: float, seed: int, rows: int = 9) -> MeshData:
    """Cloth that hangs from a closed rim (n, 3), counter-clockwise seen from above, in folds that widen downwards."""
    outward = _outward(rim)
    fold, sway = _folds(rim, seed)
    down = np.linspace(0.0, 1.0, rows)[None, :]
    roll = 0.010 * np.sqrt(np.clip(down / 0.08, 0.0, 1.0))
    out = roll + FOLD_OUT_M * down**1.3 * (0.25 + fold[:, None])
    drop = drop_m * down * (1.0 + 0.05 * sway[:, None])
    points = np.empty((len(rim), rows, 3))
    points[:, :, 0] = rim[:, None, 0] + out * outward[:, None, 0]
    points[:, :, 1] = rim[:, None, 1] + out * outward[:, None, 1]
    points[:, :, 2] = rim[:, None, 2] - drop
    shade = 1.0 - 0.34 * (1.0 - fold[:, None]) * np.clip(down / 0.3, 0.0, 1.0)
    return coloured(sheet(points[:, ::-1], CLOTH_TILE_M), shade[:, ::-1, None] * np.ones(3))


def _outward(rim: Floats) -> Floats:
    """(n, 2) level directions away from the middle, turned smoothly around the corners."""
    step = np.roll(rim[:-1], -1, axis=0) - np.roll(rim[:-1], 1, axis=0)
    out = np.column_stack([step[:, 1], -step[:, 0]])
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    return np.vstack([out, out[:1]])


def _folds(rim: Floats, seed: int) -> tuple[Floats, Floats]:
    """Two waves around the rim that meet themselves: close folds from 0 to 1, and a slow sway from -1 to 1."""
    rng = np.random.default_rng(seed)
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(rim, axis=0), axis=1))])
    turn = 2.0 * np.pi * length / length[-1]
    count = max(6, round(length[-1] / 0.14))
    phase = (
        count * turn + 1.4 * np.sin(3.0 * turn + rng.uniform(0.0, 6.0)) + 1.1 * np.sin(7.0 * turn + rng.uniform(0, 6))
    )
    strength = 0.65 + 0.35 * np.sin(5.0 * turn + rng.uniform(0.0, 6.0))
    return strength * (0.5 + 0.5 * np.sin(phase)), np.sin(2.0 * turn + rng.uniform(0.0, 6.0))
