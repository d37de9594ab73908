"""The bone as voxels: how dense it is, how much of each voxel is left, and where it changed since the last picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..core.pose import Vec3

VOXEL_M = 0.0005
"""Edge of a voxel: a fifth of the thinnest bit (ours)."""

CHUNK = 16
"""Voxels along the edge of a chunk, the unit of remeshing."""

MESH_REACH = 1
"""A voxel's change moves the mesh in cells of chunks at most this many voxels away."""

Bytes = NDArray[np.uint8]
Index = tuple[int, int, int]


def fill_from_distance(distance_m: NDArray[np.floating], voxel_m: float = VOXEL_M) -> Bytes:
    """Fill of voxels whose centres lie ``distance_m`` outside (positive) or inside a surface.

    The ramp is two voxels wide, so that linear interpolation between two neighbours finds the surface exactly.
    """
    return np.asarray(np.clip(127.5 - distance_m * (127.5 / voxel_m), 0.0, 255.0) + 0.5, dtype=np.uint8)


@dataclass
class Bone:
    """A voxel bone in the bone frame (origin at the fracture centre, +x distal, +z exposed face).

    Arrays have one shape (nx, ny, nz) and are C-contiguous. Whoever removes bone changes ``fill`` and calls
    `mark_changed` with the box that was touched.
    """

    density: NDArray[np.float32]
    """Apparent density in g/cm3, 0 outside the bone."""
    fill: Bytes
    """0 (no bone) to 255 (all bone): smoothed over two voxels, the surface is where it crosses 127.5."""
    distal_share: Bytes
    """0 (proximal fragment) to 255 (distal), smoothed as `fill` is: the fracture is where it crosses 127.5."""
    origin_m: NDArray[np.float64]
    """(3,) centre of voxel [0, 0, 0] in the bone frame."""
    voxel_m: float = VOXEL_M
    fragment: Bytes = field(init=False)
    """0 proximal, 1 distal."""
    intact_fill: Bytes = field(init=False)
    """`fill` as it was before any instrument touched it."""
    revision: int = field(init=False, default=0)
    """Grows with every change."""

    def __post_init__(self) -> None:
        self.fill = np.ascontiguousarray(self.fill)
        self.fragment = (self.distal_share >= 128).astype(np.uint8)
        self.intact_fill = self.fill.copy()
        self._changed = np.zeros(self.chunk_grid, dtype=np.bool_)

    @property
    def shape(self) -> Index:
        """Voxels along x, y, z."""
        nx, ny, nz = self.fill.shape
        return nx, ny, nz

    @property
    def chunk_grid(self) -> Index:
        """Chunks along x, y, z; the last ones may be partly outside the array."""
        nx, ny, nz = (-(-count // CHUNK) for count in self.fill.shape)
        return nx, ny, nz

    def index_of(self, point_m: Vec3) -> NDArray[np.float64]:
        """(3,) fractional voxel index of a point of the bone frame."""
        return (np.asarray(point_m, dtype=np.float64) - self.origin_m) / self.voxel_m

    def point_of(self, index: tuple[float, float, float]) -> Vec3:
        """Point of the bone frame at a fractional voxel index."""
        x, y, z = (float(o + i * self.voxel_m) for o, i in zip(self.origin_m, index, strict=True))
        return x, y, z

    def mark_changed(self, lo: Index, hi: Index) -> None:
        """Note that voxels from ``lo`` (inclusive) to ``hi`` (exclusive) changed; boxes may reach over the edge."""
        self.revision += 1
        chunks = tuple(
            slice(max(0, (low - MESH_REACH) // CHUNK), max(0, (high - 1 + MESH_REACH) // CHUNK + 1))
            for low, high in zip(lo, hi, strict=True)
        )
        self._changed[chunks] = True

    def take_changed(self) -> list[Index]:
        """Chunks whose mesh may have changed since the last call, in a fixed order, and forget them.

        Chunk (i, j, k) covers voxels from ``CHUNK * i`` to ``CHUNK * (i + 1)`` (exclusive) along x, and so on.
        """
        chunks = [(int(i), int(j), int(k)) for i, j, k in np.argwhere(self._changed)]
        self._changed[:] = False
        return chunks

    def fill_hash(self) -> str:
        """Hex digest of what is left of the bone: equal only when every voxel is."""
        return hashlib.blake2b(self.fill.data, digest_size=16).hexdigest()
