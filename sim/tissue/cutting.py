"""Removing bone: the voxels that a turning profile covers lose their share of bone.

A voxel keeps ``0.5 + distance / (2 voxel)`` of itself, clipped to 0..1, where distance is measured outward from the
tool's skin: the same two-voxel ramp as `sim.tissue.bone.fill_from_distance`, so edges stay smooth below the voxel size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .bone import Bone, Bytes, Index
from .compiled import compiled

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Removed:
    """What one stroke took away."""

    volume_m3: float
    mass_density: float
    """Mean apparent density of what was removed, g/cm3; 0 when nothing was."""


@compiled
def _radius_at(profile: Floats, z: float) -> float:
    """Radius of the profile at z by linear interpolation; negative beyond its end."""
    n = profile.shape[0]
    for i in range(n - 1):
        if z <= profile[i + 1, 0]:
            run = profile[i + 1, 0] - profile[i, 0]
            t = 0.0 if run < 1e-12 else (z - profile[i, 0]) / run
            return float(profile[i, 1] + t * (profile[i + 1, 1] - profile[i, 1]))
    return -1.0


@compiled
def _kept(profile: Floats, voxel: float, z: float, r: float) -> float:
    """Share of a voxel that the tool leaves; ``z`` from the tip along the tool's axis, ``r`` from the axis."""
    radius = _radius_at(profile, max(z, 0.0))
    if radius < 0.0:
        return 1.0
    outside = max(r - radius, -z) if z < 0.0 else r - radius
    return 0.5 + outside / (2.0 * voxel)


@compiled
def _box(
    shape: Index, origin: Floats, voxel: float, tip: Floats, end: Floats, reach: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last voxel along each axis that a tool from ``tip`` to ``end`` can reach."""
    lo, hi = np.empty(3, np.int64), np.empty(3, np.int64)
    for a in range(3):
        lo[a] = max(0, math.floor((min(tip[a], end[a]) - reach - origin[a]) / voxel))
        hi[a] = min(shape[a] - 1, math.ceil((max(tip[a], end[a]) + reach - origin[a]) / voxel))
    return lo, hi


@compiled
def _carve(
    fill: Bytes,
    density: NDArray[np.float32],
    fragment: Bytes,
    label: int,
    origin: Floats,
    voxel: float,
    rotation: Floats,
    tip: Floats,
    profile: Floats,
    z_to: float,
    changed: NDArray[np.int64],
) -> tuple[float, float]:
    """Carve in place; removed volume and its density sum. ``changed`` gets first and last index of what changed."""
    axis0, axis1, axis2 = rotation[0, 2], rotation[1, 2], rotation[2, 2]
    reach = profile[:, 1].max() + voxel
    lo, hi = _box(fill.shape, origin, voxel, tip, tip + rotation[:, 2] * z_to, reach)
    changed[0], changed[1] = hi + 1, lo - 1
    volume = weighted = 0.0
    for i in range(lo[0], hi[0] + 1):
        px = origin[0] + i * voxel - tip[0]
        for j in range(lo[1], hi[1] + 1):
            py = origin[1] + j * voxel - tip[1]
            for k in range(lo[2], hi[2] + 1):
                old = fill[i, j, k]
                if old == 0 or fragment[i, j, k] != label:
                    continue
                pz = origin[2] + k * voxel - tip[2]
                z = px * axis0 + py * axis1 + pz * axis2
                r = math.sqrt(max(0.0, px * px + py * py + pz * pz - z * z))
                if z < -voxel or z > z_to or r > reach:
                    continue
                new = int(255.0 * max(0.0, _kept(profile, voxel, z, r)) + 0.5)
                if new >= old:
                    continue
                fill[i, j, k] = new
                share = (old - new) / 255.0
                volume += share
                weighted += share * density[i, j, k]
                _widen(changed, i, j, k)
    cube = voxel * voxel * voxel
    return volume * cube, weighted * cube


@compiled
def _widen(box: NDArray[np.int64], i: int, j: int, k: int) -> None:
    """Let a box of first and last index hold a voxel."""
    box[0, 0], box[0, 1], box[0, 2] = min(box[0, 0], i), min(box[0, 1], j), min(box[0, 2], k)
    box[1, 0], box[1, 1], box[1, 2] = max(box[1, 0], i), max(box[1, 1], j), max(box[1, 2], k)


def carve(bone: Bone, fragment: int, rotation: Floats, tip_m: Floats, profile: Floats, z_to_m: float) -> Removed:
    """Remove what a turning profile covers, up to ``z_to_m`` from its tip, from one fragment.

    ``rotation`` (3, 3) and ``tip_m`` (3,) place the tool in the fragment's bone frame.
    """
    changed = np.empty((2, 3), np.int64)
    volume, weighted = _carve(
        bone.fill,
        bone.density,
        bone.fragment,
        fragment,
        bone.origin_m,
        bone.voxel_m,
        rotation,
        tip_m,
        profile,
        z_to_m,
        changed,
    )
    if volume <= 0.0:
        return Removed(0.0, 0.0)
    (i0, j0, k0), (i1, j1, k1) = changed.tolist()
    bone.mark_changed((i0, j0, k0), (i1 + 1, j1 + 1, k1 + 1))
    return Removed(volume, weighted / volume)
