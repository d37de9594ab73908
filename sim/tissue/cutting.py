"""Removing bone: the voxels that a turning profile covers lose their share of bone.

A voxel keeps ``0.5 + distance / (2 voxel)`` of itself, clipped to 0..1, where distance is measured outward from the
tool's skin: the same two-voxel ramp as `sim.tissue.bone.fill_from_distance`, so edges stay smooth below the voxel size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .bone import Bone

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Removed:
    """What one stroke took away."""

    volume_m3: float
    mass_density: float
    """Mean apparent density of what was removed, g/cm3; 0 when nothing was."""


@njit(cache=True)  # type: ignore[untyped-decorator]
def _radius_at(profile, z):  # type: ignore[no-untyped-def]
    """Radius of the profile at z by linear interpolation; negative outside its length."""
    n = profile.shape[0]
    if z < profile[0, 0] or z > profile[n - 1, 0]:
        return -1.0
    for i in range(n - 1):
        if z <= profile[i + 1, 0]:
            run = profile[i + 1, 0] - profile[i, 0]
            t = 0.0 if run < 1e-12 else (z - profile[i, 0]) / run
            return profile[i, 1] + t * (profile[i + 1, 1] - profile[i, 1])
    return profile[n - 1, 1]


@njit(cache=True)  # type: ignore[untyped-decorator]
def _carve(fill, density, fragment, label, origin, voxel, rotation, tip, profile, z_to, changed):  # type: ignore[no-untyped-def]
    """Carve in place; returns (removed volume, its density sum). ``changed`` gets lo and hi index of what changed."""
    nx, ny, nz = fill.shape
    axis0, axis1, axis2 = rotation[0, 2], rotation[1, 2], rotation[2, 2]
    widest = 0.0
    for i in range(profile.shape[0]):
        if profile[i, 1] > widest:
            widest = profile[i, 1]
    reach = widest + voxel
    lo = np.empty(3, np.int64)
    hi = np.empty(3, np.int64)
    shape = (nx, ny, nz)
    for a in range(3):
        p0 = tip[a]
        p1 = tip[a] + rotation[a, 2] * z_to
        lo[a] = max(0, int(math.floor((min(p0, p1) - reach - origin[a]) / voxel)))
        hi[a] = min(shape[a] - 1, int(math.ceil((max(p0, p1) + reach - origin[a]) / voxel)))
        changed[0, a] = shape[a]
        changed[1, a] = -1
    volume = 0.0
    weighted = 0.0
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
                if z < -voxel or z > z_to:
                    continue
                square = px * px + py * py + pz * pz - z * z
                r = math.sqrt(square) if square > 0.0 else 0.0
                if r > reach:
                    continue
                radius = _radius_at(profile, z if z > 0.0 else 0.0)
                if radius < 0.0:
                    continue
                outside = r - radius
                if z < 0.0 and -z > outside:
                    outside = -z
                keep = 0.5 + outside / (2.0 * voxel)
                if keep >= 1.0:
                    continue
                new = int(255.0 * keep + 0.5) if keep > 0.0 else 0
                if new >= old:
                    continue
                fill[i, j, k] = new
                share = (old - new) / 255.0
                volume += share
                weighted += share * density[i, j, k]
                changed[0, 0] = min(changed[0, 0], i)
                changed[0, 1] = min(changed[0, 1], j)
                changed[0, 2] = min(changed[0, 2], k)
                changed[1, 0] = max(changed[1, 0], i)
                changed[1, 1] = max(changed[1, 1], j)
                changed[1, 2] = max(changed[1, 2], k)
    cube = voxel * voxel * voxel
    return volume * cube, weighted * cube


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
    bone.mark_changed(tuple(changed[0].tolist()), tuple((changed[1] + 1).tolist()))
    return Removed(volume, weighted / volume)
