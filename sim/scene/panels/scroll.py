"""A part of a canvas that is taller than what is seen of it."""

from __future__ import annotations

from direct.showbase.DirectObject import DirectObject
from panda3d.core import NodePath, Point3

from .canvas import Canvas
from .theme import MUTED, TRACK

_WHEEL = 60.0
_KEYS = {
    "wheel_up": -_WHEEL,
    "wheel_down": _WHEEL,
    "arrow_up": -_WHEEL,
    "arrow_down": _WHEEL,
    "page_up": -480.0,
    "page_down": 480.0,
    "home": -1e6,
    "end": 1e6,
}
_BAR_WIDTH = 6.0


class Scroll:
    """A window of ``height`` on `content`; follows the wheel, the arrows, page, home and end keys."""

    def __init__(self, canvas: Canvas, parent: NodePath, area: tuple[float, float, float, float]) -> None:
        """``area`` is x, y, width, height; the scroll bar stands in its last 6 pixels."""
        x, y, self.width, self.height = area
        self._canvas = canvas
        self._frame = canvas.group(x, y, parent)
        clip = canvas.group(0, 0, self._frame)
        clip.set_scissor(Point3(0, 0, 0), Point3(self.width, 0, -self.height))
        self.content = canvas.group(0, 0, clip)
        self._total = self.height
        self._thumb: NodePath | None = None
        self.offset = 0.0
        self._events = DirectObject()
        for key, step in _KEYS.items():
            self._events.accept(key, self.move, [step])
            self._events.accept(f"{key}-repeat", self.move, [step])

    def set_total(self, total: float) -> None:
        """Say how tall the content is."""
        self._total = max(total, self.height)
        if total > self.height:
            x = self.width - _BAR_WIDTH
            self._canvas.box(self._frame, x, 0, _BAR_WIDTH, self.height, TRACK, _BAR_WIDTH / 2.0)
            length = max(40.0, self.height * self.height / total)
            self._thumb = self._canvas.box(self._frame, x, 0, _BAR_WIDTH, length, MUTED, _BAR_WIDTH / 2.0)
            self._travel = self.height - length

    def move(self, step: float) -> None:
        """Scroll by design pixels, down when positive."""
        room = self._total - self.height
        self.offset = min(room, max(0.0, self.offset + step))
        self.content.set_z(self._canvas.fonts.snapped(self.offset))
        if self._thumb is not None:
            self._thumb.set_z(-self._travel * self.offset / room)

    def close(self) -> None:
        """Stop listening."""
        self._events.ignore_all()
