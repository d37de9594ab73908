"""The debrief's table: a line for each metric, its source under it."""

from __future__ import annotations

from panda3d.core import NodePath

from ...panels.debrief import DebriefGroup, DebriefPanel, DebriefRow
from .bar import Bar
from .canvas import Align, Canvas
from .scroll import Scroll
from .theme import (
    BODY,
    LABEL,
    LINE,
    MUTED,
    ROW,
    SMALL,
    SOFT,
    STATUS_FILL,
    STATUS_TEXT,
    TEAL,
    WHITE,
)

_HEAD = 30.0
_PAD = 14.0
_SHARE_BAR = 64.0


class DebriefTable:
    """Column heads that stand still over rows that scroll."""

    def __init__(self, canvas: Canvas, parent: NodePath, area: tuple[float, float, float, float]) -> None:
        """``area`` is x, y, width, height."""
        self._canvas = canvas
        x, y, width, height = area
        self._width = width - 16.0
        self._head = canvas.group(x, y, parent)
        self.scroll = Scroll(canvas, parent, (x, y + _HEAD, width, height - _HEAD))
        right = self._width - _PAD
        self._label_x = right - 118.0
        self._points_right = self._label_x - 26.0
        self._norm_x = self._points_right - 92.0 - 190.0
        self._value_right = self._norm_x - 26.0

    def show(self, panel: DebriefPanel) -> None:
        """Draw the whole table."""
        self._heads(panel.columns)
        y = 0.0
        for group in panel.groups:
            y = self._group(group, y)
        self.scroll.set_total(y)

    def _heads(self, columns: tuple[str, ...]) -> None:
        metric, value, norm, points, label, source = columns
        put = self._canvas.text
        put(self._head, f"{metric}  ·  {source}", _PAD, 4.0, SMALL, MUTED)
        put(self._head, value, self._value_right, 4.0, SMALL, MUTED, align=Align.RIGHT)
        put(self._head, norm, self._norm_x, 4.0, SMALL, MUTED)
        put(self._head, points, self._points_right, 4.0, SMALL, MUTED, align=Align.RIGHT)
        put(self._head, label, self._label_x, 4.0, SMALL, MUTED)
        self._canvas.box(self._head, 0, _HEAD - 2.0, self._width, 1.0, LINE)

    def _group(self, group: DebriefGroup, y: float) -> float:
        y += 12.0
        node = self.scroll.content
        self._canvas.text(node, group.title, _PAD, y, BODY, TEAL)
        self._canvas.text(node, group.points, self._points_right, y, BODY, TEAL, align=Align.RIGHT)
        bar = Bar(self._canvas, node, (self._label_x, y + 9.0, _SHARE_BAR))
        bar.show(group.share, STATUS_FILL[group.status])
        y += BODY.line + 6.0
        for number, row in enumerate(group.rows):
            y = self._row(row, y, striped=number % 2 == 0)
        return y

    def _row(self, row: DebriefRow, y: float, striped: bool) -> float:
        content = self._canvas.group()
        top = 7.0
        name_room = self._value_right - 100.0 - _PAD
        name = self._canvas.text(content, row.name, _PAD, top, LABEL, WHITE, width=name_room)
        value = f"{row.value}{'' if row.unit == '°' else ' '}{row.unit}".strip()
        self._canvas.text(content, value, self._value_right, top, LABEL, STATUS_TEXT[row.status], align=Align.RIGHT)
        norm = self._canvas.text(content, row.norm, self._norm_x, top, SMALL, SOFT, width=186.0)
        self._canvas.text(content, row.points, self._points_right, top, LABEL, SOFT, align=Align.RIGHT)
        self._canvas.text(content, row.label, self._label_x, top, SMALL, SOFT)
        below = top + max(name.height, norm.height) + 1.0
        source = self._canvas.text(content, row.source, _PAD, below, SMALL, MUTED, width=self._width - 2 * _PAD)
        height = below + source.height + 8.0
        place = self._canvas.group(0, y, self.scroll.content)
        if striped:
            self._canvas.box(place, 0, 0, self._width, height, ROW, 8.0)
        content.reparent_to(place)
        return y + height

    def close(self) -> None:
        """Stop listening to the wheel."""
        self.scroll.close()
