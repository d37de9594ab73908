"""Pictures for every surface: ``texture("skin", 512)`` and its relief ``texture("skin_normal", 512)``.

All tile, all are seeded, and none is kept as a file in the project: they are made once and cached.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from .bone import bone
from .made import brushed, cloth, floor, glove, wall
from .surface import Pixels, Surface, colour_pixels, normal_pixels
from .tissue import fat, muscle, skin

__all__ = ["SURFACES", "TEXTURES", "Pixels", "texture"]

SURFACES: dict[str, Callable[[int], Surface]] = {
    "bone": bone,
    "brushed": brushed,
    "cloth": cloth,
    "fat": fat,
    "floor": floor,
    "glove": glove,
    "muscle": muscle,
    "skin": skin,
    "wall": wall,
}
"""Name of a surface -> its generator."""

NORMAL = "_normal"

TEXTURES: tuple[str, ...] = tuple(sorted(name + ending for name in SURFACES for ending in ("", NORMAL)))
"""Every name that `texture` knows."""


def texture(name: str, size: int = 512) -> Pixels:
    """(size, size, 3) bytes of a tile: sRGB colour, or the tangent-space normal for a name ending in ``_normal``.

    Row 0 belongs to v = 0. KeyError for a name that is not in `TEXTURES`, ValueError for a size below 16.
    """
    if name not in TEXTURES:
        raise KeyError(f"There is no texture called {name!r}.")
    if size < 16:
        raise ValueError(f"A texture is at least 16 pixels wide, not {size}.")
    surface = _surface(name.removesuffix(NORMAL), size)
    return normal_pixels(surface) if name.endswith(NORMAL) else colour_pixels(surface)


@lru_cache(maxsize=1)
def _surface(name: str, size: int) -> Surface:
    """The newest surface is kept, because its relief is mostly asked for right after its colour."""
    return SURFACES[name](size)
