"""The column at the top right: live gauges as slim bars."""

from __future__ import annotations

from panda3d.core import NodePath

from ...panels.gauge_panel import GaugePanel
from ...panels.gauge_rows import GaugeRow
from .bar import Bar
from .canvas import Align, Canvas
from .gauge import Gauge
from .theme import LABEL, MARGIN, MUTED, NUMBER, PADDING, SMALL, SOFT, STATUS_FILL, STATUS_TEXT, TEAL

WIDTH = 272.0
_INNER = WIDTH - 2 * PADDING
_ROW = 34.0
_BAR_ROW = 46.0


class GaugeColumn:
    """Draws a `GaugePanel`; rows are made anew only when other gauges are wanted."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._node: NodePath | None = None
        self._layout: object = None
        self._gauges: list[Gauge] = []
        self.height = 0.0
        """Of the column; 0 while there is none."""

    def show(self, panel: GaugePanel | None) -> None:
        """Show these gauges; none take the column away."""
        rows = panel.rows if panel else ()
        layout = [(row.label, row.unit, row.goal, row.share is None) for row in rows]
        if layout != self._layout:
            self._layout = layout
            self._redraw(panel)
        for gauge, row in zip(self._gauges, rows, strict=True):
            gauge.show(row)

    def _redraw(self, panel: GaugePanel | None) -> None:
        if self._node is not None:
            self._node.remove_node()
        self._node, self._gauges, self.height = None, [], 0.0
        if panel is None or not panel.rows:
            return
        self._node = self._canvas.group(self._canvas.width - MARGIN - WIDTH, MARGIN)
        content = self._canvas.group()
        y = PADDING - 2.0
        y += self._canvas.text(content, panel.title, PADDING, y, SMALL, TEAL, width=_INNER).height + 8.0
        for row in panel.rows:
            self._gauges.append(self._gauge(content, row, y))
            y += _ROW if row.share is None else _BAR_ROW
        self.height = y + PADDING - 12.0
        self._canvas.card(self._node, WIDTH, self.height)
        content.reparent_to(self._node)

    def _gauge(self, node: NodePath, row: GaugeRow, y: float) -> Gauge:
        right = WIDTH - PADDING
        unit = self._canvas.width_of(row.unit, SMALL)
        if row.unit:
            self._canvas.text(node, row.unit, right, y + 4.0, SMALL, MUTED, align=Align.RIGHT)
        right -= unit + 5.0 if unit else 0.0
        value = self._canvas.text(node, row.value, right, y, NUMBER, STATUS_TEXT[row.status], align=Align.RIGHT)
        self._canvas.text(node, row.label, PADDING, y + 3.0, LABEL, SOFT)
        bar = None
        if row.share is not None:
            bar = Bar(self._canvas, node, (PADDING, y + 28.0, _INNER), row.goal)
            bar.show(row.share, STATUS_FILL[row.status])
        return Gauge(value, bar, row)
