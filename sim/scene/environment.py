"""The light of the room as steel mirrors it: a bright theatre with ceiling panels and two lamps.

Made from a formula: a small cube map blurred for rough surfaces, and nine spherical harmonics for matt ones
(Ramamoorthi and Hanrahan 2001).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from panda3d.core import CPTA_uchar, LVecBase3, SamplerState, Texture
from simplepbr import EnvMap

Array = NDArray[np.float64]

SIZE = 32
LEVELS = 5
FLOOR = np.array([0.44, 0.46, 0.46])
HORIZON = np.array([1.10, 1.14, 1.15])
CEILING = np.array([1.22, 1.28, 1.30])
PANEL = np.array([3.2, 3.35, 3.4])
LAMP = np.array([10.0, 9.7, 9.0])
LAMP_DIRECTIONS = ((-0.35, 0.50, 0.80), (0.52, -0.05, 0.85))
LAMP_COSINE = 0.975
FILL = 0.72
"""How much of the room's light reaches matt surfaces: less than all, so that shadows stay readable."""


def radiance(direction: Array, softness: float) -> Array:
    """(n, 3) linear light that comes from (n, 3) unit directions; ``softness`` blurs the edges of panels and lamps."""
    x, y, z = direction.T
    up = _smooth(-0.25, 0.25, z)[:, None]
    height = np.clip(z, 0.0, 1.0)[:, None]
    light: Array = FLOOR * (1.0 - up) + (HORIZON + (CEILING - HORIZON) * height) * up
    steep = np.maximum(z, 0.05)
    for centre in (-0.9, 0.9):
        across = _smooth(0.32 + softness, 0.32 - softness, np.abs(x / steep - centre))
        along = _smooth(1.30 + softness, 1.30 - softness, np.abs(y / steep))
        light = light + PANEL * (across * along * (z > 0.05))[:, None]
    for towards in LAMP_DIRECTIONS:
        cosine = direction @ (np.array(towards) / np.linalg.norm(towards))
        light = light + LAMP * _smooth(LAMP_COSINE - softness / 4.0, LAMP_COSINE + 0.01, cosine)[:, None]
    return light


def theatre() -> EnvMap:
    """The environment for simplepbr."""
    environment = EnvMap.create_empty()
    for index, value in enumerate(harmonics()):
        environment.sh_coefficients[index] = LVecBase3(*value)
    environment.filtered_env_map = _cube_map()
    return environment


def harmonics() -> Array:
    """(9, 3) spherical-harmonic irradiance of the room, in simplepbr's order."""
    directions = _sphere(4000)
    weights = 4.0 * math.pi / len(directions)
    x, y, z = directions.T
    basis = np.stack(
        [
            np.full_like(x, 0.282095),
            0.488603 * x,
            0.488603 * z,
            0.488603 * y,
            1.092548 * x * z,
            1.092548 * y * z,
            1.092548 * y * x,
            0.946176 * z * z - 0.315392,
            0.546274 * (x * x - y * y),
        ]
    )
    cosine_lobe = np.array([math.pi] + [2.0 * math.pi / 3.0] * 3 + [math.pi / 4.0] * 5)
    coefficients: Array = FILL * (basis @ radiance(directions, 0.1)) * weights * cosine_lobe[:, None]
    return coefficients


def _cube_map() -> Texture:
    texture = Texture("theatre")
    texture.setup_cube_map(SIZE, Texture.T_float, Texture.F_rgb32)
    texture.set_minfilter(SamplerState.FT_linear_mipmap_linear)
    texture.set_magfilter(SamplerState.FT_linear)
    for set_wrap in (texture.set_wrap_u, texture.set_wrap_v, texture.set_wrap_w):
        set_wrap(SamplerState.WM_clamp)
    for level in range(LEVELS):
        light = _level(level).astype(np.float32)
        texture.set_ram_mipmap_image(level, CPTA_uchar(np.ascontiguousarray(light[:, ::-1]).tobytes()))
    return texture


def _level(level: int) -> Array:
    """(texels, 3) light of one mip level, blurred as a surface of roughness ``level / LEVELS`` sees it."""
    directions = _texels(SIZE >> level)
    if level < 2:
        return radiance(directions, 0.04 + 0.12 * level)
    alpha = (level / LEVELS) ** 2
    exponent = 2.0 / alpha**2 - 2.0
    sources = _sphere(6000)
    weights = np.maximum(directions @ sources.T, 0.0) ** exponent
    blurred: Array = (weights @ radiance(sources, 0.05)) / weights.sum(axis=1, keepdims=True)
    return blurred


def _texels(size: int) -> Array:
    """(6 * size * size, 3) unit directions of a cube map's texels, face by face, row by row."""
    place = (np.arange(size) + 0.5) / size * 2.0 - 1.0
    u, v = np.meshgrid(place, -place)
    one = np.ones_like(u)
    faces = [(one, v, -u), (-one, v, u), (u, one, -v), (u, -one, v), (u, v, one), (-u, v, -one)]
    directions = np.stack([np.stack(face, axis=-1) for face in faces]).reshape(-1, 3)
    unit: Array = directions / np.linalg.norm(directions, axis=1, keepdims=True)
    return unit


def _sphere(count: int) -> Array:
    """(count, 3) directions spread evenly over the sphere (Fibonacci lattice)."""
    index = np.arange(count) + 0.5
    z = 1.0 - 2.0 * index / count
    turn = math.pi * (1.0 + math.sqrt(5.0)) * index
    radius = np.sqrt(1.0 - z * z)
    return np.stack([radius * np.cos(turn), radius * np.sin(turn), z], axis=1)


def _smooth(low: float, high: float, value: Array) -> Array:
    """0 at ``low``, 1 at ``high``, smooth between; ``low`` may be the larger."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    smooth: Array = t * t * (3.0 - 2.0 * t)
    return smooth
