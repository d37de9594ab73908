"""Sounds that happen once: metal, bone and hands."""

from __future__ import annotations

import numpy as np

from .synthesis import RATE, Signal, decay, faded, levelled, noise, ring, seconds


def click() -> Signal:
    """A ratchet or clamp that locks: two short steel clicks, 35 ms apart."""
    one = _tick_of_steel(0.16, 2600.0, seed=31)
    pair = one + 0.8 * np.roll(_tick_of_steel(0.16, 3150.0, seed=32), round(0.035 * RATE))
    return levelled(faded(pair), 0.75)


def tick() -> Signal:
    """One notch of a torque-limiting handle."""
    return levelled(faded(_tick_of_steel(0.09, 1900.0, seed=33)), 0.62)


def clink() -> Signal:
    """An instrument that falls on steel: a bright strike with inharmonic partials, then one rebound."""
    time_s = seconds(1.1)
    partials = (
        (1730.0, 0.9, 0.16),
        (2890.0, 0.7, 0.12),
        (4417.0, 0.55, 0.09),
        (6120.0, 0.35, 0.06),
        (8350.0, 0.2, 0.03),
    )
    strike = ring(time_s, partials) + 0.5 * noise(1.1, 34, 1500.0, 9000.0) * decay(time_s, 0.008)
    late = round(0.19 * RATE)
    rebound = np.concatenate([np.zeros(late), strike[:-late]])
    return levelled(faded(strike + 0.32 * rebound, 0.03))


def set_down() -> Signal:
    """An instrument laid softly on the draped tray."""
    time_s = seconds(0.30)
    body = ring(time_s, ((310.0, 0.8, 0.030), (1240.0, 0.25, 0.020), (2470.0, 0.12, 0.015)))
    return levelled(faded(body + 0.10 * noise(0.30, 35, 300.0, 2500.0) * decay(time_s, 0.012)), 0.45)


def tap() -> Signal:
    """A tip that meets bone: a short dry knock."""
    time_s = seconds(0.18)
    body = ring(time_s, ((520.0, 0.9, 0.014), (1180.0, 0.5, 0.010), (2050.0, 0.3, 0.006)))
    return levelled(faded(body + 0.25 * noise(0.18, 36, 600.0, 4000.0) * decay(time_s, 0.004)), 0.60)


def break_through() -> Signal:
    """A bit that breaks out of a cortex: a soft crack and the release after it."""
    time_s = seconds(0.26)
    crack = noise(0.26, 37, 700.0, 5000.0, 0.4) * decay(time_s, 0.010)
    release = ring(time_s, ((240.0, 0.9, 0.040), (395.0, 0.4, 0.028)))
    return levelled(faded(0.55 * crack + release), 0.72)


def skive() -> Signal:
    """A tip that slides over the cortex: a short scrape that rises."""
    time_s = seconds(0.32)
    sweep = np.sin(2.0 * np.pi * (1500.0 * time_s + 1900.0 * time_s**2))
    scrape = noise(0.32, 38, 1400.0, 6500.0, 0.3)
    shape = np.sin(np.pi * np.clip(time_s / 0.32, 0.0, 1.0)) ** 1.5
    return levelled(faded((0.8 * scrape + 0.25 * sweep) * shape), 0.55)


def strip() -> Signal:
    """A thread that gives way: a crunch of several breaks, then nothing holds."""
    time_s = seconds(0.55)
    result = np.zeros_like(time_s)
    for number, start_s in enumerate((0.0, 0.06, 0.10, 0.17, 0.26)):
        after = np.clip(time_s - start_s, 0.0, None)
        grain = noise(0.55, 39 + number, 250.0, 3200.0, 0.6) * decay(after, 0.018) * (time_s >= start_s)
        result += grain * 0.86**number
    return levelled(faded(result, 0.02), 0.80)


def _tick_of_steel(duration_s: float, pitch_hz: float, seed: int) -> Signal:
    time_s = seconds(duration_s)
    partials = ((pitch_hz, 0.8, 0.009), (pitch_hz * 1.83, 0.5, 0.006), (pitch_hz * 2.71, 0.3, 0.004))
    return ring(time_s, partials) + 0.4 * noise(duration_s, seed, 1200.0, 9000.0) * decay(time_s, 0.0025)
