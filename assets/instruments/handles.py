"""Handles that more than one instrument has. Millimetres; ``base`` is the height at which the handle begins."""

from __future__ import annotations

import math

from manifold3d import Manifold

from assets.mesh import Part
from assets.shapes import box, cylinder, grooved, knurl, lathe, part, ring, taper, union

AXIAL_LENGTH = 112.0
T_BAR_HEIGHT = 44.0
"""From where a T handle begins to the middle of its bar."""


def axial_handle(base: float, grip_material: str) -> tuple[Part, ...]:
    """Grooved handle in line with the shaft; it turns, all but the cap that rests in the palm."""
    radii = taper([9.0, 11.0, 9.6, 12.6, 13.4, 12.8, 11.0], 15)
    heights = [base + 14.0 + 84.0 * i / 14.0 for i in range(15)]
    grip = grooved(list(zip(radii.tolist(), heights, strict=True)), 6, 2.0)
    ferrule = union(
        [
            lathe([(4.0, base - 4.0), (6.5, base), (9.2, base + 3.0), (9.2, base + 4.0)], 28),
            knurl(9.6, 0.5, base + 3.0, base + 12.0, 40, 6),
            cylinder(8.4, base + 11.0, base + 15.0, 0.0, 28),
        ]
    )
    collar = cylinder(10.2, base + 97.0, base + 100.0, 0.4, 28)
    cap = lathe(
        [
            (10.6, base + 100.3),
            (11.4, base + 101.0),
            (11.4, base + 105.0),
            (9.6, base + 109.5),
            (5.0, base + AXIAL_LENGTH),
        ],
        28,
    )
    return (
        part("rotor_handle", grip, grip_material),
        part("rotor_ferrule", ferrule + collar, "steel_brushed"),
        part("end_cap", cap, "steel_satin"),
    )


def ratchet_t_handle(base: float, grip_material: str) -> tuple[Part, ...]:
    """T handle with a ratchet: it stays in the fist while the shaft below it turns. The bar lies along x."""
    middle = base + T_BAR_HEIGHT
    radii = taper([8.0, 10.5, 11.2, 9.5, 8.5, 9.5, 11.2, 10.5, 8.0], 17)
    places = [-46.0 + 92.0 * i / 16.0 for i in range(17)]
    bar = grooved(list(zip(radii.tolist(), places, strict=True)), 6, 1.2, 36)
    ends = union([lathe([(7.4, side * 46.0 - 1.5), (7.4, side * 46.0 + 1.5)], 24) for side in (-1, 1)])
    along_x = (0.0, 90.0, 0.0)
    hub = union(
        [
            lathe([(5.0, base - 2.0), (8.0, base + 2.0), (8.0, base + 20.0), (6.0, base + 26.0), (6.0, middle)], 28),
            ring(8.8, 7.0, base + 6.0, base + 14.0, 0.6, 28),
        ]
    )
    selector = union([box((2.0, 3.0, 7.0), (0.0, -9.0, base + 10.0), 0.6), _pips(base + 17.0)])
    return (
        part("hub", hub, "steel_brushed"),
        part("handle", bar.rotate(along_x).translate((0.0, 0.0, middle)), grip_material),
        part("handle_ends", ends.rotate(along_x).translate((0.0, 0.0, middle)), "steel_satin"),
        part("selector", selector, "engraving_black"),
    )


def mark_ring(radius: float, height: float, width: float = 0.6) -> Manifold:
    """A laser mark around a shaft of ``radius``, just proud enough of it to be seen on every side."""
    sides = 20
    return cylinder(radius / math.cos(math.pi / sides) + 0.02, height - width / 2.0, height + width / 2.0, 0.0, sides)


def _pips(height: float) -> Manifold:
    """Marks of a ratchet's three positions."""
    angles = (-0.6, 0.0, 0.6)
    return union([box((1.2, 1.2, 2.0), (8.0 * math.sin(a), -8.0 * math.cos(a), height)) for a in angles])
