"""The tone curve: how light becomes the colour of a pixel. Ours: bright middle tones, soft whites, open shadows.

With u the square root of light times exposure, a channel shows u (u + A) / (u (u + B) + D): close to sRGB for a dark
to middle tone, with a shoulder above it. Every rung of the quality ladder uses it.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from panda3d.core import SamplerState, Texture

Array = NDArray[np.float64]

EXPOSURE = -0.4
"""In powers of two."""
A, B, D = 0.29, 0.105, 0.40
BRIGHTEST = 0.985
"""Colours above it would need more light than a picture buffer holds."""
TABLE_SIZE = 48
TABLE_STOPS = 2.0
"""How much brighter, in powers of two, the table wants its light: simplepbr turns the darkest hues to black."""

TONED = f"""
vec3 toned(vec3 light) {{
    vec3 u = sqrt(max(light * {2.0**EXPOSURE:.4f}, vec3(0.0)));
    return u * (u + {A}) / (u * (u + {B}) + {D});
}}
"""
"""GLSL: the colour (sRGB) of linear light."""

UNTONED = f"""
vec3 untoned(vec3 colour) {{
    vec3 y = min(colour, vec3({BRIGHTEST}));
    vec3 b = {A} - {B} * y;
    vec3 u = (sqrt(b * b + {4.0 * D} * y * (1.0 - y)) - b) / (2.0 * (1.0 - y));
    return u * u / {2.0**EXPOSURE:.4f};
}}
"""
"""GLSL: the linear light that shows as a colour (sRGB)."""


def toned(light: Array) -> Array:
    """The colour (sRGB, 0 to 1) of exposed linear light."""
    u = np.sqrt(np.maximum(light, 0.0))
    colour: Array = np.minimum(u * (u + A) / (u * (u + B) + D), 1.0)
    return colour


@cache
def table() -> Texture:
    """A look-up table that turns simplepbr's own colours into ours.

    simplepbr shows light with the curve of Hejl and Burgess-Dawson (2010); the table undoes that and
    `TABLE_STOPS`, and applies `toned`.
    """
    place = np.linspace(0.0, 1.0, TABLE_SIZE)
    values = np.rint(toned(_light_of_hejl(place) / 2.0**TABLE_STOPS) * 255.0).astype(np.uint8)
    blue, green, red = np.meshgrid(values, values, values, indexing="ij")
    texture = Texture("tone")
    texture.setup_3d_texture(TABLE_SIZE, TABLE_SIZE, TABLE_SIZE, Texture.T_unsigned_byte, Texture.F_rgb)
    texture.set_ram_image(np.stack([blue, green, red], axis=-1).tobytes())
    texture.set_minfilter(SamplerState.FT_linear)
    texture.set_magfilter(SamplerState.FT_linear)
    for set_wrap in (texture.set_wrap_u, texture.set_wrap_v, texture.set_wrap_w):
        set_wrap(SamplerState.WM_clamp)
    return texture


def _light_of_hejl(colour: Array) -> Array:
    """The exposed light x + 0.004 whose colour is x (6.2 x + 0.5) / (x (6.2 x + 1.7) + 0.06)."""
    y = np.minimum(colour, BRIGHTEST)
    a, b, c = 6.2 * (1.0 - y), 0.5 - 1.7 * y, -0.06 * y
    light: Array = (np.sqrt(b * b - 4.0 * a * c) - b) / (2.0 * a) + 0.004
    return light
