"""A hand that one press closes and the next one opens, for grips that nobody can hold down for minutes."""

from __future__ import annotations

PRESSED, RELEASED = 0.6, 0.4


class Latch:
    """One hand."""

    def __init__(self) -> None:
        self._pressed = False
        self._closed = False

    def read(self, amount: float) -> float:
        """1 while the hand is closed. ``amount`` is how far the grip is pressed, 0 to 1."""
        pressed = amount > (RELEASED if self._pressed else PRESSED)
        if pressed and not self._pressed:
            self._closed = not self._closed
        self._pressed = pressed
        return float(self._closed)
