"""Every sound of the trainer, made by formula: ``sound("drill")`` is a 16-bit mono WAV file at 44.1 kHz."""

from __future__ import annotations

from collections.abc import Callable

from . import loops, shots, tones
from .synthesis import Signal, wav

__all__ = ["LOOPS", "SHOTS", "SOUNDS", "signal", "sound"]

LOOPS: dict[str, Callable[[], Signal]] = {
    "drill": loops.drill,
    "drill_load": loops.drill_load,
    "grit": loops.grit,
    "irrigation": loops.irrigation,
    "room": loops.room,
    "squeak": loops.squeak,
    "suction": loops.suction,
}
"""Sounds that repeat without a seam."""

SHOTS: dict[str, Callable[[], Signal]] = {
    "break_through": shots.break_through,
    "click": shots.click,
    "clink": shots.clink,
    "finale": tones.finale,
    "notice": tones.notice,
    "set_down": shots.set_down,
    "skive": shots.skive,
    "soft_tick": tones.soft_tick,
    "strip": shots.strip,
    "success": tones.success,
    "tap": shots.tap,
    "tick": shots.tick,
    "warning": tones.warning,
}
"""Sounds that play once."""

SOUNDS: tuple[str, ...] = tuple(sorted(LOOPS | SHOTS))
"""Every name that `sound` knows."""


def signal(name: str) -> Signal:
    """(n,) samples between -1 and 1. KeyError for a name that is not in `SOUNDS`."""
    makers = LOOPS | SHOTS
    if name not in makers:
        raise KeyError(f"There is no sound called {name!r}.")
    return makers[name]()


def sound(name: str) -> bytes:
    """A WAV file. KeyError for a name that is not in `SOUNDS`."""
    return wav(signal(name))
