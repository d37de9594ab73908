"""Surface nets over one chunk, compiled: from voxels to vertices, normals, colours and faces.

Inside the compiled functions a chunk is a block of `REGION` cubed voxels: its own and one layer around them, enough for
the layer of cells that it shares with its neighbours.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .bone import CHUNK

BEFORE = 1
REGION = CHUNK + 2
HALF = 127.5

# Linear colours (ours, by eye): what a surgeon sees of each tissue.
PERIOSTEUM = (0.80, 0.70, 0.52)
CORTEX = (0.86, 0.78, 0.64)
SPONGY = (0.47, 0.20, 0.13)
MARROW = (0.36, 0.10, 0.06)
CUT_SHADE = 0.72
FRACTURE_TINT = (0.86, 0.62, 0.56)

Region = NDArray[Any]


@njit(cache=True)
def mesh_region(fill, distal_share, intact, density, fragment, x0, y0, z0):  # type: ignore[no-untyped-def]  # numba infers types
    """Mesh of one fragment in the chunk whose first voxel is (x0, y0, z0).

    Gives vertices (n, 3) float64 in voxels of the whole array, normals (n, 3), colours (n, 4), faces (m, 3) int32.
    """
    x0, y0, z0 = x0 - BEFORE, y0 - BEFORE, z0 - BEFORE
    field = _fragment_field(fill, distal_share, fragment, x0, y0, z0)
    if not _crossed(field):
        return _nothing()
    quads, cells = _quads(field)
    count = len(cells)
    vertices = np.empty((count, 3), np.float64)
    normals = np.empty((count, 3), np.float32)
    colours = np.empty((count, 4), np.float32)
    for n in range(count):
        a, b, c = cells[n]
        point = _net_point(field, a, b, c)
        _set_normal(field, point, a, b, c, normals[n])
        _set_colour(fill, intact, density, field, point, (a, b, c), (x0, y0, z0), colours[n])
        vertices[n, 0] = x0 + point[0]
        vertices[n, 1] = y0 + point[1]
        vertices[n, 2] = z0 + point[2]
    return vertices, normals, colours, _triangles(quads, vertices)


@njit(cache=True)
def _nothing():  # type: ignore[no-untyped-def]  # numba infers types
    none = np.empty((0, 3), np.float32)
    return np.empty((0, 3), np.float64), none, np.empty((0, 4), np.float32), np.empty((0, 3), np.int32)


@njit(cache=True)
def _fragment_field(fill, distal_share, fragment, x0, y0, z0):  # type: ignore[no-untyped-def]  # numba infers types
    """Region of the fragment's own fill: the smaller of what is left of the bone and what is on its side."""
    field = np.zeros((REGION, REGION, REGION), np.int16)
    for a in range(max(0, -x0), min(REGION, fill.shape[0] - x0)):
        for b in range(max(0, -y0), min(REGION, fill.shape[1] - y0)):
            for c in range(max(0, -z0), min(REGION, fill.shape[2] - z0)):
                share = np.int16(distal_share[x0 + a, y0 + b, z0 + c])
                side = share if fragment == 1 else np.int16(255) - share
                field[a, b, c] = min(side, np.int16(fill[x0 + a, y0 + b, z0 + c]))
    return field


@njit(cache=True)
def _crossed(field):  # type: ignore[no-untyped-def]  # numba infers types
    """Whether the surface passes the region at all."""
    first = field[0, 0, 0] > HALF
    for a in range(REGION):
        for b in range(REGION):
            for c in range(REGION):
                if (field[a, b, c] > HALF) != first:
                    return True
    return False


@njit(cache=True)
def _vertex(vertex_of, cells, a, b, c):  # type: ignore[no-untyped-def]  # numba infers types
    """Number of a cell's vertex, a new one when it has none yet."""
    number = vertex_of[a, b, c]
    if number < 0:
        number = len(cells)
        vertex_of[a, b, c] = number
        cells.append((a, b, c))
    return number


@njit(cache=True)
def _quads(field):  # type: ignore[no-untyped-def]  # numba infers types
    """One quad around every edge between voxels of the chunk that the surface crosses, counterclockwise from outside.

    Also gives the cells that have a vertex, in the order of the vertices.
    """
    vertex_of = np.full((REGION, REGION, REGION), -1, np.int32)
    cells = [(0, 0, 0)]
    cells.pop()
    quads = [(0, 0, 0, 0)]
    quads.pop()
    for a in range(BEFORE, BEFORE + CHUNK):
        for b in range(BEFORE, BEFORE + CHUNK):
            for c in range(BEFORE, BEFORE + CHUNK):
                inside = field[a, b, c] > HALF
                for axis in range(3):
                    da, db, dc = int(axis == 0), int(axis == 1), int(axis == 2)
                    if (field[a + da, b + db, c + dc] > HALF) == inside:
                        continue
                    # The two other axes, in the order that turns counterclockwise about this one.
                    ua, ub, uc = int(axis == 2), int(axis == 0), int(axis == 1)
                    va, vb, vc = int(axis == 1), int(axis == 2), int(axis == 0)
                    p = _vertex(vertex_of, cells, a - ua - va, b - ub - vb, c - uc - vc)
                    q = _vertex(vertex_of, cells, a - va, b - vb, c - vc)
                    r = _vertex(vertex_of, cells, a, b, c)
                    s = _vertex(vertex_of, cells, a - ua, b - ub, c - uc)
                    quads.append((p, q, r, s) if inside else (s, r, q, p))
    return quads, cells


