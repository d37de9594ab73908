"""The picture on the monitor in the room: the step, its goal and the live gauges, large."""

from __future__ import annotations

from panda3d.core import NodePath, Texture

from ...panels.gauge_panel import GaugePanel
from ...panels.gauge_rows import GaugeRow
from ...panels.step_panel import StepPanel
from ..window import Window
from .bar import Bar
from .canvas import Align
from .gauge import Gauge
from .offscreen import Offscreen
from .theme import MUTED, SOFT, STATUS_FILL, STATUS_TEXT, TEAL, TEAL_FILL, WHITE, Colour, Type

SIZE = (1000, 620)
"""Pixels, in the proportions of the room's monitor (1.00 by 0.62 m). From 1.6 m away a line of 34 pixels is 1.2 degrees
high, about four times what is needed to read."""

REFRESH_S = 0.15
"""Numbers change at most this often (simulation time): quicker could not be read."""

MOST_GAUGES = 4
_BACKGROUND: Colour = (0.016, 0.055, 0.078, 1.0)
_CHAPTER = Type(28, 36)
_TITLE = Type(48, 60, strong=True)
_GOAL = Type(34, 46)
_NUMBER = Type(56, 64, strong=True)
_UNIT = Type(26, 34)
_LEFT = 44.0


class Monitor:
    """Draws into a texture, and only when what it shows has changed."""

    def __init__(self, window: Window) -> None:
        self._picture = Offscreen(window, "monitor", SIZE, background=_BACKGROUND)
        self._canvas = self._picture.canvas
        self._page: NodePath | None = None
        self._layout: tuple[object, ...] | None = None
        self._gauges: list[Gauge] = []
        self._drawn_s = 0.0

    @property
    def texture(self) -> Texture:
        """The picture."""
        return self._picture.texture

    def show(self, step: StepPanel, gauges: GaugePanel, time_s: float) -> None:
        """Show a step and its gauges at a simulation time."""
        rows = gauges.rows[:MOST_GAUGES]
        layout = (step.title, step.goal, step.progress, *((row.label, row.unit, row.goal) for row in rows))
        if layout != self._layout:
            self._layout = layout
            self._draw(step, rows)
        elif 0.0 <= time_s - self._drawn_s < REFRESH_S or [gauge.row for gauge in self._gauges] == list(rows):
            return
        for gauge, row in zip(self._gauges, rows, strict=True):
            gauge.show(row)
        self._drawn_s = time_s
        self._picture.redraw()

    def close(self) -> None:
        """Give the buffer back."""
        self._picture.close()

    def _draw(self, step: StepPanel, rows: tuple[GaugeRow, ...]) -> None:
        if self._page is not None:
            self._page.remove_node()
        self._page = page = self._canvas.group()
        right, inner = SIZE[0] - _LEFT, SIZE[0] - 2 * _LEFT
        self._canvas.text(page, step.chapter, _LEFT, 30.0, _CHAPTER, TEAL)
        self._canvas.text(page, step.progress, right, 30.0, _CHAPTER, SOFT, align=Align.RIGHT)
        Bar(self._canvas, page, (_LEFT, 78.0, inner)).show(step.progress_share, TEAL_FILL)
        y = 106.0 + self._canvas.text(page, step.title, _LEFT, 104.0, _TITLE, WHITE, width=inner).height + 8.0
        y += self._canvas.text(page, step.goal, _LEFT, y, _GOAL, SOFT, width=inner).height + 14.0
        if not rows:
            self._canvas.text(page, "  ·  ".join(step.instruments), _LEFT, y, _CHAPTER, MUTED, width=inner)
        width = (inner - 24.0 * (MOST_GAUGES - 1)) / MOST_GAUGES
        self._gauges = [
            self._gauge(page, row, _LEFT + number * (width + 24.0), width) for number, row in enumerate(rows)
        ]

    def _gauge(self, page: NodePath, row: GaugeRow, x: float, width: float) -> Gauge:
        y, right = SIZE[1] - 178.0, x + width
        self._canvas.text(page, row.label, x, y, _UNIT, MUTED, width=width)
        self._canvas.text(page, row.unit, right, y + 84.0, _UNIT, SOFT, align=Align.RIGHT)
        right -= self._canvas.width_of(row.unit, _UNIT) + 8.0 if row.unit else 0.0
        value = self._canvas.text(page, row.value, right, y + 62.0, _NUMBER, STATUS_TEXT[row.status], align=Align.RIGHT)
        bar = None
        if row.share is not None:
            bar = Bar(self._canvas, page, (x, y + 134.0, width), row.goal, 10.0)
            bar.show(row.share, STATUS_FILL[row.status])
        return Gauge(value, bar, row)
