"""What lies along a line through the bone: outer surfaces, cortices, canal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .bone import Bone, Bytes
from .compiled import compiled

Floats = NDArray[np.float64]

STEP_M = 0.0001
CORTEX_G_CM3 = 1.0
"""Apparent density from which bone counts as cortex (between cancellous, below 0.8, and cortical, about 1.9)."""


@compiled
def _along(
    fill: Bytes,
    density: NDArray[np.float32],
    origin: Floats,
    voxel: float,
    start: Floats,
    direction: Floats,
    step: float,
    out: Floats,
) -> None:
    """Fill share and apparent density along a line, trilinearly, in ``out`` (n, 2)."""
    nx, ny, nz = fill.shape
    for n in range(out.shape[0]):
        x = (start[0] + direction[0] * n * step - origin[0]) / voxel
        y = (start[1] + direction[1] * n * step - origin[1]) / voxel
        z = (start[2] + direction[2] * n * step - origin[2]) / voxel
        out[n, 0] = 0.0
        out[n, 1] = 0.0
        if x < 0.0 or y < 0.0 or z < 0.0 or x >= nx - 1 or y >= ny - 1 or z >= nz - 1:
            continue
        i, j, k = int(x), int(y), int(z)
        fx, fy, fz = x - i, y - j, z - k
        for di in range(2):
            wx = fx if di else 1.0 - fx
            for dj in range(2):
                wy = fy if dj else 1.0 - fy
                for dk in range(2):
                    w = wx * wy * (fz if dk else 1.0 - fz)
                    share = fill[i + di, j + dj, k + dk] / 255.0
                    out[n, 0] += w * share
                    out[n, 1] += w * share * density[i + di, j + dj, k + dk]


@dataclass(frozen=True, slots=True)
class AxisProfile:
    """Distances from ``start`` along a line: outer surfaces and the canal's walls."""

    near_m: float
    """Where the line enters the bone."""
    near_inner_m: float
    """Where the near cortex ends."""
    far_inner_m: float
    """Where the far cortex begins."""
    far_m: float
    """Where the line leaves the bone for good."""


def sample(bone: Bone, start_m: Floats, direction: Floats, length_m: float, *, intact: bool) -> Floats:
    """(n, 2) fill share and apparent density every `STEP_M` along a line of the bone frame."""
    out = np.empty((int(length_m / STEP_M) + 1, 2))
    fill = bone.intact_fill if intact else bone.fill
    _along(fill, bone.density, bone.origin_m, bone.voxel_m, start_m, direction, STEP_M, out)
    return out


def profile(
    bone: Bone, start_m: Floats, direction: Floats, length_m: float, *, intact: bool = True
) -> AxisProfile | None:
    """Surfaces and cortices along a line; None when it meets no bone.

    Where the two cortices run together (the line grazes the wall) the walls meet in the middle.
    """
    samples = sample(bone, start_m, direction, length_m, intact=intact)
    inside = np.flatnonzero(samples[:, 0] > 0.5)
    if inside.size == 0:
        return None
    near, far = int(inside[0]), int(inside[-1])
    hollow = np.flatnonzero(samples[near : far + 1, 1] < CORTEX_G_CM3) + near
    deep = hollow[(hollow > near + 8) & (hollow < far - 8)]
    middle = (near + far) // 2
    near_inner, far_inner = (int(deep[0]), int(deep[-1])) if deep.size else (middle, middle)
    return AxisProfile(near * STEP_M, near_inner * STEP_M, far_inner * STEP_M, far * STEP_M)
