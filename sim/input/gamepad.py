"""A gamepad's sticks and triggers as rates of movement. Its buttons are keys (`sim.input.keymap`, "pad_...")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DEAD_ZONE = 0.15
"""Sticks rest this far from their middle on a worn pad (ours)."""

PRESSED = 0.5
"""From here a trigger that is used as a button counts as pressed."""


@dataclass(frozen=True, slots=True)
class Sticks:
    """What the sticks and the right trigger ask for, each -1 to 1 (the trigger 0 to 1)."""

    right: float = 0.0
    up: float = 0.0
    tilt_right: float = 0.0
    tilt_away: float = 0.0
    trigger: float = 0.0


def sticks(axes: Mapping[str, float]) -> Sticks:
    """Left stick moves, right stick tilts, right trigger runs the tool.

    Axes go by Panda3D's names, up and right positive.
    """
    return Sticks(
        right=_eased(axes.get("left_x", 0.0)),
        up=_eased(axes.get("left_y", 0.0)),
        tilt_right=_eased(axes.get("right_x", 0.0)),
        tilt_away=_eased(axes.get("right_y", 0.0)),
        trigger=min(1.0, max(0.0, axes.get("right_trigger", 0.0))),
    )


def pressed_buttons(axes: Mapping[str, float], buttons: frozenset[str]) -> frozenset[str]:
    """Key names of what is pressed, the left trigger among them."""
    trigger = {"pad_left_trigger"} if axes.get("left_trigger", 0.0) >= PRESSED else set()
    return frozenset({f"pad_{button}" for button in buttons} | trigger)


def _eased(value: float) -> float:
    """Nothing in the dead zone, then slow near the middle and quick at the rim."""
    size = min(1.0, (abs(value) - DEAD_ZONE) / (1.0 - DEAD_ZONE))
    if size <= 0.0:
        return 0.0
    return size * size if value > 0.0 else -size * size
