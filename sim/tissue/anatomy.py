"""Parametric bones: anatomical shape, cortex, canal and fracture as voxels.

Every generator is a function of the bone's quality; `build_bone` cuts the fracture into what it makes. The same
arguments always make the same voxels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import zoom

from ..core.errors import ProctorError
from ..core.model import BoneQuality, Fracture
from ..core.pose import Vec3
from . import tibia_shape
from .bone import VOXEL_M, Bone, fill_from_distance
from .tibia_shape import HALF_LENGTH_M, Range

Floats = NDArray[np.float32]

MARGIN_VOXELS = 1
ROUGHNESS_M = 0.0004
"""Largest bump of the fracture surface (ours: it interlocks, yet a screw still finds a plane)."""

NOISE_SEED = 20260
EINSUM = ("ni,ijk->njk", "nj,ijk->ink", "nk,ijk->ijn")
"""A matrix (n, few) applied along the first, second or third axis, summed in a fixed order."""


@dataclass(frozen=True, slots=True)
class TibiaQuality:
    """What age and disease do to the shaft. Metres and g/cm3.

    Sources: density of compact human bone 1.91 g/cm3 (10.1098/rsif.2015.0070, table 1); with age the cortex grows thin
    and porous from within (PMC4722394); how much of each stands here is ours.
    """

    thickness_m: float
    """Mean cortical thickness of the medial and lateral walls."""
    cortex_density: float
    endosteal_density: float
    """At the inner edge of the cortex, where pores are widest."""
    porous_m: float
    """Depth of the porous inner zone of the cortex."""
    spongy_density: float
    """Beside the endosteum."""
    marrow_density: float
    noise: float
    """Largest relative variation of density."""


TIBIA_QUALITY = {
    BoneQuality.NORMAL: TibiaQuality(0.0047, 1.91, 1.75, 0.0010, 0.30, 0.05, 0.025),
    BoneQuality.OSTEOPOROTIC: TibiaQuality(0.0034, 1.74, 1.15, 0.0018, 0.14, 0.04, 0.05),
}

UNDULATION_M = 0.0004
"""Deepest hollow of the surface (ours); swells and hollows are some centimetres long and half as wide."""
UNDULATION_SPACING_M = (0.024, 0.012, 0.012)


def fracture_normal(fracture: Fracture) -> Vec3:
    """Unit normal of the fracture plane in the bone frame.

    It leans by the obliquity from the radial direction at the azimuth (0 is +z, positive towards +y) towards +x.
    """
    lean = math.cos(fracture.obliquity_rad)
    return (
        math.sin(fracture.obliquity_rad),
        lean * math.sin(fracture.azimuth_rad),
        lean * math.cos(fracture.azimuth_rad),
    )


def build_bone(name: str, quality: BoneQuality, fracture: Fracture) -> Bone:
    """Make the bone of that anatomy, broken along the fracture and reduced; ProctorError for an unknown name."""
    if name not in GENERATORS:
        known = ", ".join(sorted(GENERATORS))
        raise ProctorError(f"There is no bone called '{name}'.", remedy=f"Use one of: {known}.")
    distance, density, origin = GENERATORS[name](quality)
    split = _fracture_distance(distance.shape, origin, fracture)
    return Bone(
        density=density,
        fill=fill_from_distance(distance),
        distal_share=fill_from_distance(-split),
        origin_m=origin,
    )


# --- tibia ---


def tibia_shaft(quality: BoneQuality) -> tuple[Floats, Floats, NDArray[np.float64]]:
    """Middle third of a right tibia: signed distance to its surface in metres, density in g/cm3, origin in metres.

    `tibia_shape` has its outer shape: the convex medial face towards +z, the crest towards -y. The surface swells and
    sinks a little, as real ones do. The anterior wall is thicker than the posterior one, medial and lateral walls
    are alike (10.1186/s40634-020-00297-9); the canal stays a little wider than the 10.3 by 11.9 mm found at its
    narrowest place in men (J Military Pharmaco-Medicine 2018;8:181, 228 tibias). Every other dimension is ours.
    """
    traits = TIBIA_QUALITY[quality]
    x, y, z, origin = _grid(tibia_shape.extent())
    depth = tibia_shape.surface_distance(x, y, z)
    depth += 0.5 * UNDULATION_M * (1.0 + _noise(depth.shape, UNDULATION_SPACING_M, seed=NOISE_SEED + 2))
    thickness = traits.thickness_m * _wall_share(y, z)
    density = _density(depth, thickness[None, :, :], traits)
    density *= 1.0 + traits.noise * _noise(depth.shape, (0.006, 0.006, 0.006), seed=NOISE_SEED)
    distance = np.maximum(depth, np.abs(x)[:, None, None] - np.float32(HALF_LENGTH_M))
    density[distance > VOXEL_M] = 0.0
    return distance, density, origin


def _density(depth: Floats, thickness: Floats, traits: TibiaQuality) -> Floats:
    """Density from the depth below the surface: compact cortex, porous inner zone, sparse trabeculae, marrow."""
    inner = depth + thickness  # distance outside the endosteum
    porosity = np.clip(1.0 - inner / traits.porous_m, 0.0, 1.0) ** 2
    cortex = traits.cortex_density + (traits.endosteal_density - traits.cortex_density) * porosity
    marrow = traits.marrow_density + (traits.spongy_density - traits.marrow_density) * np.exp(inner / 0.002)
    edge = np.clip(inner / VOXEL_M + 0.5, 0.0, 1.0)
    return np.asarray(cortex * edge + np.minimum(marrow, traits.spongy_density) * (1.0 - edge), dtype=np.float32)


def _wall_share(y: Floats, z: Floats) -> Floats:
    """(ny, nz) cortical thickness about the shaft's axis as a share of the mean: thick crest, thinner back."""
    away = np.arctan2(y[:, None], z[None, :]) - tibia_shape.CREST_AZIMUTH_RAD
    return np.asarray(1.0 + 0.35 * np.clip(np.cos(away), 0.0, 1.0) ** 3 - 0.08 * np.clip(-np.cos(away), 0.0, 1.0))


