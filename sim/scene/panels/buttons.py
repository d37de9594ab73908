"""Areas that can be clicked, with an answer to the pointer: a mouse finds them by itself, others by their canvas."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from direct.showbase.DirectObject import DirectObject
from panda3d.core import MouseButton, NodePath, PGButton

from .canvas import Canvas
from .theme import CORNER, GLASS_EDGE, RAISED, RAISED_HOVER, TEAL, Colour

_NUMBERS = count()
_RIM = 2.0


class Button:
    """A rounded button; what is drawn on it hangs on `node`."""

    def __init__(
        self,
        canvas: Canvas,
        parent: NodePath,
        area: tuple[float, float, float, float],
        clicked: Callable[[], None],
        colours: tuple[Colour, Colour] = (RAISED, RAISED_HOVER),
    ) -> None:
        """``area`` is x, y, width, height; ``colours`` are at rest and under the pointer."""
        x, y, self._width, self._height = area
        width, height = self._width, self._height
        self._canvas = canvas
        self.node = canvas.group(x, y, parent)
        corner = min(CORNER, height / 2.0)
        self._box = canvas.box(self.node, 0, 0, width, height, colours[0], corner)
        if canvas.look.edges:
            canvas.shapes.edge(width, height, corner, GLASS_EDGE).reparent_to(self.node)
        self._rim = canvas.shapes.edge(width, height, corner, TEAL, _RIM)
        self._rim.reparent_to(self.node)
        self._rim.hide()
        self._colours = colours
        self._within = False
        self._clicked = clicked
        item = PGButton(f"proctor-button-{next(_NUMBERS)}")
        item.set_frame(0, width, -height, 0)
        item.set_active(True)
        self.node.attach_new_node(item)
        self._events = DirectObject()
        self._events.accept(item.get_click_event(MouseButton.one()), self._click)
        self._events.accept(item.get_within_event(), self.shade, [True])
        self._events.accept(item.get_without_event(), self.shade, [False])
        canvas.touchables.append(self)

    @property
    def area(self) -> tuple[float, float, float, float]:
        """Where it is on its canvas: x, y, width, height."""
        place = self.node.get_pos(self._canvas.root)
        return (place.x, -place.z, self._width, self._height)

    def shade(self, within: bool, *_: object) -> None:
        """Show whether something points at it."""
        if within == self._within:
            return
        self._within = within
        self._box.set_color(*self._colours[within])
        if within:
            self._rim.show()
        else:
            self._rim.hide()

    def press(self) -> None:
        """As if it had been clicked."""
        self._clicked()

    def close(self) -> None:
        """Take it off."""
        self._canvas.touchables.remove(self)
        self._events.ignore_all()
        self.node.remove_node()

    def _click(self, *_: object) -> None:
        self._clicked()
