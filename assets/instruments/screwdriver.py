"""The hexagonal screwdriver."""

from __future__ import annotations

from assets.instruments.handles import axial_handle, mark_ring
from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, cylinder, hexagon, knurl, lathe, part, prism, union

TIP_LENGTH = 5.0
"""How long the hexagon is, mm."""


def driver(across_flats_m: float, length_m: float) -> tuple[Part, ...]:
    """Driver whose hexagonal tip ends at the origin; its handle begins at ``length_m``. All turns but the end cap."""
    flats, length = across_flats_m / METRES_PER_MILLIMETRE, length_m / METRES_PER_MILLIMETRE
    tip = prism(hexagon(flats), 0.0, TIP_LENGTH + 0.5, 0.15)
    corner = flats * 0.58
    shaft = lathe(
        [
            (corner, TIP_LENGTH),
            (corner + 0.5, TIP_LENGTH + 1.2),
            (corner + 0.5, TIP_LENGTH + 16.0),
            (2.9, TIP_LENGTH + 20.0),
            (2.9, length - 24.0),
            (3.6, length - 22.0),
            (3.6, length + 1.0),
        ],
        28,
    )
    knurled = union([knurl(5.2, 0.45, length - 20.0, length - 8.0, 32, 8), cylinder(4.6, length - 21.0, length - 7.0)])
    return (
        part("rotor_tip", tip, "steel_polished"),
        part("rotor_shaft", shaft, "steel_brushed"),
        part("rotor_knurl", knurled, "steel_satin"),
        part("rotor_marks", union([mark_ring(2.9, TIP_LENGTH + 24.0 + 3.0 * i) for i in range(2)]), "engraving_black"),
        *axial_handle(length, "silicone_green"),
    )
