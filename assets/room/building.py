"""The room itself: floor, panelled walls, ceiling with its air outlet, door, X-ray viewer and clock."""

from __future__ import annotations

import numpy as np

from ..mesh import Floats, MeshData, Part, merge, transform, with_box_uv
from ..shapes import cylinder, ring
from .forms import aimed, coloured, sheet, shell, slab, solid
from .layout import CEILING_Z, ROOM_X, ROOM_Y, TABLE_HALF_WIDTH, TABLE_X

PANEL_M = 1.06
PLINTH_Z, BAND_Z = 0.12, 1.14
TILE_M = 1.0


def floor_and_walls() -> tuple[Part, ...]:
    """Everything that is built in."""
    return (floor(), *walls(), *ceiling(), *door(), *xray_viewer(), *clock())


def floor() -> Part:
    """Vinyl, darker where the table shades it."""
    x, y = np.meshgrid(np.linspace(*ROOM_X, 41), np.linspace(*ROOM_Y, 37), indexing="ij")
    points = np.dstack([x, y, np.zeros_like(x)])
    mesh = sheet(points, TILE_M)
    return Part("floor", coloured(mesh, _shade_of_table(mesh.vertices.astype(float))[:, None] * np.ones(3)), "floor")


def walls() -> tuple[Part, ...]:
    """Four walls of panels with open joints: a green band below, pale above, a steel rail and a plinth."""
    low, high, rails, plinths, backs = [], [], [], [], []
    for length, matrix in _wall_frames():
        count = round(length / PANEL_M)
        width = length / count
        for number in range(count):
            along = (number + 0.5) * width - length / 2.0
            low.append(transform(_panel(along, width, PLINTH_Z, BAND_Z), matrix))
            high.append(transform(_panel(along, width, BAND_Z + 0.012, CEILING_Z), matrix))
        rails.append(transform(slab((length, 0.030, 0.14), (0.0, -0.040, 0.90), bevel=0.008), matrix))
        plinths.append(transform(slab((length, 0.012, PLINTH_Z), (0.0, -0.016, PLINTH_Z / 2.0)), matrix))
        backs.append(transform(slab((length, 0.010, CEILING_Z), (0.0, 0.005, CEILING_Z / 2.0)), matrix))
    return (
        solid("wall_band", "wall_band", *low),
        Part("wall_panels", with_box_uv(merge(high), TILE_M), "wall"),
        solid("wall_rail", "plastic_light", *rails),
        solid("plinth", "plinth", *plinths),
        solid("wall_joints", "wall_joint", *backs),
    )


def ceiling() -> tuple[Part, ...]:
    """Ceiling with the air outlet over the table and four light strips."""
    corners = [[(x, y, CEILING_Z) for y in ROOM_Y[::-1]] for x in ROOM_X]
    frame = slab((2.7, 2.7, 0.06), (0.0, 0.0, CEILING_Z - 0.03), bevel=0.015)
    veil = slab((2.5, 2.5, 0.01), (0.0, 0.0, CEILING_Z - 0.062))
    strips = [slab((0.18, 1.5, 0.02), (x, y, CEILING_Z - 0.008)) for x in (-2.2, 2.2) for y in (-1.3, 1.5)]
    return (
        Part("ceiling", sheet(np.array(corners)), "ceiling"),
        solid("air_outlet_frame", "plastic_light", frame),
        solid("air_outlet", "ceiling_veil", veil),
        solid("ceiling_lights", "ceiling_glow", *strips),
    )


def door() -> tuple[Part, ...]:
    """Sliding door with a window in the left wall."""
    x = ROOM_X[0] + 0.05
    leaf = slab((0.05, 1.36, 2.12), (x, 1.30, 1.06), bevel=0.006)
    frame = [slab((0.09, 0.08, 2.22), (x, 1.30 + side * 0.72, 1.11), bevel=0.006) for side in (-1.0, 1.0)]
    frame.append(slab((0.09, 1.52, 0.10), (x, 1.30, 2.19), bevel=0.006))
    handle = slab((0.03, 0.03, 0.50), (x + 0.05, 0.76, 1.05), bevel=0.006)
    window = slab((0.056, 0.46, 0.62), (x, 1.42, 1.56), corner=0.0, bevel=0.004)
    return (
        solid("door", "door", leaf),
        solid("door_frame", "plastic_light", *frame, handle),
        solid("door_window", "window_dim", window),
    )


