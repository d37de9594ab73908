"""How often a hand may be shaken, and what comes first when two things want to shake it."""

from __future__ import annotations

import math

from .feel import Feel

MOST_HZ = 25
"""Pulses a second for one hand. Radio links and motors of controllers keep up with that, and a hand takes what comes
faster for one (ours)."""

_LEAST_GAP_S = 1.0 / MOST_HZ
_STALE_S = 0.12
"""A knock that had to wait for longer would be taken for something else (ours)."""


class Limiter:
    """One hand. A knock waits for its turn and is not talked over; what goes on waits for knocks to end."""

    def __init__(self) -> None:
        self._last_s = -math.inf
        self._free_s = -math.inf
        self._waiting: Feel | None = None
        self._since_s = 0.0

    def admit(self, time_s: float, shots: tuple[Feel, ...], ongoing: Feel | None) -> Feel | None:
        """What the hand feels from now on; None when nothing new is to start."""
        self._queue(time_s, shots)
        if time_s - self._last_s < _LEAST_GAP_S:
            return None
        if self._waiting is not None:
            return self._start(time_s, self._waiting, busy=True)
        if ongoing is not None and time_s >= self._free_s:
            return self._start(time_s, ongoing, busy=False)
        return None

    def _queue(self, time_s: float, shots: tuple[Feel, ...]) -> None:
        if self._waiting is not None and time_s - self._since_s > _STALE_S:
            self._waiting = None
        for shot in shots:
            if self._waiting is None or shot.amplitude > self._waiting.amplitude:
                self._waiting, self._since_s = shot, time_s

    def _start(self, time_s: float, feel: Feel, busy: bool) -> Feel:
        self._last_s = time_s
        if busy:
            self._waiting, self._free_s = None, time_s + feel.duration_s
        return feel
