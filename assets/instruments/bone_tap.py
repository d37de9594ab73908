"""The tap: cuts a screw's thread into the drilled hole."""

from __future__ import annotations

import math

from manifold3d import Manifold

from assets.instruments.handles import mark_ring, ratchet_t_handle
from assets.instruments.twist_bit import band_colour
from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, cylinder, lathe, part, union
from assets.threads import threaded_rod

CORE_SHARE = 0.69
"""Core of the thread as a share of its diameter: 2.4 mm of 3.5 mm as on the cortex screw it prepares."""

FLUTES = 3


def tap(diameter_m: float, pitch_m: float, length_m: float) -> tuple[Part, ...]:
    """Tap of a thread's outer diameter and pitch; its T handle begins at ``length_m`` with the bar along x.

    The shaft turns, the ratcheting handle stays in the fist.
    """
    diameter, pitch, length = (value / METRES_PER_MILLIMETRE for value in (diameter_m, pitch_m, length_m))
    cut = min(0.5 * length, 40.0)
    shaft = 0.5 * diameter + 0.45
    rod = lathe([(0.3 * diameter, cut - 0.4), (0.34 * diameter, cut), (shaft, cut + 2.0), (shaft, length - 12.0)], 24)
    collar = lathe([(shaft, length - 12.5), (4.2, length - 10.0), (4.2, length)], 24)
    return (
        part("rotor_thread", _thread(diameter, pitch, cut), "steel_gold"),
        part("rotor_shaft", rod + collar, "steel_brushed"),
        part("rotor_marks", union([mark_ring(shaft, cut + 8.0 + 5.0 * i) for i in range(3)]), "engraving_black"),
        part("rotor_band", mark_ring(4.24, length - 5.8, 3.5), band_colour(diameter)),
        *ratchet_t_handle(length, "silicone_blue"),
    )


def _thread(diameter: float, pitch: float, length: float) -> Manifold:
    """Thread with three straight flutes and a pilot cone at the tip."""
    core = CORE_SHARE * diameter
    turns = length / pitch
    sides = max(12, min(18, math.floor(620.0 / turns)))
    rod = threaded_rod(diameter, core, pitch, 1.2, length, sides, run_out=1.5)
    cone = lathe([(0.28 * core, 0.0), (0.49 * core, 1.35)], sides)
    flute = cylinder(0.26 * diameter, -1.0, 0.82 * length, 0.0, 10).translate((0.52 * diameter, 0.0, 0.0))
    end = lathe([(0.26 * diameter, 0.82 * length), (0.05 * diameter, 0.82 * length + 1.5)], 10)
    cutter = flute + end.translate((0.52 * diameter, 0.0, 0.0))
    return (rod + cone) - union([cutter.rotate((0.0, 0.0, 360.0 * i / FLUTES)) for i in range(FLUTES)])
