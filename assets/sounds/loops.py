"""Sounds that go on: every part repeats a whole number of times in the loop, so there is no seam."""

from __future__ import annotations

import numpy as np

from .synthesis import RATE, Signal, levelled, noise, seconds, whole_waves

LOOP_S = 2.0


def drill() -> Signal:
    """A battery drill running free: motor hum with its harmonics, gear whine above, a little air."""
    return levelled(_motor(turn_hz=62.0, roughness=0.10) + 0.05 * noise(LOOP_S, 1, 900.0, 6000.0, 0.5), 0.70)


def drill_load() -> Signal:
    """The same drill working: the low harmonics grow and the tone trembles under the bit."""
    time_s = seconds(LOOP_S)
    tremble = 1.0 + 0.16 * np.sin(2.0 * np.pi * whole_waves(23.0, LOOP_S) * time_s) + 0.05 * noise(LOOP_S, 2, 4.0, 30.0)
    growl = 0.30 * noise(LOOP_S, 3, 80.0, 420.0, 0.6)
    return levelled((_motor(turn_hz=62.0, roughness=0.28) + growl) * tremble, 0.78)


def grit() -> Signal:
    """Bone under a cutting edge: a dry crackle that comes in grains."""
    rng = np.random.default_rng(4)
    count = len(seconds(LOOP_S))
    grains = np.zeros(count)
    grains[rng.integers(0, count, 900)] = rng.random(900) ** 3
    body = noise(LOOP_S, 5, 1200.0, 5200.0, 0.4)
    smear = np.fft.irfft(np.fft.rfft(grains) * np.fft.rfft(_grain_shape(count)), count)
    return levelled(body * (0.15 + smear / smear.max()), 0.62)


def irrigation() -> Signal:
    """Water from a syringe over the bone: a soft hiss that swells and falls, with drops in it."""
    swell = 1.0 + 0.10 * noise(LOOP_S, 6, 0.6, 4.0)
    hiss = noise(LOOP_S, 7, 1400.0, 7500.0, 0.6)
    drops = noise(LOOP_S, 8, 420.0, 900.0) * np.clip(noise(LOOP_S, 9, 5.0, 18.0), 0.0, None) ** 3
    return levelled(swell * hiss + 0.10 * drops, 0.42)


def suction() -> Signal:
    """A sucker at rest beside the field: air rushing through a narrow tube, with a hollow tone."""
    air = noise(LOOP_S, 10, 250.0, 2600.0, 0.7) + 0.8 * noise(LOOP_S, 11, 540.0, 640.0)
    return levelled(air * (1.0 + 0.07 * noise(LOOP_S, 12, 2.0, 9.0)), 0.36)


def squeak() -> Signal:
    """A screw turning in tight bone: a slipping, creaking tone."""
    time_s = seconds(LOOP_S)
    slip = np.clip(noise(LOOP_S, 13, 3.0, 11.0) + 0.4, 0.0, None)
    phase = 2.0 * np.pi * whole_waves(410.0, LOOP_S) * time_s + 0.9 * noise(LOOP_S, 14, 5.0, 16.0)
    tone = sum(np.sin(order * phase) / order**1.2 for order in range(1, 7))
    return levelled(slip * (tone + 0.35 * noise(LOOP_S, 15, 500.0, 3000.0, 0.5)), 0.40)


def room() -> Signal:
    """The room itself: ventilation, far away."""
    return levelled(noise(LOOP_S * 2.0, 16, 60.0, 500.0, 1.1), 0.16)


def _motor(turn_hz: float, roughness: float) -> Signal:
    """Rotor, its poles and the teeth of its gears, each with harmonics that fade with their order."""
    time_s = seconds(LOOP_S)
    wobble = 0.12 * np.sin(2.0 * np.pi * whole_waves(3.0, LOOP_S) * time_s) + roughness * noise(LOOP_S, 17, 6.0, 60.0)
    result: Signal = np.zeros_like(time_s)
    for ratio, strength, orders, fade in ((1.0, 0.8, 8, 0.9), (7.0, 0.45, 5, 1.1), (23.5, 0.30, 3, 1.4)):
        base = 2.0 * np.pi * whole_waves(turn_hz * ratio, LOOP_S) * time_s
        for order in range(1, orders + 1):
            result += strength / order**fade * np.sin(order * (base + wobble) + 1.7 * order * order)
    return result


def _grain_shape(count: int) -> Signal:
    """One grain, as a kernel as long as the loop: sudden, then gone in three milliseconds."""
    time_s = np.arange(count) / RATE
    result: Signal = 0.5 ** (time_s / 0.0030)
    return result
