"""Surfaces that are manufactured: cloth, glove, brushed steel, floor and wall."""

from __future__ import annotations

import numpy as np

from .noise import Image, blurred, cells, fractal, smooth_step
from .surface import Surface, grey, mixed

THREADS = 56
"""Threads of the cloth in one tile, each way; even, so that the weave tiles."""


def cloth(size: int) -> Surface:
    """Plain weave: every warp thread passes over and under the weft in turn. A tile is about 50 mm."""
    x, y = _places(size)
    waver = 0.12 * fractal(size, 11, exponent=1.6, lowest=3.0)
    warp, weft = x * THREADS + waver, y * THREADS + waver.T
    over = np.sin(np.pi * warp) * np.sin(np.pi * weft)
    round_warp, round_weft = np.abs(np.sin(np.pi * warp)), np.abs(np.sin(np.pi * weft))
    relief = np.where(over > 0.0, round_warp, round_weft)
    slub = fractal(size, 12, exponent=1.2, lowest=4.0, stretch=(6.0, 1.0))
    tone = 0.86 + 0.12 * relief + 0.018 * slub + 0.012 * fractal(size, 13, exponent=2.4)
    return Surface(grey(tone), 0.0022 * blurred(relief, size / 600.0) + 0.0004 * slub)


def glove(size: int) -> Surface:
    """Thin latex or nitrile: a fine pebble grain and a few soft creases. A tile is about 40 mm."""
    grain = cells(size, 21, 1500)
    pebble = 1.0 - np.clip(grain.nearest * 55.0, 0.0, 1.0) ** 2
    crease = fractal(size, 22, exponent=4.0, lowest=1.0, stretch=(1.0, 2.0))
    tone = 0.95 + 0.02 * pebble + 0.015 * crease
    return Surface(grey(tone), 0.0016 * blurred(pebble, size / 400.0) + 0.0045 * crease)


def brushed(size: int) -> Surface:
    """Steel brushed along x. A tile is about 150 mm."""
    stroke = fractal(size, 31, exponent=0.7, lowest=2.0, stretch=(48.0, 1.0))
    haze = fractal(size, 32, exponent=2.8, lowest=1.0)
    return Surface(grey(0.92 + 0.028 * stroke + 0.012 * haze), 0.00045 * stroke)


def floor(size: int) -> Surface:
    """Calm sheet vinyl: a few chips that differ little, under soft clouds. A tile is about 1 m."""
    chips = cells(size, 41, 3000)
    dark = smooth_step(0.10, 0.08, chips.shade)
    cloud = fractal(size, 42, exponent=3.2, lowest=1.0)
    colour = mixed((0.985, 0.99, 0.99), (0.965, 0.972, 0.975), dark)
    orange_peel = fractal(size, 43, exponent=2.2, lowest=24.0)
    return Surface(colour + 0.004 * cloud[:, :, None], 0.00018 * orange_peel)


def wall(size: int) -> Surface:
    """Painted plaster under a roller. A tile is about 1 m."""
    roller = fractal(size, 51, exponent=1.6, lowest=30.0)
    cloud = fractal(size, 52, exponent=3.0, lowest=1.0)
    return Surface(grey(0.985 + 0.002 * roller + 0.003 * cloud), 0.00025 * roller)


def _places(size: int) -> tuple[Image, Image]:
    along = (np.arange(size) + 0.5) / size
    x, y = np.meshgrid(along, along)
    return x, y
