"""A short piece of tube instead of a whole bone: quick, and its pictures can be worked out by hand."""

import numpy as np
import pytest

from sim.tissue.bone import Bone, fill_from_distance

VOXEL = 0.0005
OUTER, INNER, HALF_LENGTH = 0.010, 0.006, 0.02


@pytest.fixture
def tube():
    """A tube along x with 4 mm of compact bone around an empty canal, broken square at x = 0."""
    x = np.arange(-45, 46) * VOXEL
    y = np.arange(-24, 25) * VOXEL
    xx, yy, zz = np.meshgrid(x, y, y, indexing="ij")
    radius = np.hypot(yy, zz)
    distance = np.maximum(np.maximum(radius - OUTER, INNER - radius), np.abs(xx) - HALF_LENGTH)
    return Bone(
        density=np.full(distance.shape, 1.9, np.float32),
        fill=fill_from_distance(distance),
        distal_share=fill_from_distance(-xx),
        origin_m=np.array([x[0], y[0], y[0]]),
    )
