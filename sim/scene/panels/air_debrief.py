"""The debrief in the air: the score on the left, every number on the right, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from panda3d.core import NodePath

from ...language import Translator
from ...panels.debrief import DebriefPanel
from .air_debrief_list import AirDebriefList
from .buttons import Button
from .canvas import Align, Canvas
from .score import score_ring
from .theme import (
    BODY,
    HEADLINE,
    LABEL,
    MARGIN,
    MUTED,
    ON_TEAL,
    PADDING,
    RAISED,
    RAISED_HOVER,
    SCORE,
    SMALL,
    TEAL,
    TEAL_FILL,
    WHITE,
    Colour,
)

_SIDE = 176.0
_TOP = 104.0
_BUTTON = 48.0
_RING = 66.0


class AirDebrief:
    """Draws a `DebriefPanel`."""

    def __init__(self, canvas: Canvas, go_on: Callable[[], None], go_on_text: str, translator: Translator) -> None:
        self._canvas = canvas
        self._go_on, self._go_on_text = go_on, go_on_text
        self._up, self._down = translator.text("debrief.scroll_up"), translator.text("debrief.scroll_down")
        self._shown: DebriefPanel | None = None
        self._node: NodePath | None = None
        self._list: AirDebriefList | None = None
        self._buttons: list[Button] = []
        self.height = 0.0
        """Of the card; 0 while there is none."""

    @property
    def offset(self) -> float:
        """How far its list has been moved."""
        return self._list.scroll.offset if self._list else 0.0

    def show(self, panel: DebriefPanel | None) -> None:
        """Draw it; None takes it away."""
        if panel is self._shown:
            return
        self._shown = panel
        for button in self._buttons:
            button.close()
        if self._list is not None:
            self._list.close()
        if self._node is not None:
            self._node.remove_node()
        self._node, self._list, self._buttons, self.height = None, None, [], 0.0
        if panel is not None:
            self._draw(panel)

    def _draw(self, panel: DebriefPanel) -> None:
        self._node = node = self._canvas.group(MARGIN, MARGIN)
        width, self.height = self._canvas.width - 2 * MARGIN, self._canvas.height - 2 * MARGIN
        self._canvas.card(node, width, self.height)
        self._canvas.text(node, panel.title, PADDING + 4.0, 14.0, HEADLINE, WHITE)
        about = f"{panel.scenario}  ·  {panel.mode}  ·  {panel.device}  ·  {panel.duration}"
        self._canvas.text(node, about, PADDING + 4.0, 56.0, SMALL, MUTED, width=width - _SIDE - 3 * PADDING)
        score_ring(self._canvas, node, panel, (PADDING + _SIDE / 2.0, _TOP + _RING), _RING, SCORE)
        left = PADDING + _SIDE + PADDING
        area = (left, _TOP, width - left - PADDING, self.height - _TOP - PADDING)
        self._list = AirDebriefList(self._canvas, node, area)
        self._list.show(panel)
        self._draw_buttons(node, width, area[3])

    def _draw_buttons(self, node: NodePath, width: float, page: float) -> None:
        go_on = (width - PADDING - _SIDE, 20.0, _SIDE, _BUTTON)
        self._button(node, self._go_on_text, go_on, self._go_on, (TEAL_FILL, TEAL), ON_TEAL)
        step = page - 3 * LABEL.line
        y = self.height - PADDING - _BUTTON
        for text, way, top in ((f"▼  {self._down}", step, y), (f"▲  {self._up}", -step, y - _BUTTON - 10.0)):
            area = (PADDING, top, _SIDE, _BUTTON)
            self._button(node, text, area, partial(self._move, way), (RAISED, RAISED_HOVER), WHITE)

    def _button(
        self,
        node: NodePath,
        text: str,
        area: tuple[float, float, float, float],
        clicked: Callable[[], None],
        colours: tuple[Colour, Colour],
        colour: Colour,
    ) -> None:
        button = Button(self._canvas, node, area, clicked, colours)
        top = (area[3] - BODY.line) / 2.0
        self._canvas.text(button.node, text, area[2] / 2.0, top, BODY, colour, align=Align.CENTRE)
        self._buttons.append(button)

    def _move(self, step: float) -> None:
        if self._list is not None:
            self._list.scroll.move(step)
