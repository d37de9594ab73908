"""What stands around the operating field: back table, cabinet, infusion stand, anaesthesia machine and drape."""

from __future__ import annotations

import numpy as np

from ..mesh import MeshData, Part, merge, transform, with_box_uv
from ..shapes import cylinder, lathe, spline, torus
from .cloth import CLOTH_TILE_M, table_cloth
from .forms import aimed, pipe, rod, sheet, shell, slab, solid
from .layout import ROOM_Y, SCREEN_FRAME_X

BACK_TABLE = (1.62, 0.72)
BACK_TABLE_SIZE = (1.20, 0.62, 0.90)


def instrument_table() -> tuple[Part, ...]:
    """Draped back table with bowls, a container and folded towels."""
    (x, y), (width, depth, height) = BACK_TABLE, BACK_TABLE_SIZE
    cloth = table_cloth((x - width / 2, x + width / 2), (y - depth / 2, y + depth / 2), height, 0.52, seed=7)
    legs = [
        rod(
            (x + dx * (width / 2 - 0.06), y + dy * (depth / 2 - 0.06), 0.0),
            (x + dx * (width / 2 - 0.06), y + dy * (depth / 2 - 0.06), height),
            0.016,
        )
        for dx in (-1, 1)
        for dy in (-1, 1)
    ]
    top = height + 0.004
    bowls = [
        _bowl(0.13, (x - 0.36, y + 0.10, top)),
        _bowl(0.075, (x - 0.14, y + 0.16, top)),
        _bowl(0.045, (x - 0.02, y + 0.05, top)),
    ]
    box = slab((0.46, 0.25, 0.10), (x + 0.28, y + 0.12, top + 0.05), corner=0.02, bevel=0.006)
    lid = slab((0.48, 0.27, 0.018), (x + 0.28, y + 0.12, top + 0.109), corner=0.024, bevel=0.005)
    towels = [
        with_box_uv(
            slab(
                (0.24 - 0.004 * n, 0.16, 0.016),
                (x + 0.24, y - 0.18, top + 0.009 + 0.017 * n),
                corner=0.012,
                bevel=0.006,
            ),
            CLOTH_TILE_M,
        )
        for n in range(4)
    ]
    return (
        Part("back_table_cloth", cloth, "drape_blue"),
        solid("back_table_legs", "steel_polished", *legs),
        solid("bowls", "steel_polished", *bowls),
        solid("container", "steel_satin", box),
        solid("container_lid", "plastic_blue", lid),
        solid("towels", "drape_green", *towels),
    )


def cabinet() -> tuple[Part, ...]:
    """Wall of cupboards with glass doors beside the far wall."""
    x, y = 2.20, ROOM_Y[1] - 0.26
    body = slab((1.60, 0.44, 2.05), (x, y, 1.06), bevel=0.006)
    doors = [slab((0.51, 0.020, 0.92), (x + (n - 1) * 0.527, y - 0.228, 0.56), bevel=0.004) for n in range(3)]
    panes = [slab((0.51, 0.012, 0.94), (x + (n - 1) * 0.527, y - 0.226, 1.55), bevel=0.003) for n in range(3)]
    grips = [
        rod(
            (x + (n - 1) * 0.527 + 0.20, y - 0.255, low), (x + (n - 1) * 0.527 + 0.20, y - 0.255, low + 0.16), 0.007, 10
        )
        for n in range(3)
        for low in (0.78, 1.16)
    ]
    shelves = [slab((1.50, 0.005, 0.02), (x, y - 0.2335, z), bevel=0.0) for z in (1.32, 1.56, 1.80)]
    return (
        solid("cabinet", "plastic_light", body),
        solid("cabinet_doors", "wall_band", *doors),
        solid("cabinet_panes", "window_dim", *panes),
        solid("cabinet_grips", "steel_satin", *grips, *shelves),
    )


