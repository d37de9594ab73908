"""Sounds the trainer itself makes. They are soft, and told apart by rhythm as well as by pitch."""

from __future__ import annotations

import numpy as np

from .synthesis import Signal, decay, faded, levelled, seconds


def warning() -> Signal:
    """Something is wrong: the same low note twice."""
    return levelled(faded(_melody(((440.0, 0.0), (440.0, 0.22)), 0.62, 0.075), 0.02), 0.60)


def success() -> Signal:
    """A step is done: three notes upwards (C, E, G)."""
    return levelled(faded(_melody(((523.25, 0.0), (659.26, 0.11), (783.99, 0.22)), 1.1, 0.16), 0.03), 0.55)


def finale() -> Signal:
    """The procedure is done: a broken chord up to the octave."""
    notes = ((392.00, 0.0), (523.25, 0.13), (659.26, 0.26), (783.99, 0.39), (1046.50, 0.52))
    return levelled(faded(_melody(notes, 2.0, 0.28), 0.05), 0.58)


def notice() -> Signal:
    """A hint or a panel appears: two quiet notes."""
    return levelled(faded(_melody(((783.99, 0.0), (987.77, 0.09)), 0.55, 0.09), 0.02), 0.36)


def soft_tick() -> Signal:
    """A button of the interface."""
    time_s = seconds(0.06)
    return levelled(faded(np.sin(2.0 * np.pi * 1320.0 * time_s) * decay(time_s, 0.007)), 0.28)


def _melody(notes: tuple[tuple[float, float], ...], duration_s: float, half_life_s: float) -> Signal:
    """Struck notes of (pitch in Hz, start in seconds), like a soft marimba."""
    time_s = seconds(duration_s)
    result: Signal = np.zeros_like(time_s)
    for pitch_hz, start_s in notes:
        after = np.clip(time_s - start_s, 0.0, None)
        for order, strength, share in ((1, 1.0, 1.0), (2, 0.22, 0.5), (4, 0.14, 0.25)):
            wave = np.sin(2.0 * np.pi * pitch_hz * order * after)
            result += strength * wave * decay(after, half_life_s * share, 0.004) * (time_s >= start_s)
    return result
