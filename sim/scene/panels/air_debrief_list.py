"""The debrief's list in the air: what to practise, then every measure with its norm and source."""

from __future__ import annotations

from panda3d.core import NodePath

from ...panels.debrief import DebriefGroup, DebriefPanel, DebriefRow
from .canvas import Align, Canvas
from .scroll import Scroll
from .theme import (
    AMBER_FILL,
    BODY,
    LABEL,
    MUTED,
    ROW,
    SMALL,
    SOFT,
    STATUS_TEXT,
    TEAL,
    WHITE,
)

_PAD = 12.0
_POINTS = 86.0
_VALUE = 108.0


class AirDebriefList:
    """Narrow rows that scroll."""

    def __init__(self, canvas: Canvas, parent: NodePath, area: tuple[float, float, float, float]) -> None:
        """``area`` is x, y, width, height."""
        self._canvas = canvas
        self._width = area[2] - 16.0
        self.scroll = Scroll(canvas, parent, area)

    def show(self, panel: DebriefPanel) -> None:
        """Draw all of it."""
        y = self._advice(panel)
        for group in panel.groups:
            y = self._group(group, y)
        self.scroll.set_total(y)

    def close(self) -> None:
        """Stop listening to the wheel."""
        self.scroll.close()

    def _advice(self, panel: DebriefPanel) -> float:
        node, put, inner = self.scroll.content, self._canvas.text, self._width - 2 * _PAD
        y = put(node, panel.practise_title, _PAD, 0.0, BODY, TEAL, width=inner).height + 2.0
        for line in panel.practise_next:
            self._canvas.box(node, _PAD, y + 8.0, 5.0, 5.0, AMBER_FILL, 2.5)
            y += put(node, line, _PAD + 14.0, y, LABEL, WHITE, width=inner - 14.0).height + 4.0
        for line in (panel.pass_source, panel.norms):
            y += put(node, line, _PAD, y, SMALL, MUTED, width=inner).height + 4.0
        return y

    def _group(self, group: DebriefGroup, y: float) -> float:
        y += 12.0
        node, inner = self.scroll.content, self._width - 2 * _PAD
        title = self._canvas.text(node, group.title, _PAD, y, BODY, TEAL, width=inner - _POINTS)
        self._canvas.text(node, group.points, self._width - _PAD, y, BODY, TEAL, align=Align.RIGHT)
        y += title.height + 4.0
        for number, row in enumerate(group.rows):
            y = self._row(row, y, striped=number % 2 == 0)
        return y

    def _row(self, row: DebriefRow, y: float, striped: bool) -> float:
        content, put = self._canvas.group(), self._canvas.text
        right, inner = self._width - _PAD, self._width - 2 * _PAD
        put(content, row.points, right, 7.0, LABEL, SOFT, align=Align.RIGHT)
        value = f"{row.value}{'' if row.unit == '°' else ' '}{row.unit}".strip()
        put(content, value, right - _POINTS, 7.0, LABEL, STATUS_TEXT[row.status], align=Align.RIGHT)
        top = 7.0 + put(content, row.name, _PAD, 7.0, LABEL, WHITE, width=inner - _POINTS - _VALUE).height
        for line in (f"{row.norm}  ·  {row.label}", row.source):
            top += put(content, line, _PAD, top, SMALL, MUTED, width=inner).height
        height = top + 7.0
        place = self._canvas.group(0, y, self.scroll.content)
        if striped:
            self._canvas.box(place, 0, 0, self._width, height, ROW, 8.0)
        content.reparent_to(place)
        return y + height
