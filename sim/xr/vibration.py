"""Haptics by OpenXR: `core.ports.Haptics` for the hands of a session."""

from __future__ import annotations

from ..core.intents import Hand
from ..core.ports import Pulse
from .actions import Actions


class Vibration:
    """Shakes the controllers. One that cannot shake, or is not focused, stays still."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def play(self, pulse: Pulse) -> None:
        """Start a pulse; the newest replaces the one before, and one without amplitude ends it."""
        self._actions.vibrate(pulse.hand, pulse.amplitude, pulse.frequency_hz, pulse.duration_s)

    def stop(self) -> None:
        """Let both hands be still."""
        for hand in Hand:
            self._actions.vibrate(hand, 0.0, 0.0, 0.0)
