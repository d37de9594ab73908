"""Simple bones whose answers are known: a whole block, a block of two fragments, a tube."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.tissue.bone import VOXEL_M, Bone, fill_from_distance

SIDE = 40
"""Voxels along an edge: 20 mm, with the origin in the middle of the block."""


def _centres() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    line = (np.arange(SIDE) - (SIDE - 1) / 2.0) * VOXEL_M
    x, y, z = np.meshgrid(line, line, line, indexing="ij")
    return x, y, z


def block(density: float = 1.9, distal_from_x: float = 1.0) -> Bone:
    """A block that fills the array; the part beyond ``distal_from_x`` metres is the distal fragment."""
    x, _, _ = _centres()
    shape = (SIDE, SIDE, SIDE)
    return Bone(
        density=np.full(shape, density, np.float32),
        fill=np.full(shape, 255, np.uint8),
        distal_share=np.where(x > distal_from_x, 255, 0).astype(np.uint8),
        origin_m=np.full(3, -(SIDE - 1) / 2.0 * VOXEL_M),
    )


def slab(top_m: float, density: float = 1.9) -> Bone:
    """Bone below the plane z = ``top_m``."""
    bone = block(density)
    _, _, z = _centres()
    bone.fill[:] = fill_from_distance(z - top_m)
    bone.intact_fill[:] = bone.fill
    return bone


def tube(outer_m: float = 0.008, inner_m: float = 0.004) -> Bone:
    """A cortical tube along x with spongy bone of 0.3 g/cm3 inside."""
    bone = block()
    _, y, z = _centres()
    r = np.hypot(y, z)
    bone.fill[:] = fill_from_distance(r - outer_m)
    bone.intact_fill[:] = bone.fill
    bone.density[:] = np.where(r > inner_m, 1.9, 0.3)
    return bone


UPRIGHT = np.eye(3)
"""Rotation of a tool that points down, -z."""
