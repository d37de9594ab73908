"""Buttons in the air for what the hands have no button for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...panels.choices import Choice
from .buttons import Button
from .canvas import Align, Canvas
from .theme import BODY, GAP, MARGIN, PADDING, WHITE

_HEIGHT = 46.0


class Tools:
    """Draws a few choices below each other."""

    def __init__(self, canvas: Canvas, chosen: Callable[[Choice], None]) -> None:
        self._canvas = canvas
        self._chosen = chosen
        self._buttons: list[Button] = []
        self._shown: tuple[Choice, ...] = ()
        self._node = canvas.group()
        self.height = 0.0
        """Of the card; 0 while there is none."""

    def show(self, choices: tuple[Choice, ...]) -> None:
        """Show these choices."""
        if choices == self._shown:
            return
        self._shown = choices
        for button in self._buttons:
            button.close()
        self._node.remove_node()
        self._node, self._buttons, self.height = self._canvas.group(MARGIN, MARGIN), [], 0.0
        if choices:
            self._draw(choices)

    def _draw(self, choices: tuple[Choice, ...]) -> None:
        width = self._canvas.width - 2 * MARGIN
        inner = width - 2 * PADDING
        self.height = len(choices) * (_HEIGHT + GAP) - GAP + 2 * PADDING
        self._canvas.card(self._node, width, self.height)
        for number, choice in enumerate(choices):
            area = (PADDING, PADDING + number * (_HEIGHT + GAP), inner, _HEIGHT)
            button = Button(self._canvas, self._node, area, partial(self._chosen, choice))
            top = (_HEIGHT - BODY.line) / 2.0
            self._canvas.text(button.node, choice.title, inner / 2.0, top, BODY, WHITE, align=Align.CENTRE)
            self._buttons.append(button)
