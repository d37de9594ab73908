"""The few building blocks of every sound, and WAV bytes at the end. A signal is (n,) floats at `RATE`, full scale 1."""

from __future__ import annotations

import io
import wave

import numpy as np
from numpy.typing import NDArray

Signal = NDArray[np.float64]

RATE = 44_100
"""Samples a second."""

CEILING = 0.92
"""Loudest sample of any sound: a little room under full scale."""


def seconds(duration_s: float) -> Signal:
    """Time of every sample."""
    return np.arange(round(duration_s * RATE)) / RATE


def whole_waves(frequency_hz: float, duration_s: float) -> float:
    """The frequency nearest to ``frequency_hz`` that fits a whole number of times: a loop of it has no seam."""
    return max(1, round(frequency_hz * duration_s)) / duration_s


def noise(duration_s: float, seed: int, low_hz: float, high_hz: float, tilt: float = 0.0) -> Signal:
    """Periodic noise of deviation 1 between two frequencies, its amplitude falling as 1 / f ** tilt."""
    count = round(duration_s * RATE)
    rng = np.random.default_rng(seed)
    frequency = np.fft.rfftfreq(count, 1.0 / RATE)
    rise = 1.0 / (1.0 + (low_hz / np.maximum(frequency, 1e-3)) ** 4)
    fall = 1.0 / (1.0 + (frequency / high_hz) ** 4)
    amplitude = rise * fall * np.maximum(frequency, 1.0) ** -tilt
    amplitude[0] = 0.0
    signal = np.fft.irfft(amplitude * np.exp(2j * np.pi * rng.random(len(frequency))), count)
    result: Signal = signal / signal.std()
    return result


def decay(time_s: Signal, half_life_s: float, attack_s: float = 0.001) -> Signal:
    """An envelope that rises in ``attack_s`` and then halves every ``half_life_s``."""
    result: Signal = np.minimum(time_s / attack_s, 1.0) * 0.5 ** (time_s / half_life_s)
    return result


def ring(time_s: Signal, partials: tuple[tuple[float, float, float], ...]) -> Signal:
    """Struck body: partials of (frequency in Hz, amplitude, half-life in seconds)."""
    result: Signal = np.zeros_like(time_s)
    for frequency_hz, amplitude, half_life_s in partials:
        result += amplitude * np.sin(2.0 * np.pi * frequency_hz * time_s) * decay(time_s, half_life_s)
    return result


def levelled(signal: Signal, peak: float = CEILING) -> Signal:
    """Signal scaled so that its loudest sample is ``peak``."""
    result: Signal = signal * (peak / max(float(np.abs(signal).max()), 1e-12))
    return result


def faded(signal: Signal, fade_s: float = 0.004) -> Signal:
    """Signal that begins and ends in silence, so that a single shot does not click."""
    count = min(round(fade_s * RATE), len(signal) // 2)
    slope = np.linspace(0.0, 1.0, count)
    result = signal.copy()
    result[-count:] *= slope[::-1]
    result[: count // 8] *= np.linspace(0.0, 1.0, count // 8)
    return result


def wav(signal: Signal) -> bytes:
    """16-bit mono WAV file. ValueError when a sample is beyond full scale."""
    if float(np.abs(signal).max()) > 1.0:
        raise ValueError("A signal beyond full scale would be clipped.")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(signal * 32767.0).astype("<i2").tobytes())
    return buffer.getvalue()
