"""How fresh bone looks: ivory that is never even, and blood that has soaked in beside the fracture. Ours, by eye."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..core.pose import Vec3

Array = NDArray[np.float32]

BLOOD = np.array([0.52, 0.13, 0.09], np.float32)
SOAKED_M = 0.0035
"""How far from the fracture blood can be seen."""
SOAKED_SHARE = 0.62
STREAKS = 0.6
MOTTLE = 0.09
MOTTLE_TONE = np.array([0.7, 1.0, 1.5], np.float32)
"""Darker spots are yellower: blue changes most."""

_WAVES = np.random.default_rng(5).normal(size=(2, 6, 3)).astype(np.float32)
_PHASES = np.random.default_rng(6).uniform(0.0, 6.28, (2, 6)).astype(np.float32)


def stained(colours: Array, places: Array, fracture_normal: Vec3) -> Array:
    """Colours (n, 4) of bone at places (n, 3) in the bone frame, with spots and blood."""
    across = np.abs(places @ np.array(fracture_normal, np.float32))
    near = np.exp(-((across / np.float32(SOAKED_M)) ** 2))
    blood = SOAKED_SHARE * near * (1.0 - STREAKS + STREAKS * _noise(places, 0, 420.0))
    spots = 1.0 - MOTTLE * MOTTLE_TONE * _noise(places, 1, 130.0)[:, None]
    result = colours.copy()
    result[:, :3] *= spots * (1.0 - blood[:, None] * (1.0 - BLOOD))
    return result


def _noise(places: Array, kind: int, waves_per_m: float) -> Array:
    """(n,) values between 0 and 1 that change smoothly, with about that many waves in a metre along each axis."""
    angle = places @ (_WAVES[kind].T * np.float32(2.0 * waves_per_m)) + _PHASES[kind]
    noise: Array = 0.5 + 0.5 * np.tanh(0.8 * np.sin(angle).sum(axis=1))
    return noise
