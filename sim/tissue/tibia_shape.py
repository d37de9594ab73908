"""The outer shape of a right tibia's shaft: a rounded-triangular section that turns, bows and tapers along the bone.

The section is drawn by its radius of curvature: small at the three borders, large on the three gently convex faces.
Azimuths turn about x: 0 is +z, positive towards +y. Lengths in metres.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Range = tuple[float, float]

HALF_LENGTH_M = 0.11
"""The modelled segment reaches this far to both sides of the fracture (ours: what the approach exposes)."""

BORDERS = (
    # azimuth of the outward normal in degrees, radius of curvature
    (-64.0, 0.0046),  # anterior crest
    (69.0, 0.0060),  # medial border
    (184.0, 0.0064),  # interosseous (lateral) border
)
FACES = (
    # azimuth of the outward normal in the face's middle, half the angle its normals sweep, both in degrees
    (7.0, 34.0),  # medial: exposed
    (-122.0, 30.0),  # lateral
    (124.0, 30.0),  # posterior
)
CREST_AZIMUTH_RAD = math.radians(BORDERS[0][0])
GIRTH_M = 0.0772
"""Around the section at the fracture (ours: it gives the 24 to 25 mm of a small adult shaft at mid-length)."""

TORSION_RAD = math.radians(10.0)
"""External turn of the distal against the proximal end of the segment: of the 35 degrees between the joints
(34.9 +/- 8.6, PMID 8562893) what falls to the middle of the shaft (share ours)."""
SAGITTA_M = 0.0023
"""Anterior bow of the segment (ours: a gentle one)."""
BOW_AZIMUTH_RAD = math.radians(-55.0)
"""Where anterior lies."""
TAPER, FLARE = -0.040, 0.004
"""Girth lost from the middle to the distal end, and gained towards both ends, as shares (ours)."""
ROUNDING_M = 0.0012
"""By how much the distal end's borders are rounder than those of the proximal end (ours)."""

TABLE_STEP_M = 0.0003
SMALLEST_SCALE = 0.8
"""Below the scale of any section, so that the table reaches over every voxel."""


def outline(points: int = 360) -> Doubles:
    """(n, 2) convex outline y, z of the section at the fracture about its centroid, the azimuth of its normal growing.

    A convex curve is known by its radius of curvature over the azimuth of its normal. How much the faces add to the
    borders' radii follows from the curve's closing (two conditions) and from its girth.
    """
    azimuth = np.linspace(-math.pi, math.pi, points, endpoint=False)
    step = 2.0 * math.pi / points
    normal = np.stack([np.sin(azimuth), np.cos(azimuth)], axis=1)
    at, radius = np.array(sorted(BORDERS)).T
    borders = np.interp(azimuth, np.radians(at), radius, period=2.0 * math.pi)
    faces = np.array([_face(azimuth, *np.radians(face)) for face in FACES])
    moments = np.column_stack([normal, np.ones(points)]) * step
    added = np.linalg.solve((faces @ moments).T, (0.0, 0.0, GIRTH_M) - borders @ moments)
    curvature = borders + added @ faces
    tangent = np.stack([normal[:, 1], -normal[:, 0]], axis=1)
    curve = np.cumsum(curvature[:, None] * tangent * step, axis=0)
    return np.asarray(curve - _centroid(curve))


def surface_distance(x: Floats, y: Floats, z: Floats) -> Floats:
    """(nx, ny, nz) signed distance to the shaft's surface over a grid, negative inside; its ends are open."""
    turn, (bow_y, bow_z) = _turn(x), _bow(x)
    scale, rounding = _scale(x), _rounding(x)
    across, up = y[None, :, None] - bow_y[:, None, None], z[None, None, :] - bow_z[:, None, None]
    cosine, sine = np.cos(turn)[:, None, None], np.sin(turn)[:, None, None]
    core = (scale - rounding / _mean_radius())[:, None, None]
    table, first_y, first_z = _section_table(y, z)
    step = np.float32(TABLE_STEP_M)
    at = np.empty((2, len(x), len(y), len(z)), np.float32)
    at[0] = ((across * cosine - up * sine) / core - np.float32(first_y)) / step
    at[1] = ((up * cosine + across * sine) / core - np.float32(first_z)) / step
    found = map_coordinates(table, at.reshape(2, -1), order=1, mode="nearest", output=np.float32).reshape(at.shape[1:])
    return np.asarray(found * core - rounding[:, None, None], dtype=np.float32)


