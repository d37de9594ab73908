"""The two surgical lamps on their ceiling arms. Where they shine from is `layout.LAMP_HEADS`."""

from __future__ import annotations

import math

import numpy as np

from ..mesh import Floats, MeshData, Part
from ..shapes import cylinder, lathe, ring, spline
from .forms import Triple, aimed, moved, pipe, rod, shell, solid
from .layout import CEILING_Z, LAMP_HEADS, LAMP_RADIUS, WOUND

HUB = (0.10, 0.42)
"""Where both arms hang from the ceiling."""


def surgical_lamp() -> tuple[Part, ...]:
    """Ceiling hub, two arms, two heads."""
    hub = shell(lathe([(0.16, CEILING_Z - 0.05), (0.16, CEILING_Z)], 40), (*HUB, 0.0))
    column = rod((*HUB, CEILING_Z - 0.52), (*HUB, CEILING_Z), 0.045, 24)
    parts = [solid("lamp_hub", "lamp_case", hub, column)]
    for number, head in enumerate(LAMP_HEADS):
        parts.append(solid(f"lamp_arm_{number}", "lamp_case", *_arm(head, CEILING_Z - 0.32 - 0.14 * number)))
        parts.extend(_head(number, head))
    return tuple(parts)


def _head(number: int, middle: Triple) -> tuple[Part, ...]:
    """A flat dome with a ring of lenses; drawn with its light along +z."""
    r = LAMP_RADIUS
    profile = [
        (0.10, -0.105),
        (0.20 * r / 0.31, -0.095),
        (r - 0.03, -0.055),
        (r, -0.020),
        (r, 0.006),
        (r - 0.012, 0.014),
    ]
    dome = shell(lathe([*profile, (r - 0.03, 0.010)], 56))
    trim = shell(ring(r + 0.004, r - 0.004, -0.016, 0.002, 0.002, 56))
    lenses = [shell(cylinder(radius, 0.004, 0.0135, 0.003, 16), (x, y, 0.0)) for x, y, radius in _lens_places()]
    handle = shell(lathe([(0.030, 0.0), (0.030, 0.03), (0.019, 0.045), (0.017, 0.125), (0.010, 0.135)], 24))
    aim = (WOUND[0] - middle[0], WOUND[1] - middle[1], WOUND[2] - middle[2])
    parts = (
        solid(f"lamp_head_{number}", "lamp_case", dome),
        solid(f"lamp_trim_{number}", "lamp_trim", trim),
        solid(f"lamp_lenses_{number}", "lamp_glow", *lenses),
        solid(f"lamp_handle_{number}", "plastic_grey", handle),
    )
    return moved(parts, aimed(middle, aim))


def _lens_places() -> list[tuple[float, float, float]]:
    """x, y and radius of every lens: two rings around the handle."""
    places = []
    for count, out, radius, offset in ((8, 0.36, 0.034, 0.0), (16, 0.74, 0.040, 0.5)):
        for number in range(count):
            angle = 2.0 * math.pi * (number + offset) / count
            places.append((out * LAMP_RADIUS * math.cos(angle), out * LAMP_RADIUS * math.sin(angle), radius))
    return places


def _arm(head: Triple, z: float) -> list[MeshData]:
    """A level arm from the hub, a sloping one, and a fork that carries the head."""
    start = np.array([*HUB, z])
    back = np.array(head) - 0.10 * _aim(head)
    level = back[:2] - start[:2]
    elbow = np.array([*(start[:2] + 0.75 * level), z - 0.04])
    above = back + np.array([0.0, 0.0, 0.16])
    path = spline(np.array([start, (start + elbow) / 2.0, elbow]), 12)
    collar = rod((HUB[0], HUB[1], z - 0.05), (HUB[0], HUB[1], z + 0.05), 0.060, 24)
    return [
        collar,
        pipe(path, 0.034, 16),
        rod(tuple(elbow + np.array([0, 0, 0.03])), tuple(above), 0.027),
        pipe(spline(np.array([above, (above + back) / 2.0 + 0.02 * _side(head), back]), 10), 0.024, 14),
    ]


def _aim(head: Triple) -> Floats:
    return _unit(np.array(WOUND) - np.array(head))


def _side(head: Triple) -> Floats:
    return _unit(np.cross(_aim(head), (0.0, 0.0, 1.0)))


def _unit(vector: Floats) -> Floats:
    result: Floats = vector / np.linalg.norm(vector)
    return result
