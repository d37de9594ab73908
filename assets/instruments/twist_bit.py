"""Twist drill bits: two helical flutes, two lips that meet in a point. Millimetres."""

from __future__ import annotations

import math

from manifold3d import CrossSection, Manifold

from assets.instruments.handles import mark_ring
from assets.mesh import Part
from assets.shapes import lathe, part, union

POINT_HALF_ANGLE_RAD = math.radians(50.0)
"""Half of the angle between the lips; bone drills are sharper than the 118 degrees of metal drills (ours)."""

HELIX_RAD = math.radians(26.0)
"""Between a flute's edge and the bit's axis (ours)."""

BAND_BELOW = 21.0
"""Middle of the colour band, below the upper end: clear of a drill's coupling, mm."""

BANDS = {2.0: "red", 2.5: "yellow", 2.7: "violet", 2.8: "green", 3.2: "white", 3.5: "brown", 4.3: "blue", 4.5: "green"}
"""Diameter in mm -> colour of the band on the shank (ours)."""


def twist_bit(diameter: float, length: float) -> tuple[Part, ...]:
    """Bit from its point at the origin to ``length``; every part turns."""
    radius = diameter / 2.0
    fluted = min(0.56 * length, 16.0 * diameter + 12.0)
    shank = lathe([(0.18 * diameter, fluted - 2.2 * diameter), (radius, fluted), (radius, length)], 24)
    body = _fluted(radius, fluted) ^ _point(radius, fluted)
    marks = union([mark_ring(radius, fluted + 6.0 + 5.0 * i) for i in range(4)])
    band = mark_ring(radius + 0.04, length - BAND_BELOW, 5.0)
    return (
        part("rotor_bit", body, "steel_gold"),
        part("rotor_shank", shank, "steel_polished"),
        part("rotor_marks", marks, "engraving_black"),
        part("rotor_band", band, band_colour(diameter)),
    )


def band_colour(diameter: float) -> str:
    """Material of the colour band for a diameter in mm."""
    nearest = min(BANDS, key=lambda size: abs(size - diameter))
    return f"colour_band_{BANDS[nearest]}"


def _fluted(radius: float, length: float) -> Manifold:
    """Round bar with two flutes that wind along it."""
    diameter = 2.0 * radius
    flute = 0.40 * diameter
    offset = flute + 0.12 * diameter
    section = CrossSection.circle(radius, 20)
    for side in (-1.0, 1.0):
        section = section - CrossSection.circle(flute, 14).translate((side * offset, 0.0))
    turns = length * math.tan(HELIX_RAD) / (math.pi * diameter)
    return section.extrude(length, max(8, min(24, round(8.0 * turns))), 360.0 * turns)


def _point(radius: float, length: float) -> Manifold:
    """Everything above the cone of the lips."""
    outer = radius + 0.1
    return lathe([(0.0, 0.0), (outer, outer / math.tan(POINT_HALF_ANGLE_RAD)), (outer, length + 1.0)], 40)
