"""Areas that can be clicked, with an answer to the pointer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from direct.showbase.DirectObject import DirectObject
from panda3d.core import MouseButton, NodePath, PGButton

from .canvas import Canvas
from .theme import CORNER, RAISED, RAISED_HOVER, Colour

_NUMBERS = count()


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
        x, y, width, height = area
        self.node = canvas.group(x, y, parent)
        self._box = canvas.box(self.node, 0, 0, width, height, colours[0], min(CORNER, height / 2.0))
        self._colours = colours
        self._clicked = clicked
        item = PGButton(f"proctor-button-{next(_NUMBERS)}")
        item.set_frame(0, width, -height, 0)
        item.set_active(True)
        self.node.attach_new_node(item)
        self._events = DirectObject()
        self._events.accept(item.get_click_event(MouseButton.one()), self._click)
        self._events.accept(item.get_within_event(), self._shade, [True])
        self._events.accept(item.get_without_event(), self._shade, [False])

    def _click(self, *_: object) -> None:
        self._clicked()

    def _shade(self, within: bool, *_: object) -> None:
        self._box.set_color(*self._colours[within])

    def press(self) -> None:
        """As if it had been clicked."""
        self._clicked()

    def close(self) -> None:
        """Take it off."""
        self._events.ignore_all()
        self.node.remove_node()