def xray_viewer() -> tuple[Part, ...]:
    """Light box for films on the far wall."""
    y = ROOM_Y[1] - 0.06
    case = slab((1.02, 0.08, 0.62), (-1.72, y, 1.62), bevel=0.01)
    glow = [slab((0.44, 0.01, 0.50), (-1.72 + side * 0.235, y - 0.040, 1.62)) for side in (-1.0, 1.0)]
    film = [slab((0.30, 0.004, 0.40), (-1.72 + side * 0.235, y - 0.047, 1.63)) for side in (-1.0, 1.0)]
    return (
        solid("viewer_case", "plastic_light", case),
        solid("viewer_glow", "viewer_glow", *glow),
        solid("viewer_film", "film_dark", *film),
    )


def clock() -> tuple[Part, ...]:
    """Wall clock, at ten past ten."""
    matrix = aimed((1.15, ROOM_Y[1] - 0.03, 2.32), (0.0, -1.0, 0.0))
    case = shell(ring(0.175, 0.155, -0.01, 0.035, 0.006))
    face = shell(cylinder(0.158, -0.01, 0.012))
    hands = [_hand(matrix, 0.085, 305.0, 0.010), _hand(matrix, 0.125, 60.0, 0.007)]
    marks = [_mark(matrix, 30.0 * number) for number in range(12)]
    return (
        solid("clock_case", "steel_satin", transform(case, matrix)),
        solid("clock_face", "marking_white", transform(face, matrix)),
        solid("clock_hands", "engraving_black", *hands, *marks),
    )


def _hand(matrix: Floats, length: float, clock_deg: float, width: float) -> MeshData:
    return _on_dial(matrix, (width, length, 0.003), length / 2.0 - 0.015, clock_deg, 0.018)


def _mark(matrix: Floats, clock_deg: float) -> MeshData:
    return _on_dial(matrix, (0.006, 0.018, 0.002), 0.136, clock_deg, 0.013)


def _on_dial(matrix: Floats, size: tuple[float, float, float], out: float, clock_deg: float, height: float) -> MeshData:
    """A bar on the dial, pointing ``clock_deg`` clockwise from the top."""
    origin, normal = matrix[:3, 3], matrix[:3, 2]
    angle = np.radians(clock_deg)
    up, right = np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])
    along = np.cos(angle) * up + np.sin(angle) * right
    turn = np.eye(4)
    turn[:3, 0], turn[:3, 1], turn[:3, 2] = np.cross(along, normal), along, normal
    turn[:3, 3] = origin + out * along + height * normal
    return transform(slab(size, (0.0, 0.0, 0.0)), turn)


def _panel(along: float, width: float, low: float, high: float) -> MeshData:
    return slab((width - 0.008, 0.024, high - low), (along, -0.012, (low + high) / 2.0), bevel=0.003)


def _wall_frames() -> tuple[tuple[float, Floats], ...]:
    """Length of each wall and a matrix that takes x along it, y out of the room and z up to its middle on the floor."""
    width, depth = ROOM_X[1] - ROOM_X[0], ROOM_Y[1] - ROOM_Y[0]
    middle_y = (ROOM_Y[0] + ROOM_Y[1]) / 2.0
    places = ((0.0, ROOM_Y[1], 0.0), (0.0, ROOM_Y[0], 180.0), (ROOM_X[0], middle_y, 90.0), (ROOM_X[1], middle_y, -90.0))
    return tuple((width if x == 0.0 else depth, _standing(x, y, turn)) for x, y, turn in places)


def _standing(x: float, y: float, turn_deg: float) -> Floats:
    cosine, sine = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    matrix = np.eye(4)
    matrix[:2, :2] = ((cosine, -sine), (sine, cosine))
    matrix[:2, 3] = x, y
    return matrix


def _shade_of_table(vertices: Floats) -> Floats:
    """(n,) 1 in the open, less under and beside the table and along the walls."""
    x, y = vertices[:, 0], vertices[:, 1]
    middle, half = (TABLE_X[0] + TABLE_X[1]) / 2.0, (TABLE_X[1] - TABLE_X[0]) / 2.0
    outside = np.hypot(np.maximum(np.abs(x - middle) - half, 0.0), np.maximum(np.abs(y) - TABLE_HALF_WIDTH, 0.0))
    edge = np.minimum.reduce([x - ROOM_X[0], ROOM_X[1] - x, y - ROOM_Y[0], ROOM_Y[1] - y])
    shade: Floats = (1.0 - 0.55 * np.exp(-((outside / 0.35) ** 2))) * (1.0 - 0.22 * np.exp(-edge / 0.18))
    return shade
