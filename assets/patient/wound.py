"""The open wound: a bed of muscle from which the bone rises, fascia, fat and the cut edge of the skin.

Every layer lies between two rails that run along the opening. Below the bone the muscle leaves a cleft of 40 mm: a
bit that plunges goes there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from ..mesh import Floats, MeshData, Part, merge
from ..room.forms import coloured, sheet
from . import leg

CLEFT_Z = 0.947
"""Floor of the cleft below the bone."""
FASCIA_M, FAT_M, DERMIS_M = 0.0012, 0.0058, 0.0018
"""Height of each layer where the wound is wide."""
ROWS = 112
"""Stations along the opening."""
TILE_M = 0.030

_BESIDE_BONE = PchipInterpolator(
    [0.0, 0.0056, 0.0068, 0.0078, 0.0100, 0.0125, 0.0165, 0.0215, 0.0270, 0.0320, 0.0400],
    [CLEFT_Z, CLEFT_Z + 0.004, 0.972, 0.9925, 0.9965, 0.9968, 0.9918, 0.9880, 0.9886, 0.9925, 0.9960],
)
_OVER_BONE = PchipInterpolator(
    [0.0, 0.0060, 0.0105, 0.0135, 0.0180, 0.0240, 0.0320, 0.0400],
    [1.0140, 1.0136, 1.0120, 1.0085, 1.0010, 0.9960, 0.9955, 0.9955],
)


@dataclass(frozen=True)
class Rail:
    """A line along the +y side of the wound, (rows,) each; the other side is its mirror image."""

    y: Floats
    z: Floats


def wound() -> tuple[Part, ...]:
    """Muscle, fascia, fat and dermis inside the opening; the skin around belongs to the draped leg."""
    x = leg.stations(ROWS)
    bed_edge, fascia_top, fat_top, skin_edge = rails(x)
    return (
        Part("wound_muscle", _bed(x, bed_edge), "muscle_moist"),
        Part("wound_fascia", _layer(x, bed_edge, fascia_top, swell=0.0004, bumps=0.0002), "fascia"),
        Part("wound_fat", _layer(x, fascia_top, fat_top, swell=0.0009, bumps=0.0005), "fat_moist"),
        Part("wound_dermis", _layer(x, fat_top, skin_edge, swell=0.0003, bumps=0.0), "dermis"),
    )


def rails(x: Floats) -> tuple[Rail, Rail, Rail, Rail]:
    """Edge of the muscle bed, top of the fascia, top of the fat and edge of the skin at every x."""
    half = leg.opening(x)
    thickness = np.clip(half / 0.016, 0.0, 1.0)
    skin = leg.skin_height(x, half)
    fat = skin - DERMIS_M * thickness
    fascia = fat - FAT_M * thickness
    bed = fascia - FASCIA_M * thickness
    return Rail(0.86 * half, bed), Rail(0.885 * half, fascia), Rail(0.975 * half, fat), Rail(half, skin)


def bed_height(x: Floats, y: Floats) -> Floats:
    """Height of the muscle bed over (x, y), before it meets the layers at its edge."""
    cover = leg.bone_cover(x, y)
    smooth = (1.0 - cover) * _BESIDE_BONE(np.abs(y)) + cover * _OVER_BONE(np.abs(y))
    free = np.clip((np.abs(y) - 0.0125) / 0.004, 0.0, 1.0)
    height: Floats = smooth + (0.0010 * free + 0.0006 * cover) * leg.relief(x, y, 0.060, 101)
    return height


def _bed(x: Floats, edge: Rail) -> MeshData:
    across = np.concatenate([[0.0], np.linspace(0.16, 0.36, 7), np.linspace(0.42, 1.0, 16)])
    across = np.concatenate([-across[:0:-1], across])
    rows, columns = np.meshgrid(x, across, indexing="ij")
    y = columns * edge.y[:, None]
    z = bed_height(rows, y)
    near_edge = np.clip((np.abs(columns) - 0.55) / 0.45, 0.0, 1.0) ** 2
    z += near_edge * (edge.z - bed_height(x, edge.y))[:, None]
    mesh = sheet(np.dstack([rows, y, z]), uv=np.dstack([rows, y * 1.25]) / TILE_M)
    depth = np.clip((edge.z[:, None] + 0.006 - z) / 0.020, 0.0, 1.0)
    blush = 0.5 + 0.5 * np.tanh(leg.relief(rows, y, 0.09, 102))
    shade = 1.02 - 0.60 * depth
    return coloured(mesh, np.dstack([shade, shade * (0.86 + 0.16 * blush), shade * (0.84 + 0.16 * blush)]))


def _layer(x: Floats, low: Rail, high: Rail, swell: float, bumps: float) -> MeshData:
    """Strip between two rails on both sides; ``swell`` rounds it towards the wound, ``bumps`` roughens it."""
    share = np.linspace(0.0, 1.0, 7)[None, :]
    y = low.y[:, None] * (1.0 - share) + high.y[:, None] * share
    z = low.z[:, None] * (1.0 - share) + high.z[:, None] * share
    room = np.clip(high.y / 0.02, 0.0, 1.0)[:, None]
    length = np.broadcast_to(x[:, None], y.shape)
    sides = []
    for sign in (1.0, -1.0):
        noise = leg.relief(length, sign * (y + 3.0 * z), 0.024, 103)
        out = room * (swell * np.sin(np.pi * share) + bumps * noise * np.sin(np.pi * share) ** 0.5)
        points = np.dstack([length, sign * (y - 0.8 * out), z + 0.6 * out])
        along = np.dstack([length, np.broadcast_to(share * 0.010, y.shape)]) / 0.025
        order = slice(None, None, int(sign))
        mesh = sheet(points[:, order], uv=along[:, order])
        warmth = (0.80 + 0.20 * share) * (0.95 + 0.05 * np.tanh(noise))
        tint = np.dstack([0.90 + 0.10 * warmth, warmth, warmth * (0.92 + 0.08 * share)])
        sides.append(coloured(mesh, tint[:, order]))
    return merge(sides)
