"""The Mayo stand and its tray, on which the instruments lie."""

from __future__ import annotations

import itertools

import numpy as np

from ..mesh import Floats, MeshData, Part, merge, transform, with_box_uv
from ..shapes import cylinder
from .cloth import CLOTH_TILE_M
from .forms import pipe, rod, sheet, shell, slab, solid
from .layout import TRAY_CENTRE, TRAY_RIM_HEIGHT, TRAY_SIZE

LINER_M = 0.0015
WALL_M = 0.006
POST = (0.80, TRAY_CENTRE[1] - 0.08)
"""Where the upright stands: beyond the end of the table."""


def tray() -> tuple[Part, ...]:
    """Steel tray with a green liner; the liner's top is the surface at `TRAY_SURFACE_Z`."""
    width, depth = TRAY_SIZE
    x, y, z = TRAY_CENTRE
    pan = slab((width + 2 * WALL_M, depth + 2 * WALL_M, 0.010), (x, y, z - LINER_M - 0.005), corner=0.026)
    liner = slab((width - 0.002, depth - 0.002, LINER_M), (x, y, z - LINER_M / 2.0), corner=0.020)
    return (
        solid("tray", "tray_steel", pan, _rim()),
        Part("tray_liner", with_box_uv(liner, CLOTH_TILE_M), "liner_green"),
    )


def mayo_stand() -> tuple[Part, ...]:
    """Frame under the tray, upright, forked base on castors."""
    x, y, z = TRAY_CENTRE
    width = TRAY_SIZE[0]
    under = z - LINER_M - 0.010
    bars = [
        rod((x - width / 2, y + dy, under - 0.008), (POST[0], y + dy, under - 0.008), 0.008) for dy in (-0.10, 0.05)
    ]
    cross = rod((POST[0], y - 0.12, under - 0.008), (POST[0], y + 0.07, under - 0.008), 0.010)
    upright = rod((*POST, 0.08), (*POST, under - 0.004), 0.014)
    sleeve = rod((*POST, 0.08), (*POST, 0.62), 0.019)
    knob = transform(shell(cylinder(0.018, 0.0, 0.035, 0.004)), _knob_matrix())
    return (
        solid("mayo_frame", "steel_polished", *bars, cross, upright, sleeve, *_fork()),
        solid("mayo_castors", "rubber_black", knob, *_castors()),
    )


def _rim() -> MeshData:
    """Upright wall around the tray with a rolled edge."""
    x, y, z = TRAY_CENTRE
    outline = _rounded_outline(TRAY_SIZE[0] / 2.0 + WALL_M / 2.0, TRAY_SIZE[1] / 2.0 + WALL_M / 2.0, 0.023)
    top = z + TRAY_RIM_HEIGHT - WALL_M / 2.0
    levels = np.linspace(z - 0.006, top, 4)
    rings = [pipe(np.column_stack([outline[:, 0] + x, outline[:, 1] + y, np.full(len(outline), top)]), WALL_M / 2.0, 8)]
    for low, high in itertools.pairwise(levels):
        for offset, sense in ((WALL_M * 0.18, 1), (-WALL_M * 0.18, -1)):
            rings.append(_band(outline, offset, low, high, sense, (x, y)))
    return merge([MeshData(ring.vertices, ring.normals, ring.faces) for ring in rings])


def _band(outline: Floats, offset: float, low: float, high: float, sense: int, middle: tuple[float, float]) -> MeshData:
    step = np.gradient(outline, axis=0)
    out = np.column_stack([step[:, 1], -step[:, 0]])
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    level = outline + offset * out + np.array(middle)
    points = np.stack([np.column_stack([level, np.full(len(level), z)]) for z in (low, high)], axis=1)
    return sheet(points[:, ::sense])


def _rounded_outline(half_x: float, half_y: float, radius: float) -> Floats:
    """(n, 2) closed line around a rectangle with round corners, counter-clockwise."""
    points = []
    for number, (sx, sy) in enumerate(((1, -1), (1, 1), (-1, 1), (-1, -1))):
        angle = np.radians(-90.0 + 90.0 * number + np.linspace(0.0, 90.0, 7))
        centre = np.array([sx * (half_x - radius), sy * (half_y - radius)])
        points.append(centre + radius * np.column_stack([np.cos(angle), np.sin(angle)]))
    outline = np.vstack(points)
    return np.vstack([outline, outline[:1]])


def _fork() -> list[MeshData]:
    left = POST[0] - 0.52
    legs = [rod((left, POST[1] + dy, 0.075), (POST[0], POST[1] + dy, 0.075), 0.014) for dy in (-0.22, 0.22)]
    return [*legs, rod((POST[0], POST[1] - 0.22, 0.075), (POST[0], POST[1] + 0.22, 0.075), 0.014)]


def _castors() -> list[MeshData]:
    places = [(POST[0] - dx, POST[1] + dy) for dx in (0.0, 0.50) for dy in (-0.22, 0.22)]
    return [rod((x, y - 0.011, 0.032), (x, y + 0.011, 0.032), 0.032, 18) for x, y in places]


def _knob_matrix() -> Floats:
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = (0, 0, -1), (0, 1, 0), (1, 0, 0)
    matrix[:3, 3] = POST[0] + 0.015, POST[1], 0.60
    return matrix