# --- shared by every generator ---


def _grid(
    extent: tuple[Range, Range],
) -> tuple[Floats, Floats, Floats, NDArray[np.float64]]:
    """Voxel centres along x, y, z around the section's extent, with a margin, and the first centre."""
    axes = []
    for low, high in ((-HALF_LENGTH_M, HALF_LENGTH_M), *extent):
        first = math.floor(low / VOXEL_M) - MARGIN_VOXELS
        last = math.ceil(high / VOXEL_M) + MARGIN_VOXELS
        axes.append(np.arange(first, last + 1) * VOXEL_M)
    origin = np.array([axis[0] for axis in axes])
    x, y, z = (axis.astype(np.float32) for axis in axes)
    return x, y, z, origin


def _noise(shape: tuple[int, ...], spacing_m: tuple[float, float, float], seed: int) -> Floats:
    """Smooth noise in -1..1 whose bumps are about ``spacing_m`` wide along x, y and z."""
    coarse = tuple(max(4, math.ceil(count * VOXEL_M / wide) + 1) for count, wide in zip(shape, spacing_m, strict=True))
    values = np.random.default_rng(seed).uniform(-1.0, 1.0, coarse).astype(np.float32)
    for axis in (2, 1, 0):  # x last: it is the longest
        values = _stretched(values, axis, shape[axis])
    return np.clip(values, -1.0, 1.0)


def _stretched(values: Floats, axis: int, count: int) -> Floats:
    """Values interpolated smoothly to ``count`` along an axis: much faster than along all three at once."""
    few = values.shape[axis]
    share = zoom(np.eye(few, dtype=np.float32), (count / few, 1.0), order=2, mode="nearest", grid_mode=True)
    return np.asarray(np.einsum(EINSUM[axis], share, values), dtype=np.float32)


def _fracture_distance(shape: tuple[int, ...], origin: NDArray[np.float64], fracture: Fracture) -> Floats:
    """Signed distance in metres to the slightly rough fracture, positive on the distal side."""
    normal = fracture_normal(fracture)
    axes = [
        ((first + np.arange(count) * VOXEL_M) * part).astype(np.float32)
        for first, count, part in zip(origin, shape, normal, strict=True)
    ]
    plane = axes[0][:, None, None] + axes[1][None, :, None] + axes[2][None, None, :]
    side = 1.0 if normal[0] >= 0.0 else -1.0
    rough = ROUGHNESS_M * _noise(shape, (0.005, 0.005, 0.005), seed=NOISE_SEED + 1)
    return np.asarray(side * plane + rough, dtype=np.float32)


GENERATORS: dict[str, Callable[[BoneQuality], tuple[Floats, Floats, NDArray[np.float64]]]] = {
    "tibia_shaft": tibia_shaft,
}
"""Anatomy generators by the name a scenario uses."""
