"""How fresh bone looks: moist ivory that is never even, small vessels, and the blood of its fracture. Ours, by eye.

The large nutrient foramen lies on the posterior face, in the upper third (91 % and 81 % of tibias,
10.4103/jasi.jasi_87_22), out of sight; what shows on the exposed face are small openings.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..core.pose import Vec3

Array = NDArray[np.float32]

# What is multiplied into the bone's colour, linear.
PINK = np.array([0.98, 0.78, 0.76], np.float32)
YELLOW = np.array([0.97, 0.91, 0.74], np.float32)
VESSEL = np.array([0.84, 0.50, 0.47], np.float32)
PERIOSTEUM = np.array([0.84, 0.46, 0.46], np.float32)
BLOOD = np.array([0.46, 0.085, 0.06], np.float32)
CLOT = np.array([0.20, 0.03, 0.025], np.float32)
OPENING = np.array([0.42, 0.19, 0.15], np.float32)

SOAKED_M = 0.0042
"""How far from the fracture blood can be seen, about."""
CLOT_M = 0.0006
STRIPPED_TO_M = 0.0068
"""Below this height remains of periosteum hang on the bone, and more the farther down."""
STRIPPED_OVER_M = 0.009
BARE_TO_M = 0.083
"""Beyond this, towards its covered ends, the bone keeps its periosteum."""

OPENINGS = 12
OPENING_M = 0.00032
GROOVE_M = 0.0019
"""Beside an opening the bone is pink to about here."""
RADIUS_M = 0.0118
"""Of the shaft, about: azimuths become lengths with it."""

LENGTHWISE = np.array([0.3, 1.0, 1.0], np.float32)
"""Vessels run along the shaft; a line across it would look like a second fracture."""

_RANDOM = np.random.default_rng(5)
_WAVES = _RANDOM.normal(size=(7, 7, 3)).astype(np.float32)
_PHASES = _RANDOM.uniform(0.0, 2.0 * math.pi, (7, 7)).astype(np.float32)
_OPENINGS = np.column_stack(
    [_RANDOM.uniform(-0.10, 0.10, OPENINGS), _RANDOM.uniform(-1.9, 1.9, OPENINGS) * RADIUS_M]
).astype(np.float32)


def stained(colours: Array, places: Array, fracture_normal: Vec3) -> Array:
    """Colours (n, 4) of bone at places (n, 3) in the bone frame, with everything that lies on ivory."""
    result = colours.copy()
    tint = result[:, :3]
    _lay(tint, PINK, 0.9 * _step(0.30, 0.95, _noise(places, 0, 26.0)))
    _lay(tint, YELLOW, 0.80 * _step(0.40, 0.95, _noise(places, 1, 34.0)))
    mottle = _noise(places, 2, 150.0)
    tint *= 1.0 - 0.09 * mottle[:, None]
    _lay(tint, VESSEL, 0.6 * mottle * _step(0.05, 0.0, np.abs(_noise(places * LENGTHWISE, 6, 50.0) - 0.5)))
    _lay(tint, PERIOSTEUM, _remains(places))
    near, opening = _openings(places)
    _lay(tint, PINK, near)
    _lay(tint, OPENING, opening)
    across = np.abs(places @ np.array(fracture_normal, np.float32))
    _lay(tint, BLOOD, _soaked(across, places))
    _lay(tint, CLOT, 0.85 * np.exp(-((across / np.float32(CLOT_M)) ** 2)).astype(np.float32))
    return result


def _lay(colours: Array, tint: Array, share: Array) -> None:
    """Multiply a share (n,) of a tint into colours (n, 3), in place."""
    colours *= 1.0 - share[:, None] * (1.0 - tint)


def _remains(places: Array) -> Array:
    """(n,) how much periosteum is left: shreds low on the sides and at both ends."""
    low = (STRIPPED_TO_M - places[:, 2]) / STRIPPED_OVER_M
    outer = (np.abs(places[:, 0]) - BARE_TO_M) / 0.014
    cover = np.clip(np.maximum(low, outer), 0.0, 1.3)
    shreds = 0.7 * _noise(places, 3, 75.0) + 0.3 * _noise(places, 5, 260.0)
    left: Array = 0.9 * _step(0.85, 1.2, cover + 0.8 * shreds)
    return left


def _soaked(across: Array, places: Array) -> Array:
    """(n,) blood that has seeped along the surface, farther in some places than in others."""
    reach = np.float32(SOAKED_M) * (0.35 + 1.1 * _noise(places, 4, 90.0))
    blood: Array = (0.30 + 0.40 * _noise(places, 5, 260.0)) * np.exp(-((across / reach) ** 2))
    return blood


def _openings(places: Array) -> tuple[Array, Array]:
    """(n,) shares of the pink round the nearest small vessel's opening, and of the opening itself."""
    around = np.arctan2(places[:, 1], places[:, 2]) * np.float32(RADIUS_M)
    along = (places[:, :1] - _OPENINGS[:, 0]) * np.float32(0.6)
    nearest = np.sqrt((along**2 + (around[:, None] - _OPENINGS[:, 1]) ** 2).min(axis=1))
    return 0.7 * np.exp(-((nearest / np.float32(GROOVE_M)) ** 2)), _step(1.3, 0.7, nearest / np.float32(OPENING_M))


def _noise(places: Array, kind: int, waves_per_m: float) -> Array:
    """(n,) values between 0 and 1 that change smoothly, with about that many waves in a metre along each axis."""
    angle = places @ (_WAVES[kind].T * np.float32(2.0 * waves_per_m)) + _PHASES[kind]
    noise: Array = 0.5 + 0.5 * np.tanh(0.8 * np.sin(angle).sum(axis=1))
    return noise


def _step(low: float, high: float, value: Array) -> Array:
    """0 at ``low``, 1 at ``high``, an even S between."""
    share = np.clip((value - np.float32(low)) / np.float32(high - low), 0.0, 1.0)
    result: Array = share * share * (3.0 - 2.0 * share)
    return result
