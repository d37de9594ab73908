"""The working end of an instrument as the tissue feels it: a cutting profile and points on its skin.

Frame: the instrument's own, origin at the tip, z back to the handle. Everything here turns about z, so a profile of
radius over z says it all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Profile = tuple[tuple[float, float], ...]
"""(z, radius) pairs in metres, z growing; radius is linear between them."""

COUNTERSINK_NOSE_M = 0.004
"""Length of a countersink's nose before its cone begins."""


@dataclass(frozen=True, slots=True, eq=False)
class ToolShape:
    """Points, outward normals and shares of a tool's skin, and the profile that it cuts."""

    profile: Floats
    """(m, 2) z and radius, metres."""
    points: Floats
    """(n, 3) metres, the end's points first."""
    normals: Floats
    """(n, 3) outward."""
    share: Floats
    """(n,) for the end's points: share of the end's area (they add up to 1); for the flank: area in m2."""
    end_count: int
    """How many of the points belong to the end (they push along the feed)."""

    @property
    def length_m(self) -> float:
        """How far the shape reaches from the tip."""
        return float(self.profile[-1, 0])

    @property
    def radius_m(self) -> float:
        """The widest radius."""
        return float(self.profile[:, 1].max())


def drill_bit(diameter_m: float, length_m: float) -> Profile:
    """A twist drill with a 118 degree point, the usual one for bone."""
    radius = diameter_m / 2.0
    return ((0.0, 0.0), (radius / math.tan(math.radians(59.0)), radius), (length_m, radius))


def blunt_rod(diameter_m: float, length_m: float) -> Profile:
    """A rod whose end is chamfered, so that it finds its way into a hole: sleeve, gauge, screw."""
    radius = diameter_m / 2.0
    return ((0.0, 0.35 * radius), (1.2 * radius, radius), (length_m, radius))


def countersink_head(diameter_m: float, nose_m: float, length_m: float) -> Profile:
    """A nose that runs in the hole, then a 90 degree cone up to the full diameter, then the shaft."""
    nose, head = 0.97 * nose_m / 2.0, diameter_m / 2.0
    top = COUNTERSINK_NOSE_M + head - nose
    return (
        (0.0, 0.6 * nose),
        (0.001, nose),
        (COUNTERSINK_NOSE_M, nose),
        (top, head),
        (top + 0.003, head),
        (length_m, nose),
    )


def _rings(profile: Floats, spacing_m: float) -> list[tuple[float, float, float, float]]:
    """(z, radius, normal_r, normal_z) of rings along a profile, at most ``spacing_m`` apart."""
    rings = []
    for (z0, r0), (z1, r1) in pairwise(profile):
        run = math.hypot(z1 - z0, r1 - r0)
        if run < 1e-9:
            continue
        count = max(1, math.ceil(run / spacing_m))
        normal_r, normal_z = (z1 - z0) / run, -(r1 - r0) / run
        for i in range(count):
            t = (i + 0.5) / count
            rings.append((z0 + t * (z1 - z0), r0 + t * (r1 - r0), normal_r, normal_z))
    return rings


@lru_cache(maxsize=64)
def tool_shape(profile: Profile, flank_length_m: float = 0.06) -> ToolShape:
    """Points over the end (cone) and over the flank up to ``flank_length_m`` from the tip."""
    array = np.array(profile, dtype=np.float64)
    tip_radius = array[0, 1]
    end: list[tuple[float, ...]] = [(0.0, 0.0, 0.0, 0.0, 0.0, -1.0, max(tip_radius, 2e-4) ** 2)]
    flank: list[tuple[float, ...]] = []
    for z, radius, normal_r, normal_z in _rings(array, 0.0005):
        is_end = normal_z < -0.2
        if not is_end and (z > flank_length_m or round(z / 0.0005) % 3):
            continue
        around = 10 if is_end else 8
        phase = 0.5 * (round(z / 0.0005) % 2)
        for k in range(around):
            angle = 2.0 * math.pi * (k + phase) / around
            c, s = math.cos(angle), math.sin(angle)
            # an end ring works in proportion to the area it covers, seen along the feed
            share = radius if is_end else 2.0 * math.pi * radius * 0.0015 / around
            (end if is_end else flank).append((c * radius, s * radius, z, c * normal_r, s * normal_r, normal_z, share))
    total = sum(row[6] for row in end)
    rows = np.array([(*row[:6], row[6] / total) for row in end] + flank, dtype=np.float64)
    return ToolShape(array, rows[:, :3].copy(), rows[:, 3:6].copy(), rows[:, 6].copy(), len(end))
