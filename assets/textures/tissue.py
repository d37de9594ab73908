"""Surfaces of soft tissue: skin, fat and muscle."""

from __future__ import annotations

import numpy as np

from .noise import blurred, cells, fractal, smooth_step, warped
from .surface import Surface, mixed


def skin(size: int) -> Surface:
    """Skin of the lower leg: a net of fine furrows, mottled by the blood below. A tile is about 40 mm."""
    bend = size / 160.0
    furrow = cells(size, 61, 2600, stretch=1.6)
    net = smooth_step(0.0, 0.006, warped(furrow.border, bend * fractal(size, 62, 3.4), bend * fractal(size, 63, 3.4)))
    mottle = fractal(size, 64, exponent=2.6, lowest=2.0)
    freckle = smooth_step(2.3, 3.2, fractal(size, 65, exponent=1.4, lowest=10.0))
    colour = mixed((0.93, 0.88, 0.86), (0.99, 0.99, 0.98), 0.5 + 0.28 * mottle)
    colour = colour * (0.93 + 0.07 * net)[:, :, None] * (1.0 - 0.22 * freckle)[:, :, None]
    relief = 0.0010 * blurred(net, size / 500.0) + 0.0012 * fractal(size, 66, exponent=3.6, lowest=3.0)
    return Surface(colour, relief)


def fat(size: int) -> Surface:
    """Lobules of subcutaneous fat, swollen between thin pale septa. A tile is about 25 mm."""
    bend = size / 110.0
    lobes = cells(size, 71, 260, stretch=1.3)
    border = warped(lobes.border, bend * fractal(size, 72, 3.6, 2.0), bend * fractal(size, 73, 3.6, 2.0))
    dome = np.sqrt(np.clip(border / 0.055, 0.0, 1.0))
    colour = mixed((0.95, 0.86, 0.79), (1.0, 0.99, 0.95), dome) * (0.95 + 0.05 * lobes.shade)[:, :, None]
    vessel = smooth_step(0.045, 0.0, np.abs(fractal(size, 74, exponent=3.2, lowest=2.0)))
    colour = colour * mixed((1.0, 1.0, 1.0), (0.90, 0.62, 0.58), 0.55 * vessel)
    return Surface(colour, 0.0035 * blurred(dome, size / 110.0) + 0.0010 * fractal(size, 75, exponent=3.2, lowest=4.0))


def muscle(size: int) -> Surface:
    """Bundles of muscle fibre along x, each in its pale sheath. A tile is about 30 mm."""
    bend = size / 42.0
    sway = bend * fractal(size, 81, exponent=3.4, lowest=1.0, stretch=(1.6, 1.0))
    bundle = warped(fractal(size, 82, exponent=1.9, lowest=6.0, stretch=(22.0, 1.0)), 0.0 * sway, sway)
    fibre = warped(fractal(size, 83, exponent=1.5, lowest=14.0, stretch=(36.0, 1.0)), 0.0 * sway, sway)
    sheath = smooth_step(0.9, 2.4, bundle)
    pool = fractal(size, 84, exponent=3.0, lowest=1.0)
    colour = mixed((0.74, 0.62, 0.62), (1.0, 1.0, 1.0), 0.55 + 0.18 * bundle + 0.12 * fibre + 0.14 * pool)
    colour = colour * mixed((0.96, 0.80, 0.78), (1.0, 1.0, 1.0), 1.0 - sheath)
    return Surface(colour, 0.0024 * blurred(bundle, size / 120.0) + 0.0004 * blurred(fibre, size / 260.0))
