"""The straight limited-contact plate with combination holes. Millimetres inside."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from manifold3d import CrossSection, Manifold

from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, Floats, cylinder, lathe, part, prism, union
from assets.threads import METRIC, threaded_rod

UNDERSIDE_RADIUS = 20.0
"""Curvature of the bone side across the plate, mm."""

DYNAMIC_TRAVEL = 0.9
"""How far a screw may glide in the oval part of a hole, either way from its middle, mm."""


def plate(
    length_m: float,
    width_m: float,
    thickness_m: float,
    hole_along_m: tuple[float, ...],
    hole_diameter_m: float,
) -> tuple[Part, ...]:
    """Plate with its bone side's middle at the origin, x along its length, z away from the bone.

    Each hole joins an oval gliding part, whose middle is at ``hole_along_m``, with a round threaded part on the side
    away from the plate's middle. ValueError when a hole does not fit on the plate.
    """
    length, width, thickness, hole = (
        value / METRES_PER_MILLIMETRE for value in (length_m, width_m, thickness_m, hole_diameter_m)
    )
    along = [place / METRES_PER_MILLIMETRE for place in hole_along_m]
    if hole >= width or any(abs(place) + hole / 2.0 > length / 2.0 for place in along):
        raise ValueError(f"Holes of {hole:.1f} mm at {along} do not fit on a plate of {length:.0f} x {width:.0f} mm.")
    body = _bar(length, width, thickness) - _cut_outs(along, length, width, thickness)
    holes = union([_hole(place, _outwards(place, along), hole, thickness, length) for place in along])
    return (part("plate", body - holes, "titanium_gold"),)


def _bar(length: float, width: float, thickness: float) -> Manifold:
    """Bar with a hollow underside, a slightly domed top, broken edges and round, thinner ends."""
    section = CrossSection([_section(width, thickness)])
    along_x = section.extrude(length).rotate((90.0, 0.0, 90.0)).translate((-length / 2.0, 0.0, 0.0))
    outline = prism(_outline(length, width), -3.0, thickness + 2.0)
    return (along_x ^ outline) ^ _lengthwise(length, width, thickness)


def _section(width: float, thickness: float) -> Floats:
    """Counter-clockwise (n, 2) outline in y and z."""
    half, edge = width / 2.0, min(0.55, 0.2 * thickness)
    y = np.linspace(-half, half, 13)
    under = np.sqrt(UNDERSIDE_RADIUS**2 - y**2) - UNDERSIDE_RADIUS
    top = thickness - 0.045 * width * (y / half) ** 2
    lower = np.column_stack([y * (half - 0.35) / half, under])
    upper = np.column_stack([y[::-1] * (half - edge) / half, top[::-1]])
    sides = under[-1] + 0.35, float(top[-1]) - edge
    right = [[half, sides[0]], [half, sides[1]]]
    left = [[-half, sides[1]], [-half, sides[0]]]
    return np.concatenate([lower, right, upper, left])


def _outline(length: float, width: float) -> Floats:
    """Counter-clockwise (n, 2) outline from above: straight sides, round ends."""
    half, angle = width / 2.0, np.linspace(-math.pi / 2.0, math.pi / 2.0, 17)
    straight = length / 2.0 - half
    right = np.column_stack([straight + half * np.cos(angle), half * np.sin(angle)])
    return np.concatenate([right, -right])


def _lengthwise(length: float, width: float, thickness: float) -> Manifold:
    """What remains when both ends are bevelled above, and lifted a little below for sliding under soft tissue."""
    half, run, deep = length / 2.0, 0.35 * width, 0.3 * thickness
    profile = [
        (-half, 0.25 * thickness),
        (-half + run, -1.5),
        (half - run, -1.5),
        (half, 0.25 * thickness),
        (half, thickness - deep),
        (half - run, thickness + 0.5),
        (-half + run, thickness + 0.5),
        (-half, thickness - deep),
    ]
    return CrossSection([profile]).extrude(2.0 * width).rotate((90.0, 0.0, 0.0)).translate((0.0, width, 0.0))


def _outwards(place: float, along: Sequence[float]) -> float:
    """-1 or 1: where the threaded part lies from the oval one."""
    return 1.0 if place > (min(along) + max(along)) / 2.0 - 1e-6 else -1.0


def _hole(place: float, outwards: float, hole: float, thickness: float, length: float) -> Manifold:
    """Combination hole; its threaded part is left away where the plate's end is too near."""
    oval = _oval(hole, thickness).translate((place, 0.0, 0.0))
    offset = 0.86 * hole + DYNAMIC_TRAVEL
    if abs(place + outwards * offset) + 0.75 * hole > length / 2.0:
        return oval
    return oval + _threaded(hole, thickness).translate((place + outwards * offset, 0.0, 0.0))


def _oval(hole: float, thickness: float) -> Manifold:
    """Slot with a seat in which a screw's round head glides."""
    seat = 0.80 * hole
    walls = Manifold.batch_hull(
        [cylinder(hole / 2.0, -3.0, thickness + 2.0, 0.0, 24).translate((x, 0, 0)) for x in _ENDS]
    )
    bowl = Manifold.batch_hull([Manifold.sphere(seat, 24).translate((x, 0.0, thickness + 0.12 * hole)) for x in _ENDS])
    relief = Manifold.batch_hull(
        [lathe([(0.72 * hole, -2.0), (0.5 * hole, 0.32 * thickness)], 24).translate((x, 0.0, 0.0)) for x in _ENDS]
    )
    return union([walls, bowl, relief])


def _threaded(hole: float, thickness: float) -> Manifold:
    """Round hole with a real thread and a chamfered mouth."""
    core = 0.86 * hole
    thread = threaded_rod(core + 0.55, core, 0.8, 0.1 * thickness, thickness, 16, METRIC, 0.5)
    mouth = lathe([(core / 2.0, thickness - 0.75), (core / 2.0 + 0.8, thickness + 0.1)], 24)
    return union([cylinder(core / 2.0, -3.0, thickness + 2.0, 0.0, 16), thread, mouth])


def _cut_outs(along: Sequence[float], length: float, width: float, thickness: float) -> Manifold:
    """Scallops of the underside between the holes and at their sides, which leave the bone's blood supply open."""
    ordered = sorted(along)
    between = [(a + b) / 2.0 for a, b in itertools.pairwise(ordered)]
    gap = min((b - a for a, b in itertools.pairwise(ordered)), default=length)
    radius = 0.30 * gap
    across = [
        cylinder(radius, -width, width, 0.0, 24).rotate((90.0, 0.0, 0.0)).translate((x, 0.0, -0.75 * radius))
        for x in between
    ]
    waist = 1.9 * radius
    sides = [
        cylinder(waist, -3.0, 0.62 * thickness, 0.0, 36).translate((x, side * (width / 2.0 + waist - 0.7), 0.0))
        for x in between
        for side in (-1.0, 1.0)
    ]
    return union([*across, *sides])


_ENDS = (-DYNAMIC_TRAVEL, DYNAMIC_TRAVEL)
