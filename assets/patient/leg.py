"""The lower leg as the wound and the drapes need it: where its skin lies and where it is opened.

World frame in metres; the shaft's axis is x at z = 1. Dimensions are ours, after an adult leg of middle size; around
the opening the soft tissue is drawn aside and flattened, so that it stays below the exposed face of the bone.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import map_coordinates

from ..mesh import Floats
from ..textures.noise import fractal, smooth_step

BONE_TOP_Z = 1.0110
"""Highest point of the exposed face (the shaft made by `sim.tissue` in its reduced place)."""
BONE_AXIS_Z = 1.0
BONE_HALF_LENGTH = 0.11

OPENING_HALF_LENGTH = 0.138
OPENING_HALF_WIDTH = 0.0365
FENESTRATION = (0.155, 0.056)
"""Half length and half width of the hole in the drape."""

_LENGTH = np.array([-0.62, -0.45, -0.26, -0.20, -0.10, 0.00, 0.10, 0.17, 0.21, 0.26])
half_width = PchipInterpolator(_LENGTH, [0.098, 0.088, 0.076, 0.072, 0.071, 0.069, 0.067, 0.063, 0.055, 0.048])
_MIDDLE = PchipInterpolator(_LENGTH, [0.950, 0.948, 0.942, 0.939, 0.937, 0.938, 0.939, 0.941, 0.944, 0.948])
_TOP = PchipInterpolator(_LENGTH, [1.062, 1.052, 1.040, 1.027, 1.018, 1.018, 1.017, 1.013, 1.010, 1.012])


def natural_height(x: Floats, y: Floats) -> Floats:
    """Height of the unopened skin over (x, y); outside the leg, the height of its widest line."""
    across = np.clip(1.0 - (y / half_width(x)) ** 2, 0.0, 1.0)
    middle = _MIDDLE(x)
    height: Floats = middle + (_TOP(x) - middle) * np.sqrt(across)
    return height


def opening(x: Floats) -> Floats:
    """Half width of the spindle-shaped opening; 0 beyond its ends."""
    share = np.clip(np.abs(x) / OPENING_HALF_LENGTH, 0.0, 1.0)
    edge = OPENING_HALF_WIDTH * (1.0 - share**3.4) ** 0.55
    ripple = 0.0006 * np.sin(71.0 * x + 0.6) + 0.0004 * np.sin(163.0 * x)
    return np.maximum(edge + ripple * np.clip(edge / 0.02, 0.0, 1.0), 0.0)


def skin_height(x: Floats, y: Floats) -> Floats:
    """Height of the skin over (x, y) with the wound held open."""
    held = 1.0 - smooth_step(0.100, 0.128, np.abs(x))
    from_edge = np.maximum(np.abs(y) - opening(x), 0.0)
    return natural_height(x, y) - 0.0052 * held * np.exp(-((from_edge / 0.022) ** 2))


def bone_cover(x: Floats, y: Floats) -> Floats:
    """0 where the bone lies bare, 1 where soft tissue covers it: the bare part reaches farthest in the middle."""
    along = np.abs(x) + 0.26 * np.abs(y) + 0.0006 * np.sin(410.0 * y + 9.0 * np.sign(x))
    return smooth_step(0.0995, 0.1085, along)


def relief(x: Floats, y: Floats, tile_m: float, seed: int) -> Floats:
    """Smooth noise of deviation 1 over (x, y), repeating every ``tile_m``."""
    image = fractal(128, seed, exponent=3.2, lowest=2.0)
    place = [y / tile_m * len(image), x / tile_m * len(image)]
    noise: Floats = map_coordinates(image, place, order=1, mode="grid-wrap")
    return noise


def stations(rows: int) -> Floats:
    """(rows,) places along the opening from end to end, closer together at its ends; skin and wound share them."""
    share = np.linspace(-1.0, 1.0, rows)
    places: Floats = OPENING_HALF_LENGTH * (share + 0.16 * np.sin(np.pi * share))
    return places
