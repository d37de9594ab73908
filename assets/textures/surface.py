"""A surface as a colour picture and a height picture, and the tangent-space normal map that a renderer wants."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .noise import Image

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Surface:
    """One square tile. The colour multiplies the material's own colour, so most surfaces stay near white."""

    colour: Image
    """(size, size, 3) sRGB, 0 to 1."""
    height: Image
    """(size, size) relief in tile widths, up positive."""


def grey(value: Image) -> Image:
    """(size, size, 3) of one value."""
    return np.repeat(value[:, :, None], 3, axis=2)


def mixed(first: tuple[float, float, float], second: tuple[float, float, float], share: Image) -> Image:
    """Colours from ``first`` where ``share`` is 0 to ``second`` where it is 1."""
    t = np.clip(share, 0.0, 1.0)[:, :, None]
    result: Image = np.array(first) * (1.0 - t) + np.array(second) * t
    return result


def colour_pixels(surface: Surface) -> Pixels:
    """(size, size, 3) sRGB bytes; row 0 is the bottom of the picture (v = 0)."""
    return np.rint(np.clip(surface.colour, 0.0, 1.0) * 255.0).astype(np.uint8)


def normal_pixels(surface: Surface) -> Pixels:
    """(size, size, 3) bytes of the tangent-space normal: red to +u, green to +v, blue out; (128, 128, 255) is flat."""
    size = len(surface.height)
    slope_u = (np.roll(surface.height, -1, axis=1) - np.roll(surface.height, 1, axis=1)) * size / 2.0
    slope_v = (np.roll(surface.height, -1, axis=0) - np.roll(surface.height, 1, axis=0)) * size / 2.0
    normal = np.dstack([-slope_u, -slope_v, np.ones_like(slope_u)])
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    return np.rint((normal * 0.5 + 0.5) * 255.0).astype(np.uint8)
