"""The irrigation syringe with its cannula."""

from __future__ import annotations

from manifold3d import Manifold

from assets.digits import number
from assets.mesh import Part
from assets.shapes import box, cylinder, lathe, part, ring, union

BARREL_LOW = 78.0
BARREL_HIGH = 178.0
BORE = 13.0
FILL = 150.0
"""Height of the stopper: water stands below it, mm."""


def irrigator() -> tuple[Part, ...]:
    """Syringe of 50 ml with a blunt cannula whose mouth is at the origin; the plunger is at the upper end."""
    return (
        part("cannula", ring(1.2, 0.8, 0.0, 66.0, 0.15, 16), "steel_polished"),
        part("hub", _hub(), "plastic_blue"),
        part(
            "water", lathe([(2.0, BARREL_LOW - 3.0), (BORE - 0.3, BARREL_LOW + 4.0), (BORE - 0.3, FILL)], 28), "water"
        ),
        part("stopper", _stopper(), "rubber_black"),
        part("plunger", _plunger(), "plastic_light"),
        part("marks", _marks(), "engraving_black"),
        part("barrel", _barrel(), "plastic_clear"),
    )


def _hub() -> Manifold:
    wings = box((9.0, 1.6, 7.0), (0.0, 0.0, 66.0), 0.5)
    return lathe([(1.8, 58.0), (2.6, 61.0), (3.4, 64.0), (3.8, 73.0), (4.4, 73.5), (4.4, 75.0)], 24) + wings


def _barrel() -> Manifold:
    outer = lathe(
        [
            (2.6, BARREL_LOW - 8.0),
            (2.9, BARREL_LOW - 2.0),
            (6.0, BARREL_LOW),
            (BORE + 1.2, BARREL_LOW + 4.0),
            (BORE + 1.2, BARREL_HIGH),
        ],
        36,
    )
    inner = lathe([(2.0, BARREL_LOW - 4.0), (BORE, BARREL_LOW + 4.5), (BORE, BARREL_HIGH + 5.0)], 36)
    flange = cylinder(16.0, BARREL_HIGH - 2.4, BARREL_HIGH, 0.6, 36).scale((1.45, 1.0, 1.0))
    return (outer + flange) - inner


def _stopper() -> Manifold:
    ridged = [(BORE - 0.1, FILL), (BORE - 0.1, FILL + 2.0), (BORE - 1.0, FILL + 2.4), (BORE - 1.0, FILL + 5.0)]
    return lathe([*ridged, (BORE - 0.1, FILL + 5.4), (BORE - 0.1, FILL + 7.4), (BORE - 2.0, FILL + 8.0)], 28)


def _plunger() -> Manifold:
    low, high = FILL + 8.0, 232.0
    height, middle = high - low, (high + low) / 2.0
    ribs = [box((20.0, 2.0, height), (0.0, 0.0, middle), 0.3), box((2.0, 20.0, height), (0.0, 0.0, middle), 0.3)]
    return union([*ribs, cylinder(14.5, high - 1.0, high + 2.6, 0.9, 32)])


def _marks() -> Manifold:
    """A line every 5 ml on the barrel, with the number every 10 ml."""
    surface = BORE + 1.2
    marks = []
    for step in range(1, 11):
        height = BARREL_LOW + 4.0 + 9.0 * step
        band = ring(surface + 0.06, surface - 0.3, height - 0.25, height + 0.25, 0.0, 36)
        marks.append(band ^ box((20.0 if step % 2 else 60.0, 40.0, 4.0), (0.0, -20.0, height)))
        if step % 2 == 0:
            figure = number(step * 5, 4.0, 1.0).rotate((90.0, 0.0, 0.0))
            marks.append(figure.translate((0.0, -surface + 0.55, height + 3.4)))
    return union(marks)
