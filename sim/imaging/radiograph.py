"""A radiograph of the bone and of the metal in it, with a scale bar.

Attenuation follows Beer and Lambert along parallel rays; the film answers to the logarithm of the exposure. It is made
for teaching: one energy, no scatter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from ..tissue.bone import Bone
from .metal import Metal, metal_distance, solids_of
from .trace import BEFORE_M, FAR_M, may_meet
from .view import View
from .voxels import box_span, sample

Floats = NDArray[np.float64]

BONE_CM2_G = 0.35
"""Mass attenuation of cortical bone at about 55 keV (NIST tables of X-ray attenuation, order of size)."""
METAL_PER_M = 430.0
"""Attenuation of titanium in 1/m at the same energy (NIST tables, order of size)."""
SOFT_TISSUE = 0.55
"""Attenuation of the soft tissue around the bone, behind everything (ours)."""

BAR_M = 0.02
"""Length of the scale bar."""
STRIDE_M = 0.0004
METAL_STRIDE_M = 0.00015
FRACTURE_LOSS = 0.55
"""Share of the density that is missing in the thin gap of a reduced fracture (ours)."""


def radiograph(bone: Bone, view: View, metal: Sequence[Metal] = ()) -> NDArray[np.uint8]:
    """(height, width, 3) RGB picture, bright where little passes; the bar at the lower right is 20 mm long."""
    solids = solids_of(metal)
    columns, rows = view.size
    origins = view.ray_origins(BEFORE_M).reshape(-1, 3)
    gap = np.clip(1.0 - np.abs(bone.distal_share / np.float32(127.5) - 1.0), 0.0, 1.0)
    mass = bone.density * (bone.fill / np.float32(255.0)) * (1.0 - FRACTURE_LOSS * gap)
    forward = np.array(view.axes()[2])
    thickness = np.zeros((len(origins), 2))
    _integrate(
        np.ascontiguousarray(mass, dtype=np.float32),
        bone.origin_m,
        bone.voxel_m,
        solids.screws,
        solids.plates,
        solids.holes,
        origins,
        forward,
        thickness,
    )
    attenuation = BONE_CM2_G * 100.0 * thickness[:, 0] + METAL_PER_M * thickness[:, 1]
    film = _film(attenuation.reshape(rows, columns), view.metres_per_pixel)
    return _with_bar(film, view.metres_per_pixel)


@njit(cache=True)
def _integrate(mass, first_m, voxel_m, screws, plates, holes, origins, direction, thickness):  # type: ignore[no-untyped-def]  # numba infers types
    """Per ray: bone in g/cm3 times metres, and metal in metres."""
    stride = STRIDE_M / voxel_m
    for n in range(origins.shape[0]):
        start = (origins[n] - first_m) / voxel_m
        at, last = box_span(start, direction, mass.shape)
        total = 0.0
        while at <= last:
            total += sample(
                mass, start[0] + at * direction[0], start[1] + at * direction[1], start[2] + at * direction[2]
            )
            at += stride
        thickness[n, 0] = total * STRIDE_M
        if may_meet(screws, plates, origins[n], direction):
            thickness[n, 1] = _metal_along(screws, plates, holes, origins[n], direction)


@njit(cache=True)
def _metal_along(screws, plates, holes, origin, direction):  # type: ignore[no-untyped-def]  # numba infers types
    """Metres of metal on a ray; strides over empty space."""
    at, total = 0.0, 0.0
    while at < FAR_M:
        x = origin[0] + at * direction[0]
        y = origin[1] + at * direction[1]
        z = origin[2] + at * direction[2]
        distance = metal_distance(x, y, z, screws, plates, holes)
        if distance <= 0.0:
            total += METAL_STRIDE_M
        at += max(METAL_STRIDE_M, distance)
    return total


def _film(attenuation: Floats, metres_per_pixel: float) -> Floats:
    """(height, width) brightness 0 to 1: soft tissue, focal blur, the film's curve, grain and fall-off to the edges."""
    rows, columns = attenuation.shape
    across = np.abs(np.linspace(-1.0, 1.0, rows))[:, None]
    soft = SOFT_TISSUE * np.sqrt(np.clip(1.15 - across**2, 0.0, 1.0))
    exposure = gaussian_filter(np.exp(-(attenuation + soft)), 0.00018 / metres_per_pixel)
    logged = -np.log(exposure)
    dense = 1.0 - np.exp(-((np.clip(logged - SOFT_TISSUE, 0.0, None) / 0.90) ** 1.5))
    bright = 0.08 * np.clip(logged / SOFT_TISSUE, 0.0, 1.0) + 0.60 * dense + 0.32 * (1.0 - np.exp(-logged / 2.2))
    grain = gaussian_filter(np.random.default_rng(5).standard_normal((rows, columns)), 0.7)
    bright += 0.020 * grain * (1.0 - 0.6 * bright)
    along = np.linspace(-1.0, 1.0, columns)[None, :]
    return np.asarray(np.clip(bright * (1.0 - 0.10 * along**4 - 0.10 * across**4), 0.0, 1.0))


def _with_bar(film: Floats, metres_per_pixel: float) -> NDArray[np.uint8]:
    """Tint the film a little blue and draw the scale bar with its end marks."""
    rows, columns = film.shape
    shown = film[:, :, None] * np.array([0.955, 0.985, 1.0]) + (1 - film[:, :, None]) * np.array([0.012, 0.028, 0.036])
    length, margin, thick = round(BAR_M / metres_per_pixel), max(6, rows // 18), max(1, rows // 140)
    left, bottom = columns - margin - length, rows - margin
    if left > 0:
        shown[bottom - thick : bottom, left : left + length] = 0.92
        for mark in (left, left + length - thick):
            shown[bottom - 4 * thick : bottom + 3 * thick, mark : mark + thick] = 0.92
    return np.asarray(shown * 255.0 + 0.5, dtype=np.uint8)
