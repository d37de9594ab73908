"""The controls that are useful now, below each other."""

from __future__ import annotations

from panda3d.core import NodePath

from ...panels.controls import ControlHint
from .canvas import Canvas
from .key_caps import CAP_HEIGHT, key_hint
from .theme import GAP, MARGIN, PADDING

MOST = 4
"""More are not looked for while operating."""


class ControlList:
    """Draws as many of the controls, from the first, as there is room for."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._node: NodePath | None = None
        self._shown: tuple[tuple[ControlHint, ...], float] = ((), 0.0)
        self.height = 0.0
        """Of the card; 0 while there is none."""

    def show(self, hints: tuple[ControlHint, ...], top: float) -> None:
        """Show these from ``top`` downwards."""
        if (hints, top) == self._shown:
            return
        self._shown = (hints, top)
        if self._node is not None:
            self._node.remove_node()
        self._node, self.height = None, 0.0
        room = self._canvas.height - MARGIN - top - 2 * PADDING + GAP
        hints = hints[: min(MOST, max(0, int(room / (CAP_HEIGHT + GAP))))]
        if hints:
            self._draw(hints, top)

    def _draw(self, hints: tuple[ControlHint, ...], top: float) -> None:
        self._node = self._canvas.group(MARGIN, top)
        self.height = len(hints) * (CAP_HEIGHT + GAP) - GAP + 2 * PADDING
        self._canvas.card(self._node, self._canvas.width - 2 * MARGIN, self.height)
        for number, hint in enumerate(hints):
            key_hint(self._canvas, self._node, PADDING, PADDING + number * (CAP_HEIGHT + GAP), hint)
