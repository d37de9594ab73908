"""The screw rack: a bent sheet with a row of holes in which screws hang by their heads. Millimetres inside."""

from __future__ import annotations

from manifold3d import Manifold

from assets.digits import number
from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, box, cylinder, lathe, part, prism, union

HOLE = 4.2
SEAT = 6.4
"""Diameters of a slot and of the recess for the head, mm."""

DEPTH = 30.0
"""Across the row, mm."""

SHEET = 2.2
MARGIN = 11.0
"""From the outer slots to the rack's ends, mm."""

FOOT = 6.0
"""Room below the longest screw, mm."""


def screw_rack(slots: int, spacing_m: float, lengths_m: tuple[float, ...]) -> tuple[Part, ...]:
    """Rack with its first slot's opening at the origin, slots along +x, top at z = 0, numbers towards -y.

    ``lengths_m`` are the lengths the slots are marked with, in whole millimetres. ValueError unless there is one for
    each slot.
    """
    if slots < 1 or len(lengths_m) != slots:
        raise ValueError(f"A rack of {slots} slots needs {slots} lengths, not {len(lengths_m)}.")
    spacing = spacing_m / METRES_PER_MILLIMETRE
    lengths = [round(length / METRES_PER_MILLIMETRE) for length in lengths_m]
    low, high = -MARGIN, (slots - 1) * spacing + MARGIN
    height = max(lengths) + FOOT
    places = [slot * spacing for slot in range(slots)]
    return (
        part("rack", _sheet(low, high, height) - _slots(places), "tray_steel"),
        part("ends", _ends(low, high, height), "plastic_dark"),
        part("strip", box((high - low - 5.0, 0.5, 7.5), ((low + high) / 2.0, -DEPTH / 2.0, -6.0), 0.2), "plastic_blue"),
        part("numbers", _numbers(places, lengths), "marking_white"),
    )


def _sheet(low: float, high: float, height: float) -> Manifold:
    """Top, a lip to the front that carries the numbers, a back wall and a floor, as one bent sheet."""
    half, t = DEPTH / 2.0, SHEET
    profile = [
        (-half, -11.0),
        (-half + t, -11.0),
        (-half + t, -t),
        (half - t, -t),
        (half - t, -height + t),
        (-half, -height + t),
        (-half, -height),
        (half - 1.0, -height),
        (half, -height + 1.0),
        (half, -1.0),
        (half - 1.0, 0.0),
        (-half + 1.0, 0.0),
        (-half, -1.0),
    ]
    bent = prism(profile, low, high)
    return bent.rotate((90.0, 0.0, 90.0))


def _slots(places: list[float]) -> Manifold:
    slot = cylinder(HOLE / 2.0, -10.0, 1.0, 0.0, 20) + lathe([(HOLE / 2.0, -1.3), (SEAT / 2.0, 0.01)], 20)
    return union([slot.translate((x, 0.0, 0.0)) for x in places])


def _ends(low: float, high: float, height: float) -> Manifold:
    plate = box((3.0, DEPTH + 3.0, height + 3.0), (0.0, 0.0, -height / 2.0), 1.0)
    return union([plate.translate((x, 0.0, 0.0)) for x in (low - 1.2, high + 1.2)])


def _numbers(places: list[float], lengths: list[int]) -> Manifold:
    figures = [number(length, 4.2, 0.3).rotate((90.0, 0.0, 0.0)) for length in lengths]
    return union([figure.translate((x, -DEPTH / 2.0 - 0.15, -6.0)) for x, figure in zip(places, figures, strict=True)])
