"""Reading voxels between their centres, in compiled code."""

from __future__ import annotations

import math

from numba import njit


@njit(cache=True)
def sample(volume, x, y, z):  # type: ignore[no-untyped-def]  # numba infers types
    """Value between voxel centres at a fractional index (trilinear); 0 outside the array."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    if i < 0 or j < 0 or k < 0 or i + 1 >= volume.shape[0] or j + 1 >= volume.shape[1] or k + 1 >= volume.shape[2]:
        return 0.0
    u, v, w = x - i, y - j, z - k
    low = (volume[i, j, k] * (1 - u) + volume[i + 1, j, k] * u) * (1 - v)
    low += (volume[i, j + 1, k] * (1 - u) + volume[i + 1, j + 1, k] * u) * v
    high = (volume[i, j, k + 1] * (1 - u) + volume[i + 1, j, k + 1] * u) * (1 - v)
    high += (volume[i, j + 1, k + 1] * (1 - u) + volume[i + 1, j + 1, k + 1] * u) * v
    return low * (1 - w) + high * w


@njit(cache=True)
def box_span(start, step, shape):  # type: ignore[no-untyped-def]  # numba infers types
    """First and last parameter at which a ray (in voxels) is inside the array; first > last when it misses."""
    first, last = 0.0, 1e9
    for axis in range(3):
        high = shape[axis] - 1.0
        if abs(step[axis]) < 1e-12:
            if start[axis] < 0.0 or start[axis] > high:
                return 1.0, 0.0
            continue
        a, b = -start[axis] / step[axis], (high - start[axis]) / step[axis]
        first, last = max(first, min(a, b)), min(last, max(a, b))
    return first, last
