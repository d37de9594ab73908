"""The card at the top left: the step, its goal and why."""

from __future__ import annotations

from dataclasses import replace

from panda3d.core import NodePath

from ...panels.step_panel import StepPanel
from .bar import Bar
from .canvas import Align, Canvas, Label
from .theme import (
    AMBER,
    AMBER_FILL,
    BODY,
    GAP,
    LABEL,
    LINE,
    MARGIN,
    MUTED,
    PADDING,
    SMALL,
    SOFT,
    TEAL,
    TEAL_FILL,
    TITLE,
    WHITE,
    Colour,
    Type,
)

WIDTH = 380.0


class StepCard:
    """Draws a `StepPanel`; anew only when something other than the timer changed."""

    def __init__(self, canvas: Canvas, labels: dict[str, str], width: float = WIDTH) -> None:
        """``labels`` are the words for ``why`` and ``hint``."""
        self._canvas = canvas
        self._width, self._inner = width, width - 2 * PADDING
        self._labels = labels
        self._node: NodePath | None = None
        self._timer: Label | None = None
        self._shown: StepPanel | None = None
        self.height = 0.0
        """Of the card; 0 while there is none."""

    def show(self, panel: StepPanel | None) -> None:
        """Show this card; None takes it away."""
        still = replace(panel, timer="", question=None) if panel else None
        if still != self._shown:
            self._shown = still
            self._redraw(panel)
        if panel and self._timer:
            self._timer.say(panel.timer)

    def _redraw(self, panel: StepPanel | None) -> None:
        if self._node is not None:
            self._node.remove_node()
        self._node, self._timer, self.height = None, None, 0.0
        if panel is None:
            return
        self._node = self._canvas.group(MARGIN, MARGIN)
        content = self._canvas.group()
        self.height = self._draw(content, panel)
        self._canvas.card(self._node, self._width, self.height)
        content.reparent_to(self._node)

    def _draw(self, node: NodePath, panel: StepPanel) -> float:
        y = self._heading(node, panel)
        y += self._text(node, panel.title, y, TITLE, WHITE) + 4.0
        if panel.goal:
            y += self._text(node, panel.goal, y, BODY, SOFT) + GAP
        if panel.why:
            y = self._rule(node, y)
            y += self._text(node, f"{self._labels['why']}  ·  {panel.why}", y, LABEL, MUTED) + GAP
        for hint in panel.hints:
            y = self._hint(node, hint, y)
        if panel.instruments or panel.hints_left:
            y = self._rule(node, y)
            y = self._instruments(node, panel, y)
        return y + PADDING - GAP

    def _heading(self, node: NodePath, panel: StepPanel) -> float:
        y = PADDING - 2.0
        self._canvas.text(node, f"{panel.chapter}  ·  {panel.mode}", PADDING, y, SMALL, TEAL)
        right = self._width - PADDING
        progress = self._canvas.text(node, panel.progress, right, y, SMALL, SOFT, align=Align.RIGHT)
        room = self._canvas.width_of(panel.progress, SMALL) + 16.0
        self._timer = self._canvas.text(node, panel.timer, right - room, y, SMALL, SOFT, align=Align.RIGHT)
        y += progress.height + 6.0
        Bar(self._canvas, node, (PADDING, y, self._inner), height=3.0).show(panel.progress_share, TEAL_FILL)
        return y + 3.0 + 12.0

    def _text(self, node: NodePath, text: str, y: float, kind: Type, colour: Colour) -> float:
        return self._canvas.text(node, text, PADDING, y, kind, colour, width=self._inner).height

    def _rule(self, node: NodePath, y: float) -> float:
        self._canvas.box(node, PADDING, y, self._inner, 1.0, LINE)
        return y + 1.0 + GAP

    def _hint(self, node: NodePath, hint: str, y: float) -> float:
        label = self._canvas.text(node, hint, PADDING + 14.0, y, LABEL, AMBER, width=self._inner - 14.0)
        self._canvas.box(node, PADDING, y + 3.0, 3.0, label.height - 6.0, AMBER_FILL, 1.5)
        return y + label.height + GAP

    def _instruments(self, node: NodePath, panel: StepPanel, y: float) -> float:
        for name in panel.instruments:
            self._canvas.box(node, PADDING + 2.0, y + 8.0, 5.0, 5.0, TEAL_FILL, 2.5)
            y += self._canvas.text(node, name, PADDING + 16.0, y, LABEL, SOFT, width=self._inner - 16.0).height
        if panel.hints_left:
            y += self._text(node, panel.hints_left, y + 2.0, SMALL, MUTED) + 2.0
        return y + GAP
