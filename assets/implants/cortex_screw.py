"""The cortex screw: shallow fast thread, head with a round underside, hexagonal socket. Millimetres inside."""

from __future__ import annotations

import math

from manifold3d import Manifold

from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE, cylinder, hexagon, lathe, part, prism, union
from assets.threads import threaded_rod

TIP_LENGTH = 1.6
THREAD_FACES = 1700
"""About how many triangles the thread may have: short screws get rounder turns."""

SOCKET_SHARE = 0.417
"""Width across the socket's flats as a share of the head's diameter: 2.5 mm of 6.0 mm."""


def cortex_screw(
    major_m: float,
    minor_m: float,
    pitch_m: float,
    length_m: float,
    head_diameter_m: float,
    head_height_m: float,
) -> tuple[Part, ...]:
    """Screw with its tip at the origin and z to its head; the head is widest (top of its seat) at ``length_m``.

    The head's round underside lies below that plane, like the seat that a countersink cuts; ``head_height_m`` is from
    the end of the shank to the flat of the head.
    """
    major, minor, pitch, length, width, height = (
        value / METRES_PER_MILLIMETRE for value in (major_m, minor_m, pitch_m, length_m, head_diameter_m, head_height_m)
    )
    shank = minor / 2.0 * 1.08
    depth = min(math.sqrt(max(width**2 / 4.0 - shank**2, 0.01)), 0.86 * height)
    neck = length - depth
    body = union(
        [
            _thread(major, minor, pitch, neck - 0.8),
            lathe([(minor / 2.0, neck - 1.6), (shank, neck - 0.8), (shank, neck + 0.3)], 18),
            _head(width / 2.0, shank, depth, length, height),
        ]
    )
    return (part("screw", body - _socket(width * SOCKET_SHARE, neck + height), "titanium"),)


def _thread(major: float, minor: float, pitch: float, top: float) -> Manifold:
    """Thread from the tip's cone to the shank, with two short flutes that let the tip find the tapped thread."""
    turns = (top - TIP_LENGTH * 0.5) / pitch
    sides = max(7, min(20, round(THREAD_FACES / 6.0 / turns)))
    rod = threaded_rod(major, minor, pitch, TIP_LENGTH * 0.5, top, sides)
    cone = lathe([(0.16 * minor, 0.0), (0.36 * minor, 0.25), (0.5 * minor, TIP_LENGTH * 0.6)], sides)
    return rod + cone


def _head(radius: float, shank: float, depth: float, length: float, height: float) -> Manifold:
    """Underside round like a bowl of that depth, a short rim, a flat top with a broken edge."""
    start = math.asin(min(1.0, shank / radius))
    sweep = [start + (math.pi / 2.0 - start) * i / 7.0 for i in range(8)]
    flat = depth / math.cos(start)
    bowl = [(radius * math.sin(a), length - flat * math.cos(a)) for a in sweep]
    top = length - depth + height
    edge = min(0.25, 0.6 * (top - length))
    return lathe([*bowl, (radius, top - edge), (radius - edge, top)], 26)


def _socket(across_flats: float, top: float) -> Manifold:
    """Hexagon with a chamfered mouth and a drill point at its bottom."""
    depth = 0.72 * across_flats
    corner = across_flats / math.sqrt(3.0)
    mouth = lathe([(corner * 0.86, top - 0.22), (corner * 1.12, top + 0.1)], 24)
    point = lathe([(0.0, top - depth - 0.4), (across_flats * 0.46, top - depth)], 18)
    bottom = cylinder(across_flats * 0.46, top - depth - 0.01, top - depth + 0.2, 0.0, 18)
    return union([prism(hexagon(across_flats), top - depth, top + 1.0), mouth, point, bottom])
