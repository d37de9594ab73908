"""One sentence on an empty window, for as long as nothing else can be shown."""

from __future__ import annotations

from ..window import Window
from .canvas import Align, Canvas
from .theme import BODY, DESIGN_HEIGHT, PAGE, SOFT, TITLE, WHITE


class Notice:
    """A title and what goes on, drawn once."""

    def __init__(self, window: Window, title: str, text: str) -> None:
        self._window = window
        width, height = window.output.get_x_size(), window.output.get_y_size()
        design = (DESIGN_HEIGHT * width / height, DESIGN_HEIGHT)
        unit = (2.0 / design[0], 2.0 / design[1])
        self._canvas = canvas = Canvas(window.render2d, design, height / DESIGN_HEIGHT, unit, (-1.0, 1.0))
        page = canvas.group()
        canvas.box(page, 0.0, 0.0, *design, (*PAGE[:3], 1.0))
        middle = design[0] / 2.0
        canvas.text(page, title, middle, DESIGN_HEIGHT * 0.44, TITLE, WHITE, align=Align.CENTRE)
        canvas.text(page, text, middle, DESIGN_HEIGHT * 0.52, BODY, SOFT, align=Align.CENTRE)

    def show(self) -> None:
        """Draw it now; twice, because the first picture of a window may go to the buffer behind."""
        for _ in range(2):
            self._window.draw()

    def close(self) -> None:
        """Take it away."""
        self._canvas.root.remove_node()
