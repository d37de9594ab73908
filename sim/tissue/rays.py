"""Straight lines through the bone: where they enter and leave it, and where its surface is."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..core.errors import ProctorError
from ..core.pose import Vec3, add, any_perpendicular, cross, norm, scale, unit
from .bone import Bone, Bytes

HALF = 127.5
"""Fill at the surface."""

STEP_VOXELS = 0.2
OUTSIDE_M = 0.05
"""Farther from the shaft's axis than any bone."""


def intervals(
    bone: Bone,
    origin_m: Vec3,
    direction: Vec3,
    length_m: float,
    *,
    intact: bool = False,
    min_density: float = 0.0,
) -> list[tuple[float, float]]:
    """Stretches of a ray that lie in bone, in order, as distances in metres from its origin (bone frame).

    A stretch that begins before the ray or goes on after it is cut off there. ``intact`` looks at the bone as it was
    before any instrument touched it. Bone less dense than ``min_density`` (g/cm3) counts as a gap: 0 gives the outer
    surfaces with the canal between them as bone, 0.8 gives the cortices.
    """
    start = bone.index_of(origin_m)
    step = np.asarray(unit(direction)) * STEP_VOXELS
    step_m = STEP_VOXELS * bone.voxel_m
    values = _sample_ray(
        bone.intact_fill if intact else bone.fill, bone.density, min_density, start, step, length_m / step_m
    )
    at_m = np.minimum(np.arange(len(values)) * step_m, length_m)
    inside = values > HALF
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    share = (HALF - values[edges]) / (values[edges + 1] - values[edges])
    crossings = [float(at) for at in at_m[edges] + share * (at_m[edges + 1] - at_m[edges])]
    if inside[0]:
        crossings.insert(0, 0.0)
    if inside[-1]:
        crossings.append(float(length_m))
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def surface_point(bone: Bone, along_m: float, azimuth_rad: float, *, intact: bool = True) -> tuple[Vec3, Vec3]:
    """Point of the outer surface at a place along the shaft and its outward unit normal, both in the bone frame.

    Azimuth 0 is the exposed face (+z), positive towards +y. ProctorError when there is no bone there.
    """
    outward = (0.0, math.sin(azimuth_rad), math.cos(azimuth_rad))
    start = add((along_m, 0.0, 0.0), scale(outward, OUTSIDE_M))
    found = intervals(bone, start, scale(outward, -1.0), OUTSIDE_M, intact=intact)
    if not found:
        place = f"{along_m * 1000:.1f} mm from the fracture, {math.degrees(azimuth_rad):.0f} degrees round the shaft"
        raise ProctorError(
            f"There is no bone {place}.",
            remedy="Choose a landmark on the modelled segment.",
        )
    point = add(start, scale(outward, -found[0][0]))
    return point, surface_normal(bone, point, intact=intact)


def surface_normal(bone: Bone, point_m: Vec3, *, intact: bool = True) -> Vec3:
    """Outward unit normal at a point of the surface, smoothed over about a millimetre."""
    fill = bone.intact_fill if intact else bone.fill
    rough = _downhill(fill, bone.index_of(point_m))
    if norm(rough) == 0.0:
        return unit((0.0, point_m[1], point_m[2]))
    side = any_perpendicular(rough)
    around = (side, scale(side, -1.0), cross(unit(rough), side), cross(side, unit(rough)))
    total = rough
    for offset in around:
        total = add(total, _downhill(fill, bone.index_of(point_m) + np.asarray(offset)))
    return unit(total)


def _downhill(fill: Bytes, index: NDArray[np.float64]) -> Vec3:
    x, y, z = _gradient(fill, index)
    return (-float(x), -float(y), -float(z))


@njit(cache=True)
def trilinear(fill, x, y, z):  # type: ignore[no-untyped-def]  # numba infers types
    """Fill (0 to 255) between voxel centres at a fractional index; 0 outside the array."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    total = 0.0
    for di in range(2):
        for dj in range(2):
            for dk in range(2):
                a, b, c = i + di, j + dj, k + dk
                if 0 <= a < fill.shape[0] and 0 <= b < fill.shape[1] and 0 <= c < fill.shape[2]:
                    weight = (1.0 - abs(x - a)) * (1.0 - abs(y - b)) * (1.0 - abs(z - c))
                    total += weight * fill[a, b, c]
    return total


@njit(cache=True)
def _dense_fill(fill, density, min_density, x, y, z):  # type: ignore[no-untyped-def]  # numba infers types
    """As `trilinear`, with voxels less dense than ``min_density`` counted as empty."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    total = 0.0
    for di in range(2):
        for dj in range(2):
            for dk in range(2):
                a, b, c = i + di, j + dj, k + dk
                known = 0 <= a < fill.shape[0] and 0 <= b < fill.shape[1] and 0 <= c < fill.shape[2]
                if known and density[a, b, c] > min_density:
                    weight = (1.0 - abs(x - a)) * (1.0 - abs(y - b)) * (1.0 - abs(z - c))
                    total += weight * fill[a, b, c]
    return total


@njit(cache=True)
def _sample_ray(fill, density, min_density, start, step, steps):  # type: ignore[no-untyped-def]  # numba infers types
    """Fill along a ray at every step and at its end."""
    whole = math.floor(steps)
    values = np.empty(whole + 2, np.float64)
    for n in range(whole + 2):
        at = min(float(n), steps)
        x, y, z = start[0] + at * step[0], start[1] + at * step[1], start[2] + at * step[2]
        values[n] = _dense_fill(fill, density, min_density, x, y, z)
    return values


@njit(cache=True)
def _gradient(fill, index):  # type: ignore[no-untyped-def]  # numba infers types
    """Gradient of the fill at a fractional index, by differences that stay on the ramp of the fill."""
    x, y, z = index[0], index[1], index[2]
    h = 0.5
    return (
        trilinear(fill, x + h, y, z) - trilinear(fill, x - h, y, z),
        trilinear(fill, x, y + h, z) - trilinear(fill, x, y - h, z),
        trilinear(fill, x, y, z + h) - trilinear(fill, x, y, z - h),
    )
