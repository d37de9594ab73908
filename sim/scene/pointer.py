"""The window's mouse: captured, it only says how far it went; free, it is there to click with."""

from __future__ import annotations

import math
from typing import Any

from panda3d.core import WindowProperties

ROOM_SHARE = 0.3
"""Share of the window's height that a captured pointer may be off the middle before it is put back there."""
PATIENCE = 5
"""For so many looks a pointer may be reported where it was before it was put elsewhere."""
TRIES = 3
"""A pointer that has not gone where it was put so many times running cannot be put (a tablet, or a virtual machine
that follows the host's pointer). From then on it is left where it is."""


class Pointer:
    """The pointer of one window.

    Captured it is hidden and, where the system can, read as relative motion. Where it cannot, it is kept inside the
    window and put back into the middle again and again, so that a hand can always go on.
    """

    def __init__(self, output: Any) -> None:
        """``output`` is a `GraphicsWindow`; anything without a pointer, such as a buffer, never moves."""
        self._output = output if hasattr(output, "get_pointer") else None
        self._last: tuple[float, float] | None = None
        self._put_from: tuple[float, float] | None = None
        """Where it was when it was last put into the middle, until it is seen there."""
        self._looks = 0
        self._failures = 0
        self.captured = False

    def capture(self, captured: bool) -> None:
        """Take the pointer away, or give it back."""
        if captured == self.captured or self._output is None:
            return
        self.captured, self._failures = captured, 0
        self._last = self._put_from = None
        self._output.clear_rejected_properties()
        self._ask_for(WindowProperties.M_relative if captured else WindowProperties.M_absolute)

    def moved(self) -> tuple[float, float]:
        """Pixels since the last look, right and down positive; none while it is free."""
        if not self.captured:
            return 0.0, 0.0
        self._settle_for_less()
        pointer = self._output.get_pointer(0)
        now = (pointer.get_x(), pointer.get_y())
        if self._is_late(now):
            return 0.0, 0.0
        before, self._last = self._last or now, now
        if math.dist(now, self._middle) > ROOM_SHARE * self._output.get_y_size():
            self._put_back(now)
        return now[0] - before[0], now[1] - before[1]

    def _ask_for(self, mode: Any) -> None:
        wanted = WindowProperties()
        wanted.set_cursor_hidden(self.captured)
        wanted.set_mouse_mode(mode)
        self._output.request_properties(wanted)

    def _settle_for_less(self) -> None:
        """Where there is no relative motion, the pointer shall at least not leave the window."""
        refused = self._output.get_rejected_properties()
        if refused.has_mouse_mode() and refused.get_mouse_mode() == WindowProperties.M_relative:
            self._output.clear_rejected_properties()
            self._ask_for(WindowProperties.M_confined)

    @property
    def _middle(self) -> tuple[int, int]:
        return self._output.get_x_size() // 2, self._output.get_y_size() // 2

    def _put_back(self, now: tuple[float, float]) -> None:
        if self._failures < TRIES and self._output.move_pointer(0, *self._middle):
            self._last, self._put_from, self._looks = self._middle, now, 0

    def _is_late(self, now: tuple[float, float]) -> bool:
        """Whether the pointer is still reported where it was before it was put into the middle."""
        if self._put_from is None:
            return False
        if math.dist(now, self._middle) < math.dist(now, self._put_from):
            self._put_from, self._failures = None, 0
            return False
        self._looks += 1
        if self._looks >= PATIENCE:
            self._put_from, self._last = None, now
            self._failures += 1
        return True
