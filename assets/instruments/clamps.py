"""Clamps with a box joint, ring handles and a ratchet: pointed reduction forceps and plate-holding forceps.

Both are drawn closed. Their halves turn about the y axis through (0, 0, HINGE_HEIGHT_M): to open, a scene turns
``jaw_moving`` by minus half of `opening_rad` about +y and ``jaw_fixed`` by plus half of it.
"""

from __future__ import annotations

import math

import numpy as np
from manifold3d import Manifold

from assets.mesh import Part
from assets.shapes import (
    METRES_PER_MILLIMETRE,
    Floats,
    cylinder,
    lathe,
    part,
    prism,
    spline,
    sweep,
    taper,
    torus,
    union,
)

HINGE_HEIGHT_M = 0.075
"""From the tips to the axis of the joint."""

HINGE = HINGE_HEIGHT_M / METRES_PER_MILLIMETRE
LAYER = 2.1
"""How far from the plane of the clamp each half runs in the joint, mm."""

SHANK = ((0.0, HINGE), (-6.5, 92.0), (-11.5, 125.0), (-14.0, 152.0), (-18.0, 174.0))
"""(x, z) of the moving half from the joint to its finger ring, mm."""

RING_CENTRE = (-23.5, 0.0, 189.0)
"""Middle of the moving half's finger ring, mm; the fixed half's lies opposite."""

SECTIONS = 44
"""Sections along each half."""


def opening_rad(jaw_m: float) -> float:
    """Angle between the halves when the tips are ``jaw_m`` apart; ValueError beyond what the joint can open."""
    share = jaw_m / (2.0 * HINGE_HEIGHT_M)
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"The tips open from 0 to {2.0 * HINGE_HEIGHT_M} m, not {jaw_m} m.")
    return 2.0 * math.asin(share)


def reduction_clamp(jaw_m: float) -> tuple[Part, ...]:
    """Pointed reduction forceps whose jaws bow out to reach around a bone; ``jaw_m`` is their widest opening."""
    half = _half(_pointed_jaw(jaw_m), 0.12)
    return _pair(half, half.rotate((0.0, 0.0, 180.0)), "steel_polished")


def plate_clamp(jaw_m: float) -> tuple[Part, ...]:
    """Plate-holding forceps: a pointed jaw for the far side of the bone, a flat foot on the moving jaw for the plate.

    The foot's sole lies in the plane x = 0 when the clamp is closed.
    """
    pointed = _half(_pointed_jaw(jaw_m), 0.12).rotate((0.0, 0.0, 180.0))
    bow = _bow(jaw_m)
    footed = _half([(4.2, 0.0), (7.0, 0.6), (0.78 * bow, 8.0), (bow, 25.0), (0.9 * bow, 46.0), (6.0, 64.0)], 1.7)
    return _pair(footed + _foot(), pointed, "steel_brushed")


def _bow(jaw_m: float) -> float:
    """How far the jaws bow out for an opening, mm."""
    return 0.14 * jaw_m / METRES_PER_MILLIMETRE + 10.0


def _pointed_jaw(jaw_m: float) -> list[tuple[float, float]]:
    bow = _bow(jaw_m)
    return [(0.0, 0.0), (3.4, 1.2), (0.66 * bow, 8.5), (bow, 25.0), (0.9 * bow, 46.0), (6.0, 64.0)]


def _half(jaw: list[tuple[float, float]], tip: float) -> Manifold:
    """The half whose jaw is at +x: jaw, its side of the joint, shank, ring and ratchet."""
    course = spline([(x, 0.0, z) for x, z in (*jaw, *SHANK)], SECTIONS)
    course[0] = (jaw[0][0], 0.0, jaw[0][1])
    course[:, 1] = LAYER * _near_joint(course[:, 2])
    thick = taper([tip, 2.2, 2.8, 2.8, 2.6, 2.4, 2.2, 2.2, 2.2, 2.2, 2.2], SECTIONS)
    broad = taper([tip, 1.9, 3.3, 4.0, 4.3, 5.2, 3.8, 3.4, 3.2, 3.0, 2.6], SECTIONS)
    bar = sweep(course, thick, broad, (0.0, 1.0, 0.0), 14, 2.6)
    cheek = cylinder(7.4, 0.15, 2.0 * LAYER, 0.7, 28).rotate((-90.0, 0.0, 0.0)).translate((0.0, 0.0, HINGE))
    ring = torus(13.0, 2.5, 28, 9).scale((1.0, 1.25, 1.15)).rotate((90.0, 14.0, 0.0)).translate(RING_CENTRE)
    return union([bar, cheek, ring, _ratchet()])


def _near_joint(height: Floats) -> Floats:
    """1 in the joint, 0 away from it, smoothly between."""
    share = np.clip((30.0 - np.abs(height - HINGE)) / 18.0, 0.0, 1.0)
    eased: Floats = share * share * (3.0 - 2.0 * share)
    return eased


def _ratchet() -> Manifold:
    """Toothed arm that reaches from the shank across to the other one's."""
    teeth = 7
    start, step = -1.5, 1.5
    saw = [
        (start + step * i + (0.9 * step if up else 0.0), 0.05 if not up else 0.75)
        for i in range(teeth)
        for up in (0, 1)
    ]
    outline = [(-16.0, 2.6), (-16.0, 0.75), (start - 1.0, 0.75), *saw, (start + step * teeth, 0.05), (10.4, 2.6)]
    arm = prism(np.array(outline), 148.6, 153.6)
    boss = cylinder(2.7, -2.6, 2.6, 0.5, 16).rotate((90.0, 0.0, 0.0)).translate((-14.0, 0.0, 151.1))
    return arm + boss


def _foot() -> Manifold:
    """Flat swivelling foot with a cross-cut sole."""
    sole = lathe([(5.4, 0.0), (6.0, 0.5), (6.0, 1.3), (2.6, 2.6), (2.2, 5.0)], 28)
    cuts = [Manifold.cube((14.0, 0.5, 0.5), True).translate((0.0, 2.2 * i, 0.0)) for i in (-2, -1, 0, 1, 2)]
    grooves = union([*cuts, *(cut.rotate((0.0, 0.0, 90.0)) for cut in cuts)])
    return (sole - grooves).rotate((0.0, 90.0, 0.0))


def _pair(moving: Manifold, fixed: Manifold, material: str) -> tuple[Part, ...]:
    pin = union(
        [
            lathe([(3.4, 2.0 * LAYER - 0.4), (3.4, 2.0 * LAYER + 0.5), (2.8, 2.0 * LAYER + 1.0)], 24),
            lathe([(2.8, -2.0 * LAYER - 1.0), (3.4, -2.0 * LAYER - 0.5), (3.4, -2.0 * LAYER + 0.4)], 24),
        ]
    )
    slot = Manifold.cube((5.0, 0.9, 1.0), True).translate((0.0, 0.0, 2.0 * LAYER + 1.0))
    return (
        part("jaw_moving", moving, material),
        part("jaw_fixed", fixed, material),
        part("pin", (pin - slot).rotate((-90.0, 0.0, 0.0)).translate((0.0, 0.0, HINGE)), "steel_satin"),
    )
