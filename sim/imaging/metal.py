"""Screws and plates as solids that a ray can meet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..core.model import PlateShape, ScrewFamily
from ..core.pose import Pose

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScrewInBone:
    """A screw; ``pose`` is bone_from_screw (origin at the tip, z to the head)."""

    family: ScrewFamily
    length_m: float
    pose: Pose


@dataclass(frozen=True, slots=True)
class PlateOnBone:
    """A plate; ``pose`` is bone_from_plate (origin in the middle of its bone side, z away from the bone)."""

    shape: PlateShape
    pose: Pose


Metal = ScrewInBone | PlateOnBone

PLACE = 12
"""Numbers of a solid's pose: origin, then its axes as rows."""


@dataclass(frozen=True, slots=True)
class Solids:
    """Metal as plain arrays for compiled code."""

    screws: Floats
    """(n, 12 + 6): pose, length, radii of crest and core, pitch, head's radius and height."""
    plates: Floats
    """(n, 12 + 4): pose, half length, half width, thickness, radius of the holes."""
    holes: Floats
    """(n, most holes) places of the holes along each plate; NaN where there is none."""


def solids_of(metal: Sequence[Metal]) -> Solids:
    """Pack screws and plates."""
    screws = [item for item in metal if isinstance(item, ScrewInBone)]
    plates = [item for item in metal if isinstance(item, PlateOnBone)]
    most = max((len(plate.shape.hole_along_m) for plate in plates), default=1)
    holes = np.full((len(plates), most), np.nan)
    for row, plate in zip(holes, plates, strict=True):
        row[: len(plate.shape.hole_along_m)] = plate.shape.hole_along_m
    return Solids(
        np.array([_screw_row(screw) for screw in screws]).reshape(-1, PLACE + 6),
        np.array([_plate_row(plate) for plate in plates]).reshape(-1, PLACE + 4),
        holes,
    )


def _place(pose: Pose) -> list[float]:
    axes = [pose.turn(axis) for axis in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))]
    return [*pose.position, *axes[0], *axes[1], *axes[2]]


def _screw_row(screw: ScrewInBone) -> list[float]:
    family = screw.family
    crest, core, head = family.major_diameter_m / 2, family.minor_diameter_m / 2, family.head_diameter_m / 2
    return [*_place(screw.pose), screw.length_m, crest, core, family.pitch_m, head, family.head_height_m]


def _plate_row(plate: PlateOnBone) -> list[float]:
    shape = plate.shape
    sizes = [shape.length_m / 2, shape.width_m / 2, shape.thickness_m, shape.hole_diameter_m / 2]
    return [*_place(plate.pose), *sizes]


@njit(cache=True)
def metal_distance(x, y, z, screws, plates, holes):  # type: ignore[no-untyped-def]  # numba infers types
    """Distance in metres to the nearest metal surface from a point of the bone frame, negative inside.

    Never more than the true distance, so that a ray may step by it.
    """
    nearest = 1.0
    for n in range(screws.shape[0]):
        px, py, pz = _local(screws[n], x, y, z)
        nearest = min(nearest, _screw_distance(px, py, pz, screws[n, 12:]))
    for n in range(plates.shape[0]):
        px, py, pz = _local(plates[n], x, y, z)
        nearest = min(nearest, _plate_distance(px, py, pz, plates[n, 12:], holes[n]))
    return nearest


@njit(cache=True)
def _local(row, x, y, z):  # type: ignore[no-untyped-def]  # numba infers types
    dx, dy, dz = x - row[0], y - row[1], z - row[2]
    return (
        dx * row[3] + dy * row[4] + dz * row[5],
        dx * row[6] + dy * row[7] + dz * row[8],
        dx * row[9] + dy * row[10] + dz * row[11],
    )


@njit(cache=True)
def _screw_distance(x, y, z, screw):  # type: ignore[no-untyped-def]  # numba infers types
    """Threaded shaft with a pointed tip; the head is round below, widest at the screw's length, and has a socket."""
    length, crest, core, pitch, head, head_height = screw[0], screw[1], screw[2], screw[3], screw[4], screw[5]
    radius = math.sqrt(x * x + y * y)
    around = max(radius - max(crest, head), -z, z - length - head_height)
    if around > 0.001:
        return around
    turn = z / pitch - math.atan2(y, x) / (2.0 * math.pi)
    phase = turn - math.floor(turn)
    thread = max(0.0, 1.0 - abs(phase - 0.5) / 0.3)
    taper = min(1.0, 0.25 + z / 0.003)
    shaft = max(0.6 * (radius - (core + (crest - core) * thread) * taper), -z, z - length)
    depth = 0.86 * head_height
    top = length - depth + head_height
    bowl = math.sqrt(radius * radius + (max(0.0, length - z) * head / depth) ** 2) - head
    cap = max(0.8 * bowl, radius - head, length - depth - z, z - top)
    flat = max(abs(x), abs(0.5 * x + 0.866 * y), abs(0.5 * x - 0.866 * y))
    socket = max(flat - 0.42 * head, top - 0.5 * head_height - z)
    return min(shaft, 0.8 * max(cap, -socket))


@njit(cache=True)
def _plate_distance(x, y, z, plate, holes):  # type: ignore[no-untyped-def]  # numba infers types
    """Bar with rounded ends and edges, its holes dished for the screws' heads."""
    half_length, half_width, thickness, hole = plate[0], plate[1], plate[2], plate[3]
    edge = 0.0006
    corner = 0.8 * half_width
    qx, qy = abs(x) - half_length + corner, abs(y) - half_width + corner
    outline = math.sqrt(max(qx, 0.0) ** 2 + max(qy, 0.0) ** 2) + min(max(qx, qy), 0.0) - corner
    a = outline + edge
    b = abs(z - 0.5 * thickness) - 0.5 * thickness + edge
    solid = math.sqrt(max(a, 0.0) ** 2 + max(b, 0.0) ** 2) + min(max(a, b), 0.0) - edge
    if solid > 0.001:
        return solid
    for n in range(holes.shape[0]):
        if not math.isnan(holes[n]):
            dish = max(0.0, z - 0.35 * thickness) * 0.7
            bore = math.sqrt((x - holes[n]) ** 2 + y * y) - hole * 0.8 - dish
            solid = max(solid, -0.8 * bore)
    return solid
