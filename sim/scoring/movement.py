"""How smoothly and how far a hand moved.

SPARC and LDLJ are defined by Balasubramanian, Melendez-Calderon and Burdet (IEEE TBME 2012; J NeuroEng Rehabil 2015)
and were validated for discrete movements only, so a step's trace is first split into reaches.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..core.intents import FRAME_HZ

Floats = NDArray[np.float64]

CUT_OFF_HZ = 10.0
AMPLITUDE_THRESHOLD = 0.05
ZERO_PADDING_LEVEL = 4

REACH_PEAK_SHARE = 0.1
"""A reach is where the speed is above this share of the step's peak speed (ours) ..."""
REACH_FLOOR_M_S = 0.02
"""... and above this (ours: slower than that a hand is holding still)."""
REACH_MIN_S = 0.3
"""Shorter bursts are not reaches (ours)."""
REACH_GAP_S = 0.15
"""A shorter hesitation does not end a reach, it makes it less smooth (ours)."""


def path_length(positions_m: Floats) -> float:
    """Sum of the distances between successive (n, 3) positions, in metres."""
    if len(positions_m) < 2:
        return 0.0
    steps = np.diff(positions_m, axis=0)
    return float(np.sqrt((steps * steps).sum(axis=1)).sum())


def speed_of(positions_m: Floats, sample_hz: float = FRAME_HZ) -> Floats:
    """Speed (n - 1,) in m/s of (n, 3) positions, after a zero-phase Gaussian low-pass at the cut-off of SPARC."""
    if len(positions_m) < 2:
        return np.zeros(0)
    smooth = _low_pass(positions_m, sample_hz)
    velocity = np.diff(smooth, axis=0) * sample_hz
    return np.asarray(np.sqrt((velocity * velocity).sum(axis=1)), dtype=np.float64)


def _low_pass(positions_m: Floats, sample_hz: float) -> Floats:
    sigma = math.sqrt(math.log(2.0)) / (2.0 * math.pi * CUT_OFF_HZ) * sample_hz  # -3 dB at the cut-off
    reach = math.ceil(4.0 * sigma)
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (offsets / sigma) ** 2)
    weights /= weights.sum()
    padded = np.pad(positions_m, ((reach, reach), (0, 0)), mode="edge")
    return np.stack([np.convolve(padded[:, axis], weights, mode="valid") for axis in range(3)], axis=1)


def sparc(speed: Floats, sample_hz: float) -> float | None:
    """Spectral arc length of one movement's speed (n,), dimensionless, at most 0, nearer 0 is smoother.

    -sum(sqrt((df / (f_end - f_0))^2 + dM^2)) over the amplitude spectrum normalised by its peak, from its first to its
    last value of at least 0.05 below 10 Hz. None for a movement that has no spectrum (too short or at rest).
    """
    if len(speed) < 4 or not speed.any():
        return None
    length = 2 ** (math.ceil(math.log2(len(speed))) + ZERO_PADDING_LEVEL)
    frequency = np.arange(length) * (sample_hz / length)
    amplitude = np.abs(np.fft.fft(speed, length))
    amplitude = (amplitude / amplitude.max())[frequency <= CUT_OFF_HZ]
    strong = np.flatnonzero(amplitude >= AMPLITUDE_THRESHOLD)
    amplitude = amplitude[strong[0] : strong[-1] + 1]
    if len(amplitude) < 2:
        return None
    frequency_step = 1.0 / (len(amplitude) - 1)
    return -float(np.sqrt(frequency_step**2 + np.diff(amplitude) ** 2).sum())


def ldlj(speed: Floats, sample_hz: float) -> float | None:
    """Log dimensionless jerk of one movement's speed (n,), dimensionless, nearer 0 is smoother.

    -ln(T^3 / v_peak^2 * sum((d2v/dt2)^2) * dt). None for a movement without a jerk (too short or at rest).
    """
    if len(speed) < 4:
        return None
    peak = float(speed.max())
    interval = 1.0 / sample_hz
    jerk = np.diff(speed, 2) / interval**2
    effort = float((jerk * jerk).sum()) * interval
    if peak <= 0.0 or effort <= 0.0:
        return None
    duration = len(speed) * interval
    return -math.log(duration**3 / peak**2 * effort)


def reaches(speed: Floats, sample_hz: float = FRAME_HZ) -> list[Floats]:
    """The discrete movements in a speed profile (n,): above the threshold, grown to its rest on both sides."""
    if len(speed) == 0:
        return []
    threshold = max(REACH_FLOOR_M_S, REACH_PEAK_SHARE * float(speed.max()))
    pieces: list[Floats] = []
    for first, last in _spans(speed >= threshold, round(REACH_GAP_S * sample_hz)):
        if last - first >= REACH_MIN_S * sample_hz:
            pieces.append(speed[_rest_before(speed, first) : _rest_after(speed, last)])
    return pieces


def _spans(moving: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Half-open index ranges where ``moving`` holds, joined over gaps of fewer than ``gap`` samples."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], moving.astype(np.int8), [0]))))
    spans: list[tuple[int, int]] = []
    for first, last in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        if spans and first - spans[-1][1] < gap:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _rest_before(speed: Floats, first: int) -> int:
    while first > 0 and speed[first - 1] < speed[first]:
        first -= 1
    return first


def _rest_after(speed: Floats, last: int) -> int:
    while last < len(speed) and speed[last] < speed[last - 1]:
        last += 1
    return last
