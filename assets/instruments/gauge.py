"""The depth gauge: a hook that catches behind the far cortex and a sleeve that slides on a graduated bar."""

from __future__ import annotations

import numpy as np
from manifold3d import Manifold

from assets.digits import number
from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, box, cylinder, knurl, lathe, part, sweep, union

BAR_WIDTH = 5.2
BAR_DEPTH = 3.2
ROD = 0.75
"""Radius of the rod that goes into the hole, mm."""


def depth_gauge(length_m: float, range_m: float) -> tuple[Part, ...]:
    """Gauge with its hook at the origin (the hook points to +x); its finger plate begins at ``length_m``.

    The part ``sliding_sleeve`` is drawn at zero: moved up z by a reading it shows that reading at its upper edge.
    ValueError when the scale leaves less than 20 mm for the sleeve.
    """
    length, reach = length_m / METRES_PER_MILLIMETRE, range_m / METRES_PER_MILLIMETRE
    zero = length - reach
    if zero < 20.0:
        raise ValueError(f"A gauge of {length:.0f} mm cannot have a scale of {reach:.0f} mm: 20 mm are the sleeve.")
    return (
        part("hook", _hook(zero), "steel_polished"),
        part("bar", _bar(zero, length), "steel_brushed"),
        part("scale", _scale(zero, round(reach)), "engraving_black"),
        part("sliding_sleeve", _sleeve(zero), "steel_satin"),
        part("finger_plate", _finger_plate(length), "plastic_blue"),
    )


def _hook(zero: float) -> Manifold:
    rod = cylinder(ROD, 0.4, zero, 0.0, 16)
    barb = sweep(
        [(-0.5, 0.0, 0.75), (0.6, 0.0, 0.72), (1.55, 0.0, 0.95)], [0.7, 0.6, 0.35], [0.7, 0.5, 0.2], (0, 1, 0), 10
    )
    foot = lathe([(0.3, 0.0), (ROD, 0.5), (ROD, 1.0)], 16)
    return union([rod, barb, foot])


def _bar(zero: float, length: float) -> Manifold:
    return box((BAR_WIDTH, BAR_DEPTH, length - zero + 6.0), (0.0, 0.0, (zero + length) / 2.0), 0.5)


def _scale(zero: float, count: int) -> Manifold:
    """A tick every millimetre on both broad faces, longer every five, a number every ten."""
    marks = [_tick(zero, mark, side) for mark in range(count + 1) for side in (-1.0, 1.0)]
    for mark in range(10, count + 1, 10):
        digits = number(mark, 1.7, 0.12).rotate((90.0, 0.0, 0.0))
        front = digits.translate((1.35, -BAR_DEPTH / 2.0 + 0.06, zero + mark))
        marks += [front, front.rotate((0.0, 0.0, 180.0))]
    return union(marks)


def _tick(zero: float, mark: int, side: float) -> Manifold:
    width = 2.4 if mark % 10 == 0 else 1.9 if mark % 5 == 0 else 1.3
    tick = Manifold.cube((width, 0.12, 0.22), True)
    return tick.translate((-side * (width / 2.0 - 2.3), side * BAR_DEPTH / 2.0, zero + mark))


def _sleeve(zero: float) -> Manifold:
    """Nose that rests on the bone, body with a knurled thumb ring, a slot for the bar."""
    nose = min(0.45 * zero, 24.0)
    body = union(
        [
            lathe([(1.3, 0.0), (1.5, 0.3), (1.7, nose - 3.0), (5.0, nose + 1.0), (5.0, zero - 0.5), (4.6, zero)], 28),
            knurl(6.6, 0.5, zero - 9.0, zero - 3.0, 36, 4),
        ]
    )
    rod = cylinder(ROD + 0.08, -1.0, zero + 1.0, 0.0, 16)
    slot = box((BAR_WIDTH + 0.3, BAR_DEPTH + 0.3, zero), (0.0, 0.0, nose + 3.0 + zero / 2.0))
    return body - rod - slot


def _finger_plate(length: float) -> Manifold:
    """Waisted head that two fingers hold, with a dished end for the thumb."""
    heights = np.array([0.0, 2.0, 6.0, 14.0, 20.0, 26.0, 32.0, 34.0]) + length
    radii = [4.2, 5.2, 5.4, 4.6, 5.0, 8.0, 9.4, 8.6]
    head = lathe(list(zip(radii, heights.tolist(), strict=True)), 28)
    dish = lathe([(0.0, length + 32.6), (7.4, length + 34.2)], 28)
    return head - dish
