"""Fewer triangles for surfaces that nobody is working on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.void]
Faces = NDArray[np.int32]


def thinned(rows: Rows, faces: Faces, cell_m: float) -> tuple[Rows, Faces]:
    """A mesh whose vertices (rows of `meshes.VERTEX`) are joined within cells of a grid.

    Vertex clustering, Rossignac and Borrel 1993. Vertices on the border stay as they are, so that the mesh still meets
    its neighbours.
    """
    cells = np.floor(rows["vertex"] / cell_m).astype(np.int64)
    cells -= cells.min(axis=0)
    _, ny, nz = cells.max(axis=0) + 1
    keys = (cells[:, 0] * ny + cells[:, 1]) * nz + cells[:, 2]
    border = _border(faces)
    keys[border] = -1 - np.arange(len(border))
    _, first, group, members = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    joined = rows[first]
    for field in ("vertex", "normal", "texcoord"):
        joined[field] = _means(rows[field], group, members)
    joined["normal"] /= np.maximum(np.linalg.norm(joined["normal"], axis=1, keepdims=True), 1e-9)
    corners = group[faces].astype(np.int32)
    a, b, c = corners.T
    return joined, corners[(a != b) & (b != c) & (c != a)]


def _border(faces: Faces) -> NDArray[np.int64]:
    """Vertices at edges that only one face has."""
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1).astype(np.int64)
    numbers, counts = np.unique(edges[:, 0] << 32 | edges[:, 1], return_counts=True)
    alone = numbers[counts == 1]
    return np.unique(np.concatenate([alone >> 32, alone & 0xFFFFFFFF]))


def _means(values: NDArray[np.float32], group: NDArray[np.int64], members: NDArray[np.int64]) -> NDArray[np.float64]:
    sums = [np.bincount(group, column) for column in values.T]
    return np.stack(sums, axis=1) / members[:, None]
