"""The surface of living bone, close to: what is wider than a few millimetres belongs to the bone's own colours."""

from __future__ import annotations

from .noise import blurred, fractal, smooth_step, warped
from .surface import Surface, mixed


def bone(size: int) -> Surface:
    """Moist cortex: cloudy ivory, short lines of osteons, hair-thin vessels and the pores they enter by.

    Nothing runs straight for long, or it would look like wood. A tile is about 20 mm.
    """
    sway_x, sway_y = (size / 40.0 * fractal(size, seed, exponent=3.4, lowest=1.0) for seed in (91, 92))
    cloud = fractal(size, 93, exponent=2.6, lowest=2.0, stretch=(1.4, 1.0))
    osteons = warped(fractal(size, 94, exponent=1.3, lowest=14.0, stretch=(4.0, 1.0)), sway_x, sway_y)
    pores = smooth_step(
        2.7, 3.5, warped(fractal(size, 95, exponent=1.0, lowest=20.0, stretch=(1.7, 1.0)), sway_x, sway_y)
    )
    wandering = warped(fractal(size, 96, exponent=3.3, lowest=2.0, stretch=(1.5, 1.0)), 0.6 * sway_y, 0.6 * sway_x)
    filled = smooth_step(0.2, 1.6, fractal(size, 97, exponent=2.6, lowest=1.0))
    vessels = filled * smooth_step(0.05, 0.0, abs(wandering))
    colour = mixed((0.94, 0.90, 0.84), (1.0, 1.0, 0.99), 0.62 + 0.20 * cloud + 0.07 * osteons)
    colour = colour * mixed((1.0, 1.0, 1.0), (0.86, 0.56, 0.52), 0.55 * vessels)
    colour = colour * mixed((1.0, 1.0, 1.0), (0.66, 0.45, 0.38), 0.60 * pores)
    relief = 0.0011 * cloud + 0.00016 * blurred(osteons, size / 256.0) - 0.0011 * blurred(pores, size / 300.0)
    return Surface(colour, relief + 0.0004 * blurred(vessels, size / 256.0))