def extent() -> tuple[Range, Range]:
    """Lowest and highest y and z of the segment."""
    x = np.linspace(-HALF_LENGTH_M, HALF_LENGTH_M, 45).astype(np.float32)
    section = outline()
    turn, (bow_y, bow_z) = _turn(x)[:, None], _bow(x)
    across, up = section[:, 0] * _scale(x)[:, None], section[:, 1] * _scale(x)[:, None]
    y = across * np.cos(turn) + up * np.sin(turn) + bow_y[:, None]
    z = up * np.cos(turn) - across * np.sin(turn) + bow_z[:, None]
    return (float(y.min()), float(y.max())), (float(z.min()), float(z.max()))


def _face(azimuth: Doubles, middle: float, sweep: float) -> Doubles:
    """1 in the middle of a face, 0 on the others, with soft edges."""
    away = np.mod(azimuth - middle + math.pi, 2.0 * math.pi) - math.pi
    return np.asarray(np.exp(-((away / sweep) ** 4)))


def _scale(x: Floats) -> Floats:
    share = x / np.float32(HALF_LENGTH_M)
    return np.asarray(1.0 + TAPER * share + FLARE * share**2, dtype=np.float32)


def _turn(x: Floats) -> Floats:
    """Turn of the section about x: the distal end of a right tibia turns outwards, towards -y."""
    return np.asarray(-0.5 * TORSION_RAD / HALF_LENGTH_M * x, dtype=np.float32)


def _bow(x: Floats) -> tuple[Floats, Floats]:
    """How far the section's centroid lies aside: both ends behind the middle."""
    back = np.asarray(-SAGITTA_M * (x / np.float32(HALF_LENGTH_M)) ** 2, dtype=np.float32)
    return back * np.float32(math.sin(BOW_AZIMUTH_RAD)), back * np.float32(math.cos(BOW_AZIMUTH_RAD))


def _rounding(x: Floats) -> Floats:
    """By how much a smaller section is blown up: the girth stays, the borders grow round."""
    return np.asarray(0.5 * ROUNDING_M * (1.0 + x / np.float32(HALF_LENGTH_M)), dtype=np.float32)


def _mean_radius() -> float:
    return GIRTH_M / (2.0 * math.pi)


def _section_table(y: Floats, z: Floats) -> tuple[Floats, float, float]:
    """Fine table of the signed distance to the section, wide enough for any voxel, with its first y and z."""
    reach = float(math.hypot(np.abs(y).max(), np.abs(z).max())) / SMALLEST_SCALE + SAGITTA_M
    ticks = np.arange(-reach, reach, TABLE_STEP_M)
    return _distance(outline(120), ticks, ticks).astype(np.float32), float(ticks[0]), float(ticks[0])


def _distance(points: Doubles, y: Doubles, z: Doubles) -> Doubles:
    """(ny, nz) signed distance to a convex polygon whose edges' normals turn by a growing azimuth."""
    edge = np.roll(points, -1, axis=0) - points
    grid_y, grid_z = np.meshgrid(y, z, indexing="ij")
    nearest = np.full(grid_y.shape, np.inf)
    inside = np.ones(grid_y.shape, dtype=np.bool_)
    for (start_y, start_z), (edge_y, edge_z) in zip(points, edge, strict=True):
        off_y, off_z = grid_y - start_y, grid_z - start_z
        share = np.clip((off_y * edge_y + off_z * edge_z) / (edge_y**2 + edge_z**2), 0.0, 1.0)
        nearest = np.minimum(nearest, (off_y - share * edge_y) ** 2 + (off_z - share * edge_z) ** 2)
        inside &= edge_y * off_z - edge_z * off_y <= 0.0
    return np.asarray(np.where(inside, -1.0, 1.0) * np.sqrt(nearest))


def _centroid(points: Doubles) -> Doubles:
    following = np.roll(points, -1, axis=0)
    twice = points[:, 0] * following[:, 1] - following[:, 0] * points[:, 1]
    return np.asarray(((points + following) * twice[:, None]).sum(0) / (3.0 * twice.sum()))
