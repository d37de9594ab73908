"""Skin around the wound and the sheet over the patient, with its fenestration and hem.

The sheet is a membrane that hangs over the body until it no longer moves, then falls in folds over the table's edges.
"""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
from scipy.ndimage import map_coordinates

from ..mesh import Floats, MeshData, Part, merge
from ..room.cloth import CLOTH_TILE_M, skirt
from ..room.forms import coloured, sheet, trimmed
from ..room.layout import TABLE_HALF_WIDTH, TABLE_TOP_Z
from ..textures.noise import smooth_step
from . import leg
from .wound import ROWS

SHEET_X = (-1.27, 0.735)
SHEET_Y = (-TABLE_HALF_WIDTH - 0.012, TABLE_HALF_WIDTH + 0.012)
DROP_M = 0.36
CELL_M = 0.008
"""Grid of the membrane while it settles."""
ROUNDS = 320
SAG_M = 0.00012
"""How far the cloth sinks in each round where nothing bears it."""
SKIN_GAP_M = 0.0020
HEM_M = 0.016
"""Width of the hem along the leg."""
HEM_ACROSS = 0.30
"""Share of that width seen from above on the steep flanks."""


def draped_leg() -> tuple[Part, ...]:
    """Skin of the leg inside the fenestration, the sheet and its hem."""
    return (
        Part("leg_skin", _skin(), "skin"),
        Part("leg_drape", _sheet(), "drape_green"),
        Part("leg_hem", _hem(), "hem"),
    )


def _skin() -> MeshData:
    """Both sides of the opening, from the cut edge to just under the drape."""
    half_length, half_width = leg.FENESTRATION
    beyond = leg.OPENING_HALF_LENGTH + np.linspace(0.002, half_length + 0.02 - leg.OPENING_HALF_LENGTH, 8)
    x = np.concatenate([-beyond[::-1], leg.stations(ROWS), beyond])
    edge = leg.opening(x)
    reach = np.minimum(half_width + 0.004, 0.985 * leg.half_width(x))
    share = np.concatenate([[0.0], np.linspace(0.02, 0.12, 4), np.linspace(0.18, 1.0, 18)])[None, :]
    y = edge[:, None] + share * (reach - edge)[:, None]
    length = np.broadcast_to(x[:, None], y.shape)
    from_edge = (y - edge[:, None]) / 0.02
    rim = np.clip(edge / 0.01, 0.0, 1.0)[:, None]
    sides = []
    for sign in (1.0, -1.0):
        z = leg.skin_height(length, sign * y) + 0.0006 * np.exp(-((from_edge - 0.16) ** 2) / 0.005) * rim
        z += 0.00035 * leg.relief(length, sign * y, 0.11, 111) * np.clip(from_edge / 0.3, 0.0, 1.0)
        order = slice(None, None, int(sign))
        points = np.dstack([length, sign * y, z])[:, order]
        flush = (0.5 * np.exp(-from_edge / 0.25) * rim + 0.06 * leg.relief(length, sign * y, 0.16, 112))[:, order]
        shade = (1.0 - 0.35 * share**4 * np.ones_like(y))[:, order]
        mesh = sheet(points, uv=points[:, :, :2] / 0.045)
        sides.append(coloured(mesh, np.dstack([shade, shade * (1.0 - 0.30 * flush), shade * (1.0 - 0.34 * flush)])))
    return merge(sides)


def _sheet() -> MeshData:
    """Top of the sheet without the fenestration, and the part that hangs from the table."""
    x, y = _lines()
    rows, columns = np.meshgrid(x, y, indexing="ij")
    z = sheet_height(rows, columns)
    inside = (np.abs((rows[1:, 1:] + rows[:-1, 1:]) / 2) < leg.FENESTRATION[0]) & (
        np.abs((columns[1:, 1:] + columns[1:, :-1]) / 2) < leg.FENESTRATION[1]
    )
    points = np.dstack([rows, columns, z])
    top = trimmed(coloured(sheet(points, CLOTH_TILE_M, keep=~inside), _valley_shade(z)[:, :, None] * np.ones(3)))
    rim = np.vstack([points[:, 0], points[-1, 1:], points[-2::-1, -1], points[0, -2::-1]])
    return merge([top, skirt(rim, DROP_M, seed=3)])


def _hem() -> MeshData:
    """Stiff white border around the fenestration, lying on the sheet."""
    half_length, half_width = leg.FENESTRATION
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], dtype=float)
    share = np.linspace(0.0, 1.0, 30, endpoint=False)[:, None]
    outline = np.vstack([a + (b - a) * share for a, b in itertools.pairwise(corners)] + [corners[-1:]])
    inner = outline * (half_length, half_width)
    rings = [_above_skin(inner * 0.9992, -0.0012)]
    for out in (0.0, 0.3, 0.65, 1.0):
        rings.append(_above_skin(outline * (half_length + out * HEM_M, half_width + out * HEM_ACROSS * HEM_M), 0.0013))
    return sheet(np.stack(rings[::-1], axis=1))


def _above_skin(xy: Floats, lift_m: float) -> Floats:
    """(n, 3) points ``lift_m`` off the sheet that sticks to the skin, square to it."""
    x, y = xy[:, 0], xy[:, 1]
    step = 0.001
    slope = (leg.natural_height(x, np.abs(y) - step) - leg.natural_height(x, np.abs(y))) / step
    z = leg.natural_height(x, y) + SKIN_GAP_M + lift_m * np.hypot(1.0, slope)
    return np.column_stack([xy, z])


