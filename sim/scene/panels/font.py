"""The one font: Noto Sans CJK, simplified Chinese shapes, rasterised for exactly the sizes that are shown."""

from __future__ import annotations

from functools import cache

from noto_cjk_sans_otc import FONT_PATH
from panda3d.core import DynamicTextFont, Filename, SamplerState, TextNode

from ...core.errors import AssetError, Place
from .theme import Type

SIMPLIFIED_CHINESE = 2
"""The face in the collection; 0 is Japanese, 1 Korean."""

ASCENT = 0.88
"""From the baseline to the top of a Chinese character, in em."""

STRONG_OUTLINE = 0.25
"""The collection has one weight: strong type has an outline of its own colour, this many points (a tenth em) wide."""

STRONG_FEATHER = 0.8
"""How soft that outline is: softer is smoother and thinner."""

_MARGIN = 2
"""Pixels of nothing around each glyph in its page. Panda3D counts it to the glyph's place, and half a pixel more:
`Fonts.shift` puts that right, so that each pixel of a glyph falls on one pixel of the screen."""

PAGE_SIZE = 1024
"""Pixels of a page of glyphs: every character a procedure needs fits, so no glyph ever takes the place of another."""


@cache
def _face() -> DynamicTextFont:
    """The face as it is on disk, read once. AssetError when it is missing or broken."""
    font = DynamicTextFont(Filename.from_os_specific(str(FONT_PATH)), SIMPLIFIED_CHINESE)
    if not font.is_valid():
        raise AssetError(
            "The font for the panels cannot be read.", place=Place(str(FONT_PATH)), remedy="Run `uv sync` again."
        )
    return font


class Fonts:
    """Fonts by type, sharp at one scale.

    ``scale`` is screen pixels in a design pixel.
    """

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._fonts: dict[Type, DynamicTextFont] = {}
        self._rulers: dict[Type, TextNode] = {}
        self._widths: dict[tuple[Type, str], float] = {}

    def font(self, kind: Type) -> DynamicTextFont:
        """The font for a type; one unit is its em."""
        if kind not in self._fonts:
            self._fonts[kind] = self._rasterised(kind)
        return self._fonts[kind]

    def width(self, text: str, kind: Type) -> float:
        """Width of one line in design pixels."""
        return sum(self._advance(sign, kind) for sign in text) * self.em(kind)

    def em(self, kind: Type) -> float:
        """The em in design pixels: the type's size, but a whole number of screen pixels."""
        return self._pixels(kind) / self._scale

    @property
    def shift(self) -> float:
        """By how many design pixels text has to go left and up to stand where it should."""
        return (_MARGIN - 0.5) / self._scale

    def snapped(self, length: float) -> float:
        """The nearest whole number of screen pixels, in design pixels."""
        return round(length * self._scale) / self._scale

    def _pixels(self, kind: Type) -> int:
        return max(6, round(kind.size * self._scale))

    def _advance(self, sign: str, kind: Type) -> float:
        key = (kind, sign)
        if key not in self._widths:
            if kind not in self._rulers:
                self._rulers[kind] = TextNode("ruler")
                self._rulers[kind].set_font(self.font(kind))
            self._widths[key] = self._rulers[kind].calc_width(sign)
        return self._widths[key]

    def _rasterised(self, kind: Type) -> DynamicTextFont:
        font = _face().make_copy()
        font.set_scale_factor(1)
        font.set_pixels_per_unit(self._pixels(kind))
        font.set_texture_margin(_MARGIN)
        font.set_page_size(PAGE_SIZE, PAGE_SIZE)
        font.set_minfilter(SamplerState.FT_linear)
        font.set_magfilter(SamplerState.FT_linear)
        font.set_line_height(self.snapped(kind.line) / self.em(kind))
        if kind.strong:
            font.set_outline((1, 1, 1, 1), STRONG_OUTLINE, STRONG_FEATHER)
        return font
