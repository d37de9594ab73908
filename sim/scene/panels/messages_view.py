"""At the top in the middle: what just went wrong or was found."""

from __future__ import annotations

from collections.abc import Sequence

from panda3d.core import NodePath

from ...panels.messages import Message
from .canvas import Canvas
from .theme import BODY, GAP, MARGIN, STATUS_FILL, WHITE

_MOST_WIDTH = 440.0


class Messages:
    """Draws messages between two lines of the canvas, the oldest on top."""

    def __init__(self, canvas: Canvas, left: float, right: float, bottom: float | None = None) -> None:
        """They begin at the top, or end at ``bottom``."""
        self._canvas = canvas
        self._bottom = bottom
        self._left, self._right = left, right
        self._node: NodePath | None = None
        self._shown: tuple[Message, ...] = ()

    def show(self, messages: Sequence[Message]) -> None:
        """Show these messages."""
        if tuple(messages) == self._shown:
            return
        self._shown = tuple(messages)
        if self._node is not None:
            self._node.remove_node()
        self._node = self._canvas.group()
        y = MARGIN
        for message in messages:
            y += self._message(message, y) + GAP
        if self._bottom is not None:
            self._node.set_z(self._canvas.fonts.snapped(y - GAP - self._bottom))

    def _message(self, message: Message, y: float) -> float:
        left, right = self._left, self._right
        room = min(_MOST_WIDTH, right - left)
        content = self._canvas.group()
        text = self._canvas.text(content, message.text, 26.0, 8.0, BODY, WHITE, width=room - 44.0)
        width = min(room, self._canvas.width_of(message.text, BODY) + 46.0)
        height = text.height + 16.0
        card = self._canvas.group(round((left + right - width) / 2.0), y, self._node)
        self._canvas.box(card, 0, 0, width, height, self._canvas.look.glass, 10.0)
        self._canvas.box(card, 10.0, 9.0, 4.0, height - 18.0, STATUS_FILL[message.status], 2.0)
        content.reparent_to(card)
        return height
