"""What each ray of a picture meets first: bone or metal, where, and which way the surface faces there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from ..core.pose import Vec3
from ..tissue.bone import Bone
from .metal import Solids, metal_distance
from .voxels import box_span, sample

Floats = NDArray[np.float64]

NOTHING, BONE, METAL = 0, 1, 2
BEFORE_M = 0.06
"""Rays start this far before the picture's middle plane, outside of everything."""
FAR_M = 2 * BEFORE_M
SURFACE = 127.5
"""Fill at the surface of the bone."""
STRIDE_VOXELS = 0.8
NORMAL_VOXELS = 1.3
"""Normals are taken from a blurred fill: its 8 bits would show as steps on a flat face."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What n rays met, in the bone frame."""

    kind: NDArray[np.int8]
    """(n,) NOTHING, BONE or METAL."""
    point_m: Floats
    """(n, 3)."""
    normal: Floats
    """(n, 3) outward unit vectors."""


def first_hits(bone: Bone, solids: Solids, origins_m: Floats, direction: Vec3) -> Hits:
    """Follow parallel rays from (n, 3) origins."""
    kind = np.zeros(len(origins_m), np.int8)
    point, normal = np.zeros_like(origins_m), np.zeros_like(origins_m)
    smooth = gaussian_filter(bone.fill.astype(np.float32), NORMAL_VOXELS)
    arguments = (bone.fill, smooth, bone.origin_m, bone.voxel_m, solids.screws, solids.plates, solids.holes)
    _trace(*arguments, origins_m, np.array(direction), kind, point, normal)
    return Hits(kind, point, normal)


def lit(bone: Bone, solids: Solids, points_m: Floats, towards: Vec3) -> NDArray[np.bool_]:
    """Whether (n, 3) points see a light that lies far away ``towards`` (unit vector)."""
    free = np.zeros(len(points_m), np.bool_)
    arguments = (bone.fill, bone.origin_m, bone.voxel_m, solids.screws, solids.plates, solids.holes)
    _shine(*arguments, points_m, np.array(towards), free)
    return free


@njit(cache=True)
def _trace(fill, smooth, first_m, voxel_m, screws, plates, holes, origins, direction, kind, point, normal):  # type: ignore[no-untyped-def]  # numba infers types
    for n in range(origins.shape[0]):
        at_bone = _bone_along(fill, first_m, voxel_m, origins[n], direction)
        at_metal = _metal_along(screws, plates, holes, origins[n], direction, min(at_bone, FAR_M))
        at = min(at_bone, at_metal)
        if at >= FAR_M:
            continue
        point[n] = origins[n] + at * direction
        if at_metal < at_bone:
            kind[n] = METAL
            normal[n] = _metal_normal(screws, plates, holes, point[n])
        else:
            kind[n] = BONE
            normal[n] = _bone_normal(smooth, (point[n] - first_m) / voxel_m)


@njit(cache=True)
def _shine(fill, first_m, voxel_m, screws, plates, holes, points, towards, free):  # type: ignore[no-untyped-def]  # numba infers types
    for n in range(points.shape[0]):
        at_bone = _bone_along(fill, first_m, voxel_m, points[n], towards)
        free[n] = at_bone >= FAR_M and _metal_along(screws, plates, holes, points[n], towards, FAR_M) >= FAR_M


@njit(cache=True)
def _bone_along(fill, first_m, voxel_m, origin, direction):  # type: ignore[no-untyped-def]  # numba infers types
    """Distance at which the ray comes from outside into bone; FAR_M when it does not."""
    start = (origin - first_m) / voxel_m
    first, last = box_span(start, direction, fill.shape)
    before = 0.0
    at = first
    while at <= last:
        x, y, z = start[0] + at * direction[0], start[1] + at * direction[1], start[2] + at * direction[2]
        if fill[int(x + 0.5), int(y + 0.5), int(z + 0.5)] == 0:  # no surface within half a voxel: the ramp is two wide
            before = 0.0
            at += STRIDE_VOXELS
            continue
        value = sample(fill, x, y, z)
        if value >= SURFACE:
            back = (value - SURFACE) / (value - before) if value > before else 0.0
            return max(0.0, (at - back * STRIDE_VOXELS) * voxel_m)
        before = value
        at += STRIDE_VOXELS
    return FAR_M


