"""A picture of the bone's surface as it was left, with what was screwed to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

from ..core.pose import Vec3, add, scale, unit
from ..tissue.bone import Bone
from .metal import Metal, Solids, solids_of
from .trace import BEFORE_M, BONE, METAL, NOTHING, Hits, first_hits, lit
from .view import View

Floats = NDArray[np.float64]
Picture = NDArray[np.uint8]

OVERSAMPLING = 2

IVORY = np.array([0.80, 0.70, 0.53])
MARROW = np.array([0.42, 0.17, 0.09])
STEEL = np.array([0.36, 0.39, 0.42])
FRACTURE = np.array([0.12, 0.035, 0.02])
BACKDROP_TOP, BACKDROP_BOTTOM = np.array([0.030, 0.056, 0.062]), np.array([0.008, 0.016, 0.019])
WARM, COOL = np.array([1.0, 0.965, 0.90]), np.array([0.80, 0.90, 0.96])

COMPACT_DENSITY, SPONGY_DENSITY = 1.5, 0.3
"""g/cm3 at and above which bone looks ivory, at and below which it looks like marrow."""


def surface_view(bone: Bone, view: View, metal: Sequence[Metal] = ()) -> Picture:
    """(height, width, 3) RGB picture of the bone and of metal in it, lit from the upper left."""
    solids = solids_of(metal)
    fine = view.refined(OVERSAMPLING)
    columns, rows = fine.size
    right, up, forward = view.axes()
    hits = first_hits(bone, solids, fine.ray_origins(BEFORE_M).reshape(-1, 3), forward)
    colour = np.repeat(_backdrop(rows), columns, axis=0)
    seen = hits.kind != NOTHING
    found = Hits(hits.kind[seen], hits.point_m[seen], hits.normal[seen])
    key = unit(add(add(scale(right, -0.55), scale(up, 0.8)), scale(forward, -0.75)))
    rim = unit(add(add(scale(right, 0.7), scale(up, -0.6)), scale(forward, -0.15)))
    colour[seen] = _shaded(bone, solids, found, key, rim, forward)
    return _developed(colour.reshape(rows, columns, 3))


def _backdrop(rows: int) -> Floats:
    share = np.linspace(0.0, 1.0, rows)[:, None]
    return np.asarray(BACKDROP_TOP * (1 - share) + BACKDROP_BOTTOM * share)


def _shaded(bone: Bone, solids: Solids, hits: Hits, key: Vec3, rim: Vec3, forward: Vec3) -> Floats:
    """(n, 3) linear colours: key light with shadows, cool rim light, ambient light dimmed where it is narrow."""
    normal = _grained(bone, hits)
    ambient = _openness(bone, hits)
    facing = normal @ np.array(key)
    free = facing > 0.0
    free[free] = lit(bone, solids, (hits.point_m + hits.normal * (1.5 * bone.voxel_m))[free], key)
    diffuse = np.clip(facing, 0.0, 1.0) * free
    edge = np.clip(normal @ np.array(rim), 0.0, 1.0) ** 2 * ambient
    half = np.array(unit(add(key, scale(forward, -1.0))))
    glint = np.clip(normal @ half, 0.0, 1.0)
    metal = hits.kind == METAL
    base = np.where(metal[:, None], STEEL, _bone_colour(bone, hits))
    light = 0.78 * diffuse[:, None] * WARM + 0.30 * edge[:, None] * COOL + 0.20 * ambient[:, None] * COOL
    gloss = np.where(metal, 0.8 * glint**60 + 0.25 * glint**10, 0.07 * glint**20) * (0.2 + 0.8 * free)
    colour = base * light + gloss[:, None] * WARM
    return np.asarray(colour)


def _index(bone: Bone, points_m: Floats) -> Floats:
    return np.asarray(((points_m - bone.origin_m) / bone.voxel_m).T)


def _bone_colour(bone: Bone, hits: Hits) -> Floats:
    """Ivory where bone is compact, redder where it is spongy, dark along the fracture."""
    inside = _index(bone, hits.point_m - hits.normal * (1.2 * bone.voxel_m))
    density = map_coordinates(bone.density, inside, order=1, mode="nearest", output=np.float64)
    compact = np.clip((density - SPONGY_DENSITY) / (COMPACT_DENSITY - SPONGY_DENSITY), 0.0, 1.0)[:, None]
    colour = MARROW * (1 - compact) + IVORY * compact
    share = map_coordinates(bone.distal_share, inside, order=1, mode="nearest", output=np.float64)
    away_m = np.abs(share / 127.5 - 1.0) * bone.voxel_m
    line = np.clip(1.25 - away_m / 0.00028, 0.0, 1.0)[:, None]
    return np.asarray(colour * (1 - 0.85 * line) + FRACTURE * 0.85 * line)


def _openness(bone: Bone, hits: Hits) -> Floats:
    """(n,) share of the sky a point sees, judged by how much bone is around it at two distances."""
    fill = bone.fill.astype(np.float32) / 255.0
    near = gaussian_filter(fill, 2.0)
    wide = gaussian_filter(fill, 6.0)
    close = map_coordinates(near, _index(bone, hits.point_m + hits.normal * 2.0 * bone.voxel_m), order=1)
    around = map_coordinates(wide, _index(bone, hits.point_m + hits.normal * 6.0 * bone.voxel_m), order=1)
    return np.asarray(np.clip(1.12 - 1.5 * close - 0.9 * around, 0.08, 1.0), dtype=np.float64)


def _grained(bone: Bone, hits: Hits) -> Floats:
    """Normals of the bone with its fine lengthwise grain; metal stays polished."""
    noise = np.random.default_rng(11).standard_normal(bone.shape).astype(np.float32)
    grain = gaussian_filter(noise, (2.5, 1.1, 1.1))
    grain /= float(grain.std())
    index = _index(bone, hits.point_m)
    slope = np.stack(
        [
            map_coordinates(grain, index + step, order=1) - map_coordinates(grain, index - step, order=1)
            for step in np.eye(3)[:, :, None] * 0.8
        ],
        axis=1,
    )
    slope -= (slope * hits.normal).sum(axis=1)[:, None] * hits.normal
    bent = hits.normal - 0.014 * slope * (hits.kind == BONE)[:, None]
    return np.asarray(bent / np.linalg.norm(bent, axis=1)[:, None])


def _developed(colour: Floats) -> Picture:
    """Average the fine pixels, then a filmic curve (Narkowicz 2015) and display gamma."""
    rows, columns, _ = colour.shape
    blocks = colour.reshape(rows // OVERSAMPLING, OVERSAMPLING, columns // OVERSAMPLING, OVERSAMPLING, 3)
    linear = blocks.mean(axis=(1, 3))
    toned = linear * (2.51 * linear + 0.03) / (linear * (2.43 * linear + 0.59) + 0.14)
    return np.asarray(np.clip(toned, 0.0, 1.0) ** (1 / 2.2) * 255.0 + 0.5, dtype=np.uint8)
