"""The double drill sleeve: a guide at each end of one handle."""

from __future__ import annotations

from manifold3d import Manifold

from assets.instruments.twist_bit import band_colour
from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, cylinder, lathe, part, prism, ring, sweep, taper, union

TEETH = 6
FAR_END = -128.0
"""Where along x the second guide stands, mm."""


def sleeve(outer_m: float, inner_m: float, length_m: float) -> tuple[Part, ...]:
    """Toothed sleeve with its mouth's middle at the origin; the handle leaves its upper end towards -x.

    The guide at the handle's other end points the other way and takes a bit of the size of ``outer_m``.
    """
    outer, inner, length = (value / METRES_PER_MILLIMETRE for value in (outer_m, inner_m, length_m))
    return (
        part("guide", _guide(outer, inner, length), "steel_polished"),
        part("far_guide", _far_guide(outer, length), "steel_polished"),
        part("handle", _handle(length - 10.0), "steel_brushed"),
        part("grip", _grip(length - 10.0), "silicone_blue"),
        part("band", _band(outer / 2.0 + 2.6, length - 4.0), band_colour(inner)),
        part("far_band", _band(outer / 2.0 + 2.6, length - 16.0).translate((FAR_END, 0.0, 0.0)), band_colour(outer)),
    )


def _guide(outer: float, inner: float, length: float) -> Manifold:
    collar = outer / 2.0 + 2.6
    tube = lathe(
        [
            (outer / 2.0, 0.0),
            (outer / 2.0, length - 26.0),
            (collar, length - 21.0),
            (collar, length - 0.8),
            (collar - 0.8, length),
        ],
        28,
    )
    funnel = lathe([(inner / 2.0, length - 2.0), (collar - 1.4, length + 0.4)], 28)
    bore = cylinder(inner / 2.0, -1.0, length + 1.0, 0.0, 28)
    return tube - bore - funnel - _gaps(outer / 2.0)


def _gaps(radius: float) -> Manifold:
    """What is cut from the mouth between the teeth."""
    depth = min(1.4, 0.5 * radius + 0.4)
    half = 0.42 * radius
    notch = prism([(-half, -0.5), (half, -0.5), (0.0, depth)], 0.0, radius + 2.0)
    lying = notch.rotate((90.0, 0.0, 0.0)).translate((0.0, radius + 2.0, 0.0))
    return union([lying.rotate((0.0, 0.0, 360.0 * tooth / TEETH)) for tooth in range(TEETH)])


def _far_guide(bore: float, length: float) -> Manifold:
    collar, tube = bore / 2.0 + 2.6, bore / 2.0 + 1.2
    body = lathe(
        [
            (collar - 0.8, length - 20.0),
            (collar, length - 19.2),
            (collar, length - 2.0),
            (tube, length + 2.0),
            (tube, length + 24.0),
        ],
        28,
    )
    hollow = body - cylinder(bore / 2.0, length - 30.0, length + 30.0, 0.0, 28)
    return hollow.translate((FAR_END, 0.0, 0.0))


def _band(radius: float, height: float) -> Manifold:
    return ring(radius + 0.08, radius - 0.5, height - 1.6, height + 1.6, 0.0, 28)


def _handle(height: float) -> Manifold:
    """Flat bar between the two guides, waisted where it meets them."""
    places = [-3.4, -9.0, -18.0, -30.0, FAR_END + 30.0, FAR_END + 18.0, FAR_END + 9.0, FAR_END + 3.4]
    wide = [3.2, 3.2, 4.6, 7.0, 7.0, 4.6, 3.2, 3.2]
    bar = sweep([(x, 0.0, height) for x in places], wide, 2.6, (0.0, 1.0, 0.0), 16, 4.0)
    return bar


def _grip(height: float) -> Manifold:
    """Soft sleeve over the bar with finger grooves."""
    count = 13
    places = [-34.0 + (FAR_END + 68.0) * i / (count - 1) for i in range(count)]
    wide = taper([7.6, 9.0, 8.1, 9.0, 8.1, 9.0, 7.6], count)
    deep = taper([4.4, 5.6, 5.0, 5.6, 5.0, 5.6, 4.4], count)
    return sweep([(x, 0.0, height) for x in places], wide, deep, (0.0, 1.0, 0.0), 20, 2.8)