@njit(cache=True)
def _metal_along(screws, plates, holes, origin, direction, far_m):  # type: ignore[no-untyped-def]  # numba infers types
    if not may_meet(screws, plates, origin, direction):
        return FAR_M
    at = 0.0
    for _ in range(200):
        distance = metal_distance(
            origin[0] + at * direction[0],
            origin[1] + at * direction[1],
            origin[2] + at * direction[2],
            screws,
            plates,
            holes,
        )
        if distance < 2e-5:
            return at
        at += distance
        if at >= far_m:
            break
    return FAR_M


@njit(cache=True)
def may_meet(screws, plates, origin, direction):  # type: ignore[no-untyped-def]  # numba infers types
    """Whether the ray passes through the ball around any piece of metal."""
    for n in range(screws.shape[0]):
        half = 0.5 * screws[n, 12] + 0.002
        centre = screws[n, :3] + screws[n, 9:12] * half
        if _passes(origin, direction, centre, half + screws[n, 16]):
            return True
    for n in range(plates.shape[0]):
        x, y, z = _relative(plates[n], origin)
        u, v, w = _turned(plates[n], direction)
        if _passes_box(x, y, z, u, v, w, plates[n, 12], plates[n, 13], plates[n, 14]):
            return True
    return False


@njit(cache=True)
def _passes(origin, direction, centre, radius):  # type: ignore[no-untyped-def]  # numba infers types
    offset = centre - origin
    along = offset[0] * direction[0] + offset[1] * direction[1] + offset[2] * direction[2]
    return offset[0] ** 2 + offset[1] ** 2 + offset[2] ** 2 - along * along <= radius * radius


@njit(cache=True)
def _relative(row, point):  # type: ignore[no-untyped-def]  # numba infers types
    return _turned(row, point - row[:3])


@njit(cache=True)
def _turned(row, vector):  # type: ignore[no-untyped-def]  # numba infers types
    return (
        vector[0] * row[3] + vector[1] * row[4] + vector[2] * row[5],
        vector[0] * row[6] + vector[1] * row[7] + vector[2] * row[8],
        vector[0] * row[9] + vector[1] * row[10] + vector[2] * row[11],
    )


@njit(cache=True)
def _passes_box(x, y, z, u, v, w, half_length, half_width, thickness):  # type: ignore[no-untyped-def]  # numba infers types
    first, last = -1e9, 1e9
    bounds = ((x, u, -half_length, half_length), (y, v, -half_width, half_width), (z, w, 0.0, thickness))
    for at, step, low, high in bounds:
        if abs(step) < 1e-12:
            if at < low or at > high:
                return False
            continue
        a, b = (low - at) / step, (high - at) / step
        first, last = max(first, min(a, b)), min(last, max(a, b))
    return first <= last


@njit(cache=True)
def _bone_normal(smooth, index):  # type: ignore[no-untyped-def]  # numba infers types
    x, y, z = index[0], index[1], index[2]
    h = 1.0
    return _unit(
        sample(smooth, x - h, y, z) - sample(smooth, x + h, y, z),
        sample(smooth, x, y - h, z) - sample(smooth, x, y + h, z),
        sample(smooth, x, y, z - h) - sample(smooth, x, y, z + h),
    )


@njit(cache=True)
def _metal_normal(screws, plates, holes, point):  # type: ignore[no-untyped-def]  # numba infers types
    x, y, z = point[0], point[1], point[2]
    h = 4e-5
    return _unit(
        metal_distance(x + h, y, z, screws, plates, holes) - metal_distance(x - h, y, z, screws, plates, holes),
        metal_distance(x, y + h, z, screws, plates, holes) - metal_distance(x, y - h, z, screws, plates, holes),
        metal_distance(x, y, z + h, screws, plates, holes) - metal_distance(x, y, z - h, screws, plates, holes),
    )


@njit(cache=True)
def _unit(x, y, z):  # type: ignore[no-untyped-def]  # numba infers types
    length = math.sqrt(x * x + y * y + z * z)
    if length < 1e-12:
        return np.array((0.0, 0.0, 1.0))
    return np.array((x / length, y / length, z / length))