def infusion_stand() -> tuple[Part, ...]:
    """Pole with two bags and a line to the patient."""
    x, y, top = -1.20, 0.62, 2.05
    pole = rod((x, y, 0.05), (x, y, top), 0.012)
    bar = pipe(
        spline([(x - 0.14, y, top + 0.03), (x - 0.10, y, top), (x + 0.10, y, top), (x + 0.14, y, top + 0.03)], 14),
        0.006,
        8,
    )
    feet = [
        pipe(
            spline(
                [
                    (x, y, 0.12),
                    (x + 0.12 * np.cos(a), y + 0.12 * np.sin(a), 0.09),
                    (x + 0.28 * np.cos(a), y + 0.28 * np.sin(a), 0.03),
                ],
                8,
            ),
            0.012,
            8,
        )
        for a in np.radians(np.arange(5) * 72.0)
    ]
    bags = [slab((0.11, 0.035, 0.20), (x + side * 0.12, y, top - 0.13), corner=0.015, bevel=0.012) for side in (-1, 1)]
    line = pipe(
        spline(
            [
                (x + 0.12, y, top - 0.24),
                (x + 0.13, y - 0.02, 1.55),
                (x + 0.10, y - 0.12, 1.15),
                (x - 0.02, y - 0.30, 0.98),
            ],
            30,
        ),
        0.0025,
        6,
    )
    pump = slab((0.13, 0.14, 0.20), (x + 0.02, y - 0.06, 1.25), corner=0.02, bevel=0.01)
    lamp = slab((0.07, 0.004, 0.035), (x + 0.02, y - 0.132, 1.30))
    return (
        solid("infusion_pole", "steel_polished", pole, bar, *feet),
        solid("infusion_bags", "fluid_bag", *bags, line),
        solid("infusion_pump", "plastic_light", pump),
        solid("infusion_pump_screen", "screen_glow", lamp),
    )


def anaesthesia_drape() -> tuple[Part, ...]:
    """Drape across the chest that parts the sterile field from the anaesthetist."""
    frame_x, half, top = SCREEN_FRAME_X, 0.46, 1.46
    posts = [rod((frame_x, side * half, 0.72), (frame_x, side * half, top), 0.010) for side in (-1, 1)]
    bar = rod((frame_x, -half - 0.02, top), (frame_x, half + 0.02, top), 0.010)
    across = np.linspace(-half - 0.10, half + 0.10, 60)
    down = np.linspace(0.0, 1.0, 14)
    fold = 0.016 * np.sin(across * 34.0 + 1.3 * np.sin(across * 9.0)) + 0.010 * np.sin(across * 13.0 + 1.0)
    sag = 0.018 * np.cos(np.pi * across / (half + 0.10))
    x = frame_x + 0.012 + 0.012 * down[None, :] + fold[:, None] * down[None, :] ** 0.8
    z = top + 0.012 - sag[:, None] * (1.0 - down[None, :]) - 0.74 * down[None, :]
    points = np.dstack([x, np.broadcast_to(across[:, None], x.shape), z])
    cloth = merge([sheet(points[:, ::-1], CLOTH_TILE_M), sheet(points - (0.004, 0.0, 0.0), CLOTH_TILE_M)])
    return (solid("screen_frame", "steel_polished", *posts, bar), Part("screen_drape", cloth, "drape_green"))


