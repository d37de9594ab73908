"""Rounded shapes with smooth edges, made of nine patches of a small picture that numpy draws."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    Geom,
    GeomNode,
    GeomTriangles,
    GeomVertexData,
    GeomVertexFormat,
    GeomVertexWriter,
    NodePath,
    SamplerState,
    Texture,
    TransparencyAttrib,
)

from .theme import Colour

Floats = NDArray[np.float32]


def texture_from_opacity(name: str, opacity: Floats) -> Texture:
    """A white picture with the given (height, width) opacity, rows from the top."""
    height, width = opacity.shape
    texture = Texture(name)
    texture.setup_2d_texture(width, height, Texture.T_unsigned_byte, Texture.F_rgba)
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[:, :, 3] = np.clip(np.round(opacity[::-1] * 255.0), 0, 255).astype(np.uint8)
    texture.set_ram_image(pixels.tobytes())
    texture.set_minfilter(SamplerState.FT_linear)
    texture.set_magfilter(SamplerState.FT_linear)
    texture.set_wrap_u(SamplerState.WM_clamp)
    texture.set_wrap_v(SamplerState.WM_clamp)
    return texture


@cache
def _filled(corner: int) -> Texture:
    """A square with rounded corners, ``corner`` pixels in radius."""
    return texture_from_opacity("filled", np.clip(0.5 - _outside(corner), 0.0, 1.0))


@cache
def _edge(corner: int, thickness: int) -> Texture:
    """The same square's edge."""
    outside = _outside(corner)
    return texture_from_opacity("edge", np.clip(0.5 - np.abs(outside + thickness / 2.0) + thickness / 2.0, 0.0, 1.0))


@cache
def _shadow(reach: int) -> Texture:
    """A soft shadow that fades over ``reach`` pixels."""
    distance = np.clip((_outside(reach) + reach) / reach, 0.0, 1.0)
    return texture_from_opacity("shadow", ((1.0 - distance) ** 2).astype(np.float32))


def _outside(corner: int) -> Floats:
    """Signed distance in pixels to a rounded square of ``2 * corner + 2`` pixels."""
    size = 2 * corner + 2
    centre = np.abs(np.arange(size) + 0.5 - size / 2.0) - (size / 2.0 - corner)
    across = np.maximum(centre, 0.0)
    inner = np.minimum(np.maximum(centre[:, None], centre[None, :]), 0.0)
    distance: Floats = (np.hypot(across[:, None], across[None, :]) + inner - corner).astype(np.float32)
    return distance


@cache
def ring(radius: int, thickness: int, share: float) -> Texture:
    """An arc of a ring, clockwise from the top, round at both ends; ``share`` of the whole turn."""
    size = 2 * radius + 2
    axis = np.arange(size) + 0.5 - size / 2.0
    right, up = axis[None, :], -axis[:, None]
    middle = radius - thickness / 2.0 - 0.5
    turned = np.mod(np.arctan2(right, up), 2.0 * math.pi)
    end = 2.0 * math.pi * min(1.0, max(0.0, share))
    away = np.abs(np.hypot(right, up) - middle)
    ends = [np.hypot(right - middle * math.sin(at), up - middle * math.cos(at)) for at in (0.0, end)]
    away = np.where(turned <= end, away, np.minimum(*ends))
    return texture_from_opacity("ring", np.clip(thickness / 2.0 - away + 0.5, 0.0, 1.0).astype(np.float32))


class Shapes:
    """Makes shapes whose pictures fit one scale: ``scale`` is screen pixels in a design pixel."""

    def __init__(self, scale: float) -> None:
        self._scale = scale

    def filled(self, width: float, height: float, corner: float, colour: Colour) -> NodePath:
        """A rounded rectangle; its origin is its top left corner, y points up."""
        corner = min(corner, width / 2.0, height / 2.0)
        return _nine_patch(width, height, corner, _filled(self._pixels(corner)), colour)

    def edge(self, width: float, height: float, corner: float, colour: Colour, wide: float = 1.0) -> NodePath:
        """The outline of a rounded rectangle, ``wide`` design pixels wide."""
        thickness = max(1, round(self._scale * wide))
        return _nine_patch(width, height, corner, _edge(self._pixels(corner), thickness), colour)

    def shadow(self, width: float, height: float, reach: float, colour: Colour) -> NodePath:
        """A shadow that is ``reach`` wider on every side than the card it belongs to."""
        node = _nine_patch(width + 2 * reach, height + 2 * reach, 2 * reach, _shadow(self._pixels(2 * reach)), colour)
        node.set_pos(-reach, 0, reach)
        return node

    def picture(self, width: float, height: float, texture: Texture, colour: Colour) -> NodePath:
        """A whole texture in one colour."""
        return _coloured(_grid((0.0, width), (0.0, height), (0.0, 1.0)), texture, colour)

    def arc(self, radius: float, thickness: float, share: float, colour: Colour) -> NodePath:
        """An arc of a ring in the square of its diameter."""
        texture = ring(self._pixels(radius), self._pixels(thickness), round(share, 3))
        return self.picture(2 * radius, 2 * radius, texture, colour)

    def _pixels(self, length: float) -> int:
        return max(1, round(length * self._scale))


def _nine_patch(width: float, height: float, corner: float, texture: Texture, colour: Colour) -> NodePath:
    across = (0.0, corner, width - corner, width)
    down = (0.0, corner, height - corner, height)
    edge = (texture.get_x_size() / 2.0 - 1.0) / texture.get_x_size()
    return _coloured(_grid(across, down, (0.0, edge, 1.0 - edge, 1.0)), texture, colour)


def _grid(across: tuple[float, ...], down: tuple[float, ...], shares: tuple[float, ...]) -> Geom:
    """Rectangles between the lines ``across`` and ``down``; ``shares`` are their places in the texture."""
    data = GeomVertexData("grid", GeomVertexFormat.get_v3t2(), Geom.UH_static)
    vertex, place = GeomVertexWriter(data, "vertex"), GeomVertexWriter(data, "texcoord")
    for y, v in zip(down, shares, strict=True):
        for x, u in zip(across, shares, strict=True):
            vertex.add_data3(x, 0.0, -y)
            place.add_data2(u, 1.0 - v)
    columns = len(across)
    triangles = GeomTriangles(Geom.UH_static)
    for row in range(len(down) - 1):
        for column in range(columns - 1):
            first = row * columns + column
            triangles.add_vertices(first, first + columns, first + columns + 1)
            triangles.add_vertices(first, first + columns + 1, first + 1)
    geometry = Geom(data)
    geometry.add_primitive(triangles)
    return geometry


def _coloured(geometry: Geom, texture: Texture, colour: Colour) -> NodePath:
    node = GeomNode("shape")
    node.add_geom(geometry)
    path = NodePath(node)
    path.set_texture(texture)
    path.set_color(*colour)
    path.set_transparency(TransparencyAttrib.M_alpha)
    return path
