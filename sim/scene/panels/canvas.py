"""A flat surface to draw on, in design pixels from its top left corner, x to the right and y down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from panda3d.core import NodePath, TextNode, TransparencyAttrib

from .font import ASCENT, Fonts
from .look import DESK, Look
from .shapes import Shapes
from .theme import CORNER, GLASS_EDGE, SHADOW, WHITE, Colour, Type
from .wrapping import wrapped

CARD = "card"
"""Name of the node that is a card's glass."""


class Align(Enum):
    """Which side of a text its x is."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(slots=True)
class Label:
    """A text that has been drawn; `say` changes a single line cheaply (not one that is centred)."""

    node: TextNode
    path: NodePath
    text: str
    height: float
    lines: int

    def say(self, text: str) -> None:
        """Show another single line."""
        if text != self.text:
            self.text = text
            self.node.set_text(text)

    def colour(self, colour: Colour) -> None:
        """Show it in another colour."""
        self.node.set_text_color(*colour)


class Touchable(Protocol):
    """Something on a canvas that can be chosen."""

    @property
    def area(self) -> tuple[float, float, float, float]:
        """Where it is on the canvas: x, y, width, height."""

    def shade(self, within: bool) -> None:
        """Show whether something points at it."""

    def press(self) -> None:
        """Choose it."""


class Canvas:
    """Where panels are drawn.

    ``size`` is in design pixels, ``scale`` screen pixels in a design pixel. ``unit`` is how long a design pixel is in
    the parent's x and z, and ``corner`` where the top left corner is there. `touchables` are what can be chosen on it,
    later ones over earlier ones.
    """

    def __init__(
        self,
        parent: NodePath,
        size: tuple[float, float],
        scale: float,
        unit: tuple[float, float],
        corner: tuple[float, float],
        look: Look = DESK,
        fonts: Fonts | None = None,
    ) -> None:
        """``fonts`` may be shared by canvases of one scale."""
        self.width, self.height = size
        self.look = look
        self.touchables: list[Touchable] = []
        self.fonts = fonts or Fonts(scale)
        self.shapes = Shapes(scale)
        self.root = parent.attach_new_node("canvas")
        self.root.set_pos(corner[0], 0, corner[1])
        self.root.set_scale(unit[0], 1.0, unit[1])
        self.root.set_depth_test(False)
        self.root.set_depth_write(False)
        self.root.set_bin("unsorted", 0)

    def group(self, x: float = 0.0, y: float = 0.0, parent: NodePath | None = None) -> NodePath:
        """An empty node that other things hang on."""
        node = (parent or self.root).attach_new_node("group")
        node.set_pos(self.fonts.snapped(x), 0, -self.fonts.snapped(y))
        return node

    def card(self, parent: NodePath, width: float, height: float) -> None:
        """A glass card with a fine edge and, over a picture, a soft shadow, at the parent's origin."""
        if self.look.shadow:
            self.shapes.shadow(width, height, 18.0, SHADOW).reparent_to(parent)
        glass = self.shapes.filled(width, height, CORNER, self.look.glass)
        glass.set_name(CARD)
        glass.reparent_to(parent)
        self.shapes.edge(width, height, CORNER, GLASS_EDGE).reparent_to(parent)

    def box(
        self, parent: NodePath, x: float, y: float, width: float, height: float, colour: Colour, corner: float = 0.0
    ) -> NodePath:
        """A filled rectangle, rounded by ``corner``."""
        node = self.shapes.filled(width, height, max(corner, 0.01), colour)
        node.reparent_to(parent)
        node.set_pos(x, 0, -y)
        return node

    def text(
        self,
        parent: NodePath,
        text: str,
        x: float,
        y: float,
        kind: Type,
        colour: Colour = WHITE,
        width: float | None = None,
        align: Align = Align.LEFT,
    ) -> Label:
        """A text whose first line's box begins at ``y``; broken into lines when a ``width`` is given."""
        lines = wrapped(text, width, lambda piece: self.fonts.width(piece, kind)) if width else [text]
        if align is Align.CENTRE:
            x -= max(self.width_of(line, kind) for line in lines) / 2.0
        node = TextNode("text")
        node.set_font(self.fonts.font(kind))
        node.set_align(TextNode.A_right if align is Align.RIGHT else TextNode.A_left)
        node.set_text_color(*colour)
        node.set_text("\n".join(lines))
        path = parent.attach_new_node(node)
        path.set_scale(self.fonts.em(kind))
        baseline = y + (kind.line - kind.size) / 2.0 + ASCENT * kind.size
        shift = self.fonts.shift
        path.set_pos(self.fonts.snapped(x) - shift, 0, shift - self.fonts.snapped(baseline))
        path.set_transparency(TransparencyAttrib.M_alpha)
        return Label(node, path, text, kind.line * len(lines), len(lines))

    def width_of(self, text: str, kind: Type) -> float:
        """Width of a single line."""
        return self.fonts.width(text, kind)

    def close(self) -> None:
        """Take everything off."""
        self.root.remove_node()
