"""A slim bar that fills from the left, with the part that is aimed at."""

from __future__ import annotations

from panda3d.core import NodePath

from .canvas import Canvas
from .theme import BAR_HEIGHT, GOAL_BAND, TRACK, Colour


class Bar:
    """A bar on its track. Filling it moves three pieces and makes no new geometry."""

    def __init__(
        self,
        canvas: Canvas,
        parent: NodePath,
        place: tuple[float, float, float],
        goal: tuple[float, float] | None = None,
        height: float = BAR_HEIGHT,
    ) -> None:
        """``place`` is x, y, width; ``goal`` two shares of the width."""
        x, y, self._width = place
        self._cap = height / 2.0
        canvas.box(parent, x, y, self._width, height, TRACK, self._cap)
        self._fill = canvas.group(x, y, parent)
        self._left = canvas.box(self._fill, 0, 0, height, height, TRACK, self._cap)
        self._middle = canvas.box(self._fill, self._cap, 0, 1.0, height, TRACK)
        self._right = canvas.box(self._fill, 0, 0, height, height, TRACK, self._cap)
        if goal is not None:
            start, end = (share * self._width for share in goal)
            canvas.box(parent, x + start, y - 3.0, max(3.0, end - start), height + 6.0, GOAL_BAND, 3.0)
        self._shown: tuple[float, Colour] | None = None

    def show(self, share: float, colour: Colour) -> None:
        """Fill a share of the bar, 0 to 1."""
        length = round(share * self._width * 2.0) / 2.0
        if self._shown == (length, colour):
            return
        self._shown = (length, colour)
        if length <= 0.0:
            self._fill.hide()
            return
        self._fill.show()
        body = max(0.01, length - 2 * self._cap)
        self._middle.set_sx(body)
        self._right.set_x(body)
        for piece in (self._left, self._middle, self._right):
            piece.set_color(*colour)
