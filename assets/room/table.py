"""The operating table: base, lifting column, padded sections and side rails. The patient's drapes cover most of it."""

from __future__ import annotations

import itertools

from ..mesh import MeshData, Part
from .forms import rod, slab, solid
from .layout import TABLE_HALF_WIDTH, TABLE_TOP_Z, TABLE_X

COLUMN_X = -0.30
PAD_M = 0.075
JOINT_M = 0.015


def operating_table() -> tuple[Part, ...]:
    """Table in three sections (trunk, thighs, legs), length along x."""
    return (
        solid("table_base", "table_steel", *_base()),
        solid("table_column", "plastic_light", *_column()),
        solid("table_frame", "table_steel", *_frame()),
        solid("table_pads", "cushion", *_pads()),
    )


def _base() -> list[MeshData]:
    foot = slab((0.98, 0.50, 0.09), (COLUMN_X, 0.0, 0.075), corner=0.10, bevel=0.02)
    wheels = [
        slab((0.10, 0.05, 0.06), (COLUMN_X + x, y, 0.03), bevel=0.015) for x in (-0.40, 0.40) for y in (-0.19, 0.19)
    ]
    return [foot, *wheels]


def _column() -> list[MeshData]:
    top = TABLE_TOP_Z - PAD_M - 0.05
    lower = slab((0.36, 0.30, 0.30), (COLUMN_X, 0.0, 0.27), corner=0.05, bevel=0.01)
    middle = slab((0.31, 0.25, 0.20), (COLUMN_X, 0.0, 0.50), corner=0.05, bevel=0.01)
    upper = slab((0.26, 0.20, top - 0.58), (COLUMN_X, 0.0, (top + 0.58) / 2.0), corner=0.05, bevel=0.01)
    return [lower, middle, upper]


def _frame() -> list[MeshData]:
    z = TABLE_TOP_Z - PAD_M - 0.025
    length = TABLE_X[1] - TABLE_X[0]
    middle = (TABLE_X[0] + TABLE_X[1]) / 2.0
    plate = slab((length - 0.02, 2.0 * TABLE_HALF_WIDTH - 0.06, 0.05), (middle, 0.0, z), corner=0.03, bevel=0.008)
    rails = []
    for side in (-1.0, 1.0):
        y = side * (TABLE_HALF_WIDTH + 0.005)
        rails.append(slab((length - 0.10, 0.010, 0.028), (middle, y, z), bevel=0.003))
        for x in (-1.10, -0.62, -0.10, 0.30, 0.60):
            rails.append(rod((x, side * (TABLE_HALF_WIDTH - 0.04), z), (x, y, z), 0.010, 10))
    return [plate, *rails]


def _pads() -> list[MeshData]:
    joints = (TABLE_X[0], -0.60, 0.02, TABLE_X[1])
    pads = []
    for low, high in itertools.pairwise(joints):
        size = (high - low - JOINT_M, 2.0 * TABLE_HALF_WIDTH - 0.01, PAD_M)
        pads.append(slab(size, ((low + high) / 2.0, 0.0, TABLE_TOP_Z - PAD_M / 2.0), corner=0.05, bevel=0.018))
    return pads