def _lines() -> tuple[Floats, Floats]:
    """Grid lines of the sheet: close together around the fenestration, whose edges they meet."""
    half_length, half_width = leg.FENESTRATION
    near_x = np.linspace(-half_length, half_length, 26)
    hem = half_length + HEM_M * np.array([0.5, 1.0, 1.5])
    left = np.concatenate([np.linspace(SHEET_X[0], -hem[-1], 60)[:-1], -hem[::-1]])
    right = np.concatenate([hem, np.linspace(hem[-1], SHEET_X[1], 38)[1:]])
    near_y = np.linspace(-half_width, half_width, 15)
    flank = [HEM_M * HEM_ACROSS * np.array([0.5, 1.0, 1.6]), np.linspace(0.012, 0.03, 4)]
    side = half_width + np.concatenate([*flank, np.linspace(0.04, SHEET_Y[1] - half_width, 15)])
    return np.concatenate([left, near_x, right]), np.concatenate([-side[::-1], near_y, side])


def sheet_height(x: Floats, y: Floats) -> Floats:
    """Height of the sheet over (x, y), on the table."""
    place = [(x - SHEET_X[0]) / CELL_M, (y - SHEET_Y[0]) / CELL_M]
    smooth = map_coordinates(_membrane(), place, order=1, mode="nearest")
    tight = _taut(x, y)
    result: Floats = (1.0 - tight) * smooth + tight * (leg.natural_height(x, y) + SKIN_GAP_M)
    return result


@cache
def _membrane() -> Floats:
    """The settled sheet with its creases, on a grid of `CELL_M`."""
    grid_x = np.arange(SHEET_X[0], SHEET_X[1] + CELL_M, CELL_M)
    grid_y = np.arange(SHEET_Y[0], SHEET_Y[1] + CELL_M, CELL_M)
    rows, columns = np.meshgrid(grid_x, grid_y, indexing="ij")
    body = _body(rows, columns)
    settled = _settled(body)
    free = np.clip((settled - body) / 0.010, 0.0, 1.0)
    coarse = 0.0030 * leg.relief(rows, columns + 0.4 * rows, 0.42, 121)
    fine = 0.0014 * leg.relief(rows, columns, 0.17, 122)
    settled += (1.0 - _taut(rows, columns)) * (0.55 + 0.45 * free) * (coarse + fine)
    return settled


def _settled(body: Floats) -> Floats:
    """Rest of a membrane over the body: sinking a little and evening out, again and again, never through the body."""
    cloth = body.copy()
    for _ in range(ROUNDS):
        even = cloth.copy()
        even[1:-1, 1:-1] = (cloth[:-2, 1:-1] + cloth[2:, 1:-1] + cloth[1:-1, :-2] + cloth[1:-1, 2:]) / 4.0
        cloth = np.maximum(even - SAG_M, body)
    return cloth


def _body(x: Floats, y: Floats) -> Floats:
    """Height of what lies under the sheet: table, both legs and feet, pelvis and belly."""
    height = np.full_like(x, TABLE_TOP_Z + 0.004)
    near = np.where((x > -0.62) & (x < 0.27) & (np.abs(y) < leg.half_width(x)), leg.natural_height(x, y), 0.0)
    forms = [
        near + SKIN_GAP_M,
        _mound(x, y, (0.325, 0.0), (0.065, 0.048), TABLE_TOP_Z, 0.185),
        _mound(x, y, (0.330, 0.170), (0.065, 0.046), TABLE_TOP_Z, 0.150),
        _mound(x, y, (-0.10, 0.170), (0.42, 0.058), TABLE_TOP_Z, 0.105),
        _mound(x, y, (-0.46, 0.165), (0.30, 0.085), TABLE_TOP_Z, 0.165),
        _mound(x, y, (-0.90, 0.075), (0.42, 0.190), TABLE_TOP_Z, 0.225),
    ]
    for form in forms:
        height = np.maximum(height, form)
    return height


def _mound(
    x: Floats, y: Floats, middle: tuple[float, float], half: tuple[float, float], base_z: float, height: float
) -> Floats:
    """A dome with a long flat crest."""
    out = np.abs((x - middle[0]) / half[0]) ** 3.0 + np.abs((y - middle[1]) / half[1]) ** 2.2
    return base_z + height * np.sqrt(np.clip(1.0 - out, 0.0, 1.0))


def _taut(x: Floats, y: Floats) -> Floats:
    """1 where the sheet sticks to the skin around the fenestration, 0 some centimetres away."""
    out = np.maximum((np.abs(x) - leg.FENESTRATION[0] - 0.018) / 0.03, (np.abs(y) - leg.half_width(x) + 0.001) / 0.004)
    return 1.0 - smooth_step(0.0, 1.0, out)


def _valley_shade(z: Floats) -> Floats:
    """1 on ridges, darker in the hollows beside the body, from the curvature of the sheet."""
    around = z.copy()
    for _ in range(6):
        padded = np.pad(around, 1, mode="edge")
        around = (padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]) / 4.0
    shade: Floats = np.clip(1.0 - 14.0 * np.clip(around - z, 0.0, None), 0.62, 1.0)
    return shade
