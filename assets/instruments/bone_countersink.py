"""The countersink: a pilot nose below a fluted head that cuts the seat of a screw's head."""

from __future__ import annotations

import math

from manifold3d import Manifold

from assets.instruments.handles import axial_handle, mark_ring
from assets.instruments.twist_bit import band_colour
from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, cylinder, lathe, part, union

FLUTES = 5
NOSE_LENGTH = 5.0
"""From the tip to where the head begins to cut, mm."""


def countersink(diameter_m: float, nose_m: float, length_m: float) -> tuple[Part, ...]:
    """Countersink of head diameter ``diameter_m`` with a pilot of ``nose_m``; its handle begins at ``length_m``."""
    diameter, nose, length = (value / METRES_PER_MILLIMETRE for value in (diameter_m, nose_m, length_m))
    shaft = 2.4
    top = _head_top(diameter)
    rod = lathe([(shaft, top - 0.5), (shaft, length + 1.0)], 24)
    hollows = union([cylinder(shaft + 1.0, length - 16.0, length - 12.0), rod]) if length > top + 20.0 else rod
    return (
        part("rotor_head", _head(diameter, nose), "steel_gold"),
        part("rotor_shaft", hollows, "steel_brushed"),
        part("rotor_marks", mark_ring(shaft, top + 4.0, 0.8), "engraving_black"),
        part("rotor_band", mark_ring(shaft + 0.04, length - 7.2, 3.5), band_colour(nose)),
        *axial_handle(length, "silicone_blue"),
    )


def _head_top(diameter: float) -> float:
    return NOSE_LENGTH + 0.5 * diameter + 3.0


def _head(diameter: float, nose: float) -> Manifold:
    """Nose, quarter-round cutting face like a screw head's underside, and a back that eases into the shaft."""
    radius, pilot = diameter / 2.0, nose / 2.0 - 0.05
    start = math.acos(min(1.0, pilot / radius))
    arc = [start * (1.0 - i / 8.0) for i in range(9)]
    face = [(radius * math.cos(a), NOSE_LENGTH + radius * (math.sin(start) - math.sin(a))) for a in arc]
    shoulder = face[-1][1]
    top = _head_top(diameter)
    body = lathe([(pilot - 0.5, 0.0), (pilot, 0.5), *face, (radius, shoulder + 1.0), (2.3, top), (2.3, top + 0.2)], 36)
    cutter = (
        cylinder(0.36 * radius, -top, top, 0.0, 14)
        .rotate((-14.0, 0.0, 0.0))
        .translate((0.98 * radius, 0.0, NOSE_LENGTH + 2.0))
    )
    flutes = union([cutter.rotate((0.0, 0.0, 360.0 * i / FLUTES)) for i in range(FLUTES)])
    keep = cylinder(2.0 * diameter, NOSE_LENGTH - 0.6, top + 1.0)
    return body - (flutes ^ keep)