@njit(cache=True)
def _net_point(field, a, b, c):  # type: ignore[no-untyped-def]  # numba infers types
    """Mean of the surface's crossings of a cell's twelve edges, in voxels of the region."""
    sum_a, sum_b, sum_c, count = 0.0, 0.0, 0.0, 0
    for axis in range(3):
        da, db, dc = int(axis == 0), int(axis == 1), int(axis == 2)
        for u in range(2):
            for v in range(2):
                i = a + (0 if axis == 0 else u)
                j = b + (u if axis == 0 else (0 if axis == 1 else v))
                k = c + (0 if axis == 2 else v)
                low, high = float(field[i, j, k]), float(field[i + da, j + db, k + dc])
                if (low > HALF) != (high > HALF):
                    share = (HALF - low) / (high - low)
                    sum_a += i + share * da
                    sum_b += j + share * db
                    sum_c += k + share * dc
                    count += 1
    return sum_a / count, sum_b / count, sum_c / count


@njit(cache=True)
def _set_normal(field, point, a, b, c, normal):  # type: ignore[no-untyped-def]  # numba infers types
    """Downhill direction of the field at the point: differences along the cell's own edges, interpolated.

    Wider differences would reach over the end of the fill's ramp, which shows as bands on oblique faces.
    """
    x, y, z = 0.0, 0.0, 0.0
    for u in range(2):
        for v in range(2):
            at_b, at_c = 1.0 - abs(point[1] - b - u), 1.0 - abs(point[2] - c - v)
            x += at_b * at_c * (field[a, b + u, c + v] - field[a + 1, b + u, c + v])
            at_a, at_c = 1.0 - abs(point[0] - a - u), 1.0 - abs(point[2] - c - v)
            y += at_a * at_c * (field[a + u, b, c + v] - field[a + u, b + 1, c + v])
            at_a, at_b = 1.0 - abs(point[0] - a - u), 1.0 - abs(point[1] - b - v)
            z += at_a * at_b * (field[a + u, b + v, c] - field[a + u, b + v, c + 1])
    length = math.sqrt(x * x + y * y + z * z)
    if length < 1e-9:
        x, y, z, length = 0.0, 0.0, 1.0, 1.0
    normal[0] = x / length
    normal[1] = y / length
    normal[2] = z / length


@njit(cache=True)
def _set_colour(fill, intact, density, field, point, cell, first, colour):  # type: ignore[no-untyped-def]  # numba infers types
    """Colour from the density of what is left there, and from whether nature, a bit or the fracture bared it."""
    dense, intact_here, fill_here, weight_left = 0.0, 0.0, 0.0, 1e-6
    for i in range(cell[0], cell[0] + 2):
        for j in range(cell[1], cell[1] + 2):
            for k in range(cell[2], cell[2] + 2):
                x, y, z = first[0] + i, first[1] + j, first[2] + k
                if min(x, y, z) < 0 or x >= fill.shape[0] or y >= fill.shape[1] or z >= fill.shape[2]:
                    continue
                weight = (1.0 - abs(point[0] - i)) * (1.0 - abs(point[1] - j)) * (1.0 - abs(point[2] - k))
                intact_here += weight * intact[x, y, z]
                fill_here += weight * fill[x, y, z]
                left = weight * field[i, j, k]
                dense += left * density[x, y, z]
                weight_left += left
    bared = min(1.0, max(0.0, (intact_here - 150.0) / 60.0))
    broken = min(1.0, max(0.0, (fill_here - 150.0) / 60.0))
    _mix(dense / weight_left, bared, broken, colour)


@njit(cache=True)
def _mix(dense, bared, broken, colour):  # type: ignore[no-untyped-def]  # numba infers types
    """Colour of a density (g/cm3); ``bared`` and ``broken`` are shares of being inside the bone and in the fracture."""
    compact = min(1.0, max(0.0, (dense - 0.5) / 1.2))
    spongy = min(1.0, max(0.0, (dense - 0.06) / 0.2))
    grain = 1.0 + 1.2 * min(0.1, max(-0.1, (dense - 1.9) / 1.9)) * compact
    for n in range(3):
        inner = MARROW[n] + spongy * (SPONGY[n] - MARROW[n])
        cut = inner + compact * (CORTEX[n] - inner)
        shade = CUT_SHADE + broken * (FRACTURE_TINT[n] - CUT_SHADE)
        skin = PERIOSTEUM[n] * grain
        colour[n] = skin + bared * (cut * shade - skin)
    colour[3] = 1.0


@njit(cache=True)
def _triangles(quads, vertices):  # type: ignore[no-untyped-def]  # numba infers types
    """Two triangles for every quad, parted along its shorter diagonal."""
    faces = np.empty((2 * len(quads), 3), np.int32)
    for n in range(len(quads)):
        p, q, r, s = quads[n]
        if _apart(vertices, p, r) > _apart(vertices, q, s):
            p, q, r, s = q, r, s, p
        faces[2 * n, 0], faces[2 * n, 1], faces[2 * n, 2] = p, q, r
        faces[2 * n + 1, 0], faces[2 * n + 1, 1], faces[2 * n + 1, 2] = p, r, s
    return faces


@njit(cache=True)
def _apart(vertices, one, other):  # type: ignore[no-untyped-def]  # numba infers types
    x = vertices[one, 0] - vertices[other, 0]
    y = vertices[one, 1] - vertices[other, 1]
    z = vertices[one, 2] - vertices[other, 2]
    return x * x + y * y + z * z