def anaesthesia_machine() -> tuple[Part, ...]:
    """Trolley with two displays, vaporisers and a breathing bag, at the patient's head."""
    x, y = -1.78, 0.30
    body = slab((0.52, 0.66, 0.78), (x, y, 0.51), corner=0.03, bevel=0.012)
    shelf = slab((0.56, 0.70, 0.03), (x, y, 0.92), corner=0.03, bevel=0.006)
    tower = slab((0.34, 0.60, 0.42), (x - 0.08, y, 1.15), corner=0.02, bevel=0.01)
    drawers = [slab((0.012, 0.56, 0.17), (x + 0.262, y, z), bevel=0.004) for z in (0.30, 0.50, 0.70)]
    case = slab((0.05, 0.44, 0.30), (x + 0.02, y - 0.02, 1.55), bevel=0.008)
    post = rod((x - 0.04, y - 0.02, 1.30), (x - 0.04, y - 0.02, 1.60), 0.02)
    curves = [_curve_on_display(x + 0.0462, y - 0.02, z, number) for number, z in enumerate((1.64, 1.56, 1.48))]
    black = slab((0.004, 0.40, 0.26), (x + 0.044, y - 0.02, 1.55))
    vapour = [shell(cylinder(0.045, 0.0, 0.15, 0.008, 24), (x + 0.14, y + dy, 1.02)) for dy in (-0.16, -0.03)]
    bag = shell(
        lathe([(0.012, -0.16), (0.05, -0.12), (0.065, -0.06), (0.03, 0.0), (0.015, 0.03)], 24),
        (x + 0.24, y + 0.26, 1.00),
    )
    tubes = [
        pipe(
            spline(
                [
                    (x + 0.2, y + 0.18 + d, 1.0),
                    (x + 0.36, y + 0.05 + d, 1.02),
                    (x + 0.42, y - 0.12, 1.08 + d),
                    (x + 0.50, y - 0.24, 1.02),
                ],
                24,
            ),
            0.014,
            8,
        )
        for d in (0.0, 0.05)
    ]
    return (
        solid("anaesthesia_body", "plastic_light", body, tower),
        solid("anaesthesia_shelf", "plastic_grey", shelf, *drawers),
        solid("anaesthesia_display", "monitor_case", case, post),
        solid("anaesthesia_screen", "film_dark", black),
        solid("anaesthesia_curves", "led_green", *curves),
        solid("vaporisers", "colour_band_violet", vapour[0]),
        solid("vaporiser_yellow", "colour_band_yellow", vapour[1]),
        solid("breathing_bag", "silicone_green", bag),
        solid("breathing_tubes", "fluid_bag", *tubes),
    )


def stool() -> tuple[Part, ...]:
    """Round stool in the corner."""
    x, y = -2.45, -0.9
    seat = shell(cylinder(0.18, 0.0, 0.07, 0.02, 40), (x, y, 0.52))
    ring = transform(shell(torus(0.20, 0.010)), aimed((x, y, 0.22), (0.0, 0.0, 1.0)))
    legs = [
        rod(
            (x + 0.24 * np.cos(a), y + 0.24 * np.sin(a), 0.0),
            (x + 0.05 * np.cos(a), y + 0.05 * np.sin(a), 0.52),
            0.012,
            10,
        )
        for a in np.radians([45, 135, 225, 315])
    ]
    return (solid("stool_seat", "cushion", seat), solid("stool_legs", "steel_polished", ring, *legs))


def _bowl(radius: float, place: tuple[float, float, float]) -> MeshData:
    outer = [
        (radius * 0.45, 0.0),
        (radius * 0.80, radius * 0.22),
        (radius, radius * 0.62),
        (radius * 1.06, radius * 0.64),
    ]
    inner = [(radius * 0.96, radius * 0.61), (radius * 0.76, radius * 0.25), (radius * 0.42, 0.004)]
    return shell(lathe([*outer, *inner], 40), place)


def _curve_on_display(x: float, y: float, z: float, number: int) -> MeshData:
    """One trace of a vital sign, as a thin line standing on the display."""
    along = np.linspace(0.0, 1.0, 90)
    beat = (along * 5.0) % 1.0
    shapes = (
        np.exp(-(((beat - 0.3) / 0.025) ** 2))
        - 0.2 * np.exp(-(((beat - 0.36) / 0.02) ** 2))
        + 0.15 * np.exp(-(((beat - 0.6) / 0.07) ** 2)),
        np.exp(-(((beat - 0.35) / 0.12) ** 2)) + 0.35 * np.exp(-(((beat - 0.62) / 0.09) ** 2)),
        np.clip(np.sin(2.0 * np.pi * along * 2.5) * 2.0, 0.0, 1.0),
    )
    path = np.column_stack([np.full(90, x), y - 0.18 + 0.36 * along, z - 0.02 + 0.05 * shapes[number]])
    return pipe(path, 0.0014, 4)
