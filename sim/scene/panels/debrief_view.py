"""The debrief over the whole window: score and advice on the left, every number on the right."""

from __future__ import annotations

from collections.abc import Callable

from panda3d.core import NodePath

from ...panels.debrief import DebriefPanel
from .buttons import Button
from .canvas import Align, Canvas
from .debrief_table import DebriefTable
from .score import score_ring
from .theme import (
    AMBER_FILL,
    BODY,
    CORNER,
    HEADLINE,
    LABEL,
    MUTED,
    ON_TEAL,
    PAGE,
    RAISED,
    SMALL,
    SOFT,
    TEAL,
    TEAL_FILL,
    WHITE,
)

_MARGIN = 40.0
_SIDE = 300.0
_RING = 84.0
_TOP = 112.0
_BUTTON = (168.0, 44.0)


class Debrief:
    """Draws a `DebriefPanel`."""

    def __init__(self, canvas: Canvas, go_on: Callable[[], None], go_on_text: str) -> None:
        self._canvas = canvas
        self._go_on = go_on
        self._go_on_text = go_on_text
        self.node: NodePath | None = None
        self.table: DebriefTable | None = None
        self._button: Button | None = None

    def show(self, panel: DebriefPanel) -> None:
        """Draw it over everything."""
        self.close()
        self.node = self._canvas.group()
        self._canvas.box(self.node, 0, 0, self._canvas.width, self._canvas.height, PAGE)
        self._header(self.node, panel)
        self._score(self.node, panel)
        self._advice(self.node, panel)
        left = 2 * _MARGIN + _SIDE
        area = (left, _TOP, self._canvas.width - left - _MARGIN, self._canvas.height - _TOP - _MARGIN)
        self.table = DebriefTable(self._canvas, self.node, area)
        self.table.show(panel)

    def close(self) -> None:
        """Take it away."""
        if self.table is not None:
            self.table.close()
        if self._button is not None:
            self._button.close()
        if self.node is not None:
            self.node.remove_node()
        self.node = self.table = self._button = None

    def _header(self, node: NodePath, panel: DebriefPanel) -> None:
        self._canvas.text(node, panel.title, _MARGIN, 14.0, HEADLINE, WHITE)
        about = f"{panel.scenario}  ·  {panel.mode}  ·  {panel.device}  ·  {panel.duration}"
        self._canvas.text(node, about, _MARGIN, 54.0, BODY, SOFT)
        self._canvas.text(node, panel.norms, _MARGIN, 80.0, SMALL, MUTED)
        width, height = _BUTTON
        area = (self._canvas.width - _MARGIN - width, 34.0, width, height)
        self._button = Button(self._canvas, node, area, self._go_on, (TEAL_FILL, TEAL))
        top = (height - BODY.line) / 2.0
        self._canvas.text(self._button.node, self._go_on_text, width / 2.0, top, BODY, ON_TEAL, align=Align.CENTRE)

    def _score(self, node: NodePath, panel: DebriefPanel) -> None:
        score_ring(self._canvas, node, panel, (_MARGIN + _SIDE / 2.0, _TOP + 10.0 + _RING), _RING)

    def _advice(self, node: NodePath, panel: DebriefPanel) -> None:
        y = _TOP + 2 * _RING + 24.0 + 44.0 + LABEL.line + 14.0
        card = self._canvas.group(_MARGIN, y, node)
        content = self._canvas.group()
        inner = _SIDE - 32.0
        top = 12.0
        top += self._canvas.text(content, panel.practise_title, 16.0, top, BODY, TEAL, width=inner).height + 4.0
        for line in panel.practise_next:
            self._canvas.box(content, 16.0, top + 8.0, 5.0, 5.0, AMBER_FILL, 2.5)
            top += self._canvas.text(content, line, 30.0, top, LABEL, WHITE, width=inner - 14.0).height + 6.0
        self._canvas.box(card, 0, 0, _SIDE, top + 8.0, RAISED, CORNER)
        content.reparent_to(card)
        top += 22.0
        self._canvas.text(card, panel.pass_source, 0, top, SMALL, MUTED, width=_SIDE)
